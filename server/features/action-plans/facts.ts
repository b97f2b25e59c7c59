import { longDate } from '../../lib/dates.ts'
import { listSessionReports } from '../sessions/reports.ts'
import { listContributionsOfPlan } from './contributions.ts'
import { listReviewedActions, listReviews } from './reviews.ts'
import { findPlan, listActions, listChecks, listEvidenceOfPlan, listPlanSteps, listSources, listSteps, listUpdates } from './queries.ts'
import { planStage } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { PlanFound } from './queries.ts'

export type PlanFacts = Awaited<ReturnType<typeof planFacts>>

/** Everything a plan holds, as plain values: what its report is made of and what is frozen when it is signed. */
export async function planFacts (db: Db, library: Library, viewer: Viewer, slug: string, session: string) {
  return factsOf(db, library, viewer.authorityName, await findPlan(db, viewer, slug, session))
}

/** The same for a plan in hand, with the steps it has taken by now. */
export async function factsOf (db: Db, library: Library, authority: string, { place, session, plan }: PlanFound) {
  const steps = await listPlanSteps(db, plan)
  const actions = await listActions(db, plan)
  const carriedFrom = await db.selectFrom('action').innerJoin('action as old', 'old.id', 'action.carried_from').innerJoin('plan', 'plan.id', 'old.plan_id').innerJoin('session', 'session.id', 'plan.session_id')
    .select(['action.id', 'old.number', 'session.name as session']).where('action.plan_id', '=', plan.id).execute()
  return {
    authority,
    community: { name: place.name, slug: place.slug, kind: place.kind },
    session: { name: session.name, dates: `${longDate(session.starts_on)} to ${longDate(session.ends_on)}` },
    frameworks: {
      evaluation: library.get(session.framework_id, session.framework_version).title,
      report: (await listSessionReports(db, library, session)).map(report => report.title).join('; ') || null
    },
    plan: { id: plan.id, startedAt: plan.started_at },
    stage: planStage(steps),
    history: steps.map(({ kind, by_name, at, note }) => ({ kind, by: by_name, at, note })),
    actions,
    carriedFrom,
    sources: await listSources(db, plan),
    steps: await listSteps(db, plan),
    updates: await listUpdates(db, plan),
    evidence: await listEvidenceOfPlan(db, plan),
    checks: await listChecks(db, plan),
    reviews: await listReviews(db, plan),
    reviewed: await listReviewedActions(db, plan),
    contributions: await listContributionsOfPlan(db, plan)
  }
}
