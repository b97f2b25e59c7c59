import { factsOf } from './facts.ts'
import { findPlanPlace, listPlanSteps, planOf } from './queries.ts'
import { planStage } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { PlanTables } from './tables-report.ts'

const nothing: PlanTables = { actions: [], carriedFrom: [], sources: [], steps: [], updates: [], evidence: [], checks: [], reviews: [], reviewed: [], contributions: [], emails: new Map() }

/** A place's plan as its tables need it, found through the viewer. While there is no plan, the tables have their labels and no rows. */
export async function planTables (db: Db, library: Library, viewer: Viewer, slug: string, name: string) {
  const { place, session } = await findPlanPlace(db, viewer, slug, name)
  const plan = await planOf(db, place, session)
  const steps = plan ? await listPlanSteps(db, plan) : []
  const stage = planStage(steps)
  const facts: PlanTables = plan
    ? { ...await factsOf(db, library, viewer.authorityName, { place, session, plan, steps, stage }), emails: await ownerEmails(db, plan) }
    : nothing
  return { place, session, plan, stage, facts }
}

async function ownerEmails (db: Db, plan: { id: string }): Promise<Map<string, string>> {
  const rows = await db.selectFrom('action').innerJoin('person', 'person.id', 'action.owner_id').select(['person.id', 'person.email']).distinct().where('action.plan_id', '=', plan.id).execute()
  return new Map(rows.map(row => [row.id, row.email]))
}

/** The addresses of those who can own a place's actions. */
export async function listTeamEmails (db: Db, place: { id: string }): Promise<{ id: string, email: string }[]> {
  return db.selectFrom('role_held').innerJoin('person', 'person.id', 'role_held.person_id').select(['person.id', 'person.email']).distinct()
    .where('role_held.place_id', '=', place.id).where('role_held.ended_at', 'is', null).where('person.disabled_at', 'is', null).execute()
}
