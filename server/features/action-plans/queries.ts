import type { Selectable } from 'kysely'
import { compiled } from '../../db/compiled.ts'
import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { byName } from '../../lib/text.ts'
import { findSession, findTeamSession } from '../sessions/queries.ts'
import { planStage, progressWords, standing, statusNames } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { PlanStage } from './rules.ts'
import type { ActionPlanTables, Status } from './tables.ts'

export type Plan = Selectable<ActionPlanTables['plan']>
/** Without the copy kept at signing, which is large and read by itself. */
export type PlanStep = Omit<Selectable<ActionPlanTables['plan_step']>, 'frozen'>
export type Action = Selectable<ActionPlanTables['action']> & { owner_name: string | null }
export type ActionSource = Selectable<ActionPlanTables['action_source']>
export type ActionStep = Selectable<ActionPlanTables['action_step']> & { owner_name: string | null }
export type ActionCheck = Selectable<ActionPlanTables['action_check']>
export type ProgressUpdate = Selectable<ActionPlanTables['progress_update']>
export interface PlanFound { place: Place, session: Session, plan: Plan, steps: PlanStep[], stage: PlanStage }

const planRows = compiled((db, { place, session }: { place: string, session: string }) => db.selectFrom('plan').selectAll().where('place_id', '=', place).where('session_id', '=', session))

/** A place's plan of a session, or null while there is none. Takes the rows found through the viewer. */
export async function planOf (db: Db, place: { id: string }, session: { id: string }): Promise<Plan | null> {
  const [plan] = await planRows(db, { place: place.id, session: session.id })
  return plan ?? null
}

const planStepRows = compiled((db, { id }: { id: string }) => db.selectFrom('plan_step').select(['id', 'plan_id', 'kind', 'by_id', 'by_name', 'at', 'note', 'pdf_sha256']).where('plan_id', '=', id).orderBy('at').orderBy('id'))

/** The steps a plan took, the first first. */
export async function listPlanSteps (db: Db, plan: { id: string }): Promise<PlanStep[]> {
  return planStepRows(db, { id: plan.id })
}

/** What was kept when a plan was signed, as text. @throws NotFound for a step that kept nothing */
export async function findSignedCopy (db: Db, plan: { id: string }, stepId: string): Promise<string> {
  const step = await db.selectFrom('plan_step').select('frozen').where('plan_id', '=', plan.id).where('id', '=', stepId).executeTakeFirst()
  if (!step?.frozen) throw new NotFound()
  return step.frozen
}

/**
 * A place that has plans, in a session, found through the viewer: a team by the permissions of teams, an area or the authority by those
 * of city plans, which everybody who works with teams may read. @throws NotFound for a place of another kind or authority
 */
export async function findPlanPlace (db: Db, viewer: Viewer, slug: string, name: string): Promise<{ place: Place, session: Session }> {
  if (!viewer.asking.startsWith('city-plan.')) {
    const { community, session } = await findTeamSession(db, viewer, slug, name)
    return { place: community, session }
  }
  const place = await db.selectFrom('place').selectAll().where('slug', '=', slug).where('kind', '!=', 'community').where('authority_id', '=', viewer.authorityId).executeTakeFirst()
  if (!place) throw new NotFound()
  if (viewer.asking === 'city-plan.edit' && !canAt(viewer, 'city-plan.edit', place)) throw new Forbidden()
  return { place, session: await findSession(db, viewer.authorityId, name) }
}

/** A place's plan with its stage, found through the viewer. @throws NotFound while there is no plan */
export async function findPlan (db: Db, viewer: Viewer, slug: string, name: string): Promise<PlanFound> {
  const { place, session } = await findPlanPlace(db, viewer, slug, name)
  const plan = await planOf(db, place, session)
  if (!plan) throw new NotFound()
  const steps = await listPlanSteps(db, plan)
  return { place, session, plan, steps, stage: planStage(steps) }
}

const actionRows = compiled((db, { id }: { id: string }) => selectActions(db).where('action.plan_id', '=', id).orderBy('action.number'))

/** A plan's actions by number, with the names of their owners. */
export async function listActions (db: Db, plan: { id: string }): Promise<Action[]> {
  return actionRows(db, { id: plan.id })
}

/** One action with its plan, found through the viewer. */
export async function findAction (db: Db, viewer: Viewer, slug: string, name: string, number: number): Promise<PlanFound & { action: Action }> {
  const found = await findPlan(db, viewer, slug, name)
  const action = await selectActions(db).where('action.plan_id', '=', found.plan.id).where('action.number', '=', number).executeTakeFirst()
  if (!action) throw new NotFound()
  return { ...found, action }
}

const selectActions = (db: Db) => db.selectFrom('action').leftJoin('person as owner', 'owner.id', 'action.owner_id').selectAll('action').select('owner.name as owner_name')

const sourceRows = compiled((db, { id }: { id: string }) => db.selectFrom('action_source').innerJoin('action', 'action.id', 'action_source.action_id').selectAll('action_source')
  .where('action.plan_id', '=', id).orderBy('action_source.id'))

/** Where a plan's actions come from. */
export async function listSources (db: Db, plan: { id: string }): Promise<ActionSource[]> {
  return sourceRows(db, { id: plan.id })
}

const selectSteps = (db: Db) => db.selectFrom('action_step').leftJoin('person as owner', 'owner.id', 'action_step.owner_id').selectAll('action_step').select('owner.name as owner_name')

/** The steps of a plan's actions, in their order. */
export async function listSteps (db: Db, plan: { id: string }): Promise<ActionStep[]> {
  return selectSteps(db).innerJoin('action', 'action.id', 'action_step.action_id')
    .where('action.plan_id', '=', plan.id).orderBy('action_step.position').orderBy('action_step.id').execute()
}

const stepCounts = compiled((db, { id }: { id: string }) => db.selectFrom('action_step').innerJoin('action', 'action.id', 'action_step.action_id')
  .select(({ fn }) => ['action_step.action_id', fn.countAll<number>().as('steps'), fn.count<number>('action_step.done_at').as('done')])
  .where('action.plan_id', '=', id).groupBy('action_step.action_id'))

/** How many steps each action of a plan has, and how many are done. */
export async function countSteps (db: Db, plan: { id: string }) {
  return stepCounts(db, { id: plan.id })
}

/** Every update of a plan's actions, the latest first. */
export async function listUpdates (db: Db, plan: { id: string }): Promise<ProgressUpdate[]> {
  return db.selectFrom('progress_update').innerJoin('action', 'action.id', 'progress_update.action_id').selectAll('progress_update')
    .where('action.plan_id', '=', plan.id).orderBy('progress_update.at', 'desc').orderBy('progress_update.id', 'desc').execute()
}

const updateTimes = compiled((db, { id }: { id: string }) => db.selectFrom('progress_update').innerJoin('action', 'action.id', 'progress_update.action_id')
  .select(({ fn }) => ['progress_update.action_id', fn.max('progress_update.at').as('at')])
  .where('action.plan_id', '=', id).groupBy('progress_update.action_id'))

/** When each action of a plan was last updated. */
export async function latestUpdates (db: Db, plan: { id: string }) {
  return updateTimes(db, { id: plan.id })
}

/** The latest update of each action of a plan: what had happened. */
export async function latestTexts (db: Db, plan: { id: string }): Promise<{ action_id: string, what: string }[]> {
  return db.selectFrom('progress_update').innerJoin('action', 'action.id', 'progress_update.action_id').select(['progress_update.action_id', 'progress_update.what'])
    .where('action.plan_id', '=', plan.id)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('progress_update as later').select('later.id').whereRef('later.action_id', '=', 'action.id').whereRef('later.id', '>', 'progress_update.id'))))
    .execute()
}

export const listSourcesOf = async (db: Db, action: { id: string }): Promise<ActionSource[]> =>
  db.selectFrom('action_source').selectAll().where('action_id', '=', action.id).orderBy('id').execute()

export const listStepsOf = async (db: Db, action: { id: string }): Promise<ActionStep[]> =>
  selectSteps(db).where('action_id', '=', action.id).orderBy('position').orderBy('action_step.id').execute()

/** What was checked of an action, the latest first. */
export const listChecksOf = async (db: Db, action: { id: string }): Promise<ActionCheck[]> =>
  db.selectFrom('action_check').selectAll().where('action_id', '=', action.id).orderBy('id', 'desc').execute()

const checkRows = compiled((db, { id }: { id: string }) => db.selectFrom('action_check').innerJoin('action', 'action.id', 'action_check.action_id').selectAll('action_check')
  .where('action.plan_id', '=', id).orderBy('action_check.id', 'desc'))

/** Every check of a plan's actions, the latest first. */
export async function listChecks (db: Db, plan: { id: string }): Promise<ActionCheck[]> {
  return checkRows(db, { id: plan.id })
}

export const listUpdatesOf = async (db: Db, action: { id: string }): Promise<ProgressUpdate[]> =>
  db.selectFrom('progress_update').selectAll().where('action_id', '=', action.id).orderBy('at', 'desc').orderBy('id', 'desc').execute()

/** The evidence linked to a plan's actions; withdrawn evidence too, which says so. */
export async function listEvidenceOfPlan (db: Db, plan: { id: string }) {
  return db.selectFrom('evidence_link').innerJoin('action', 'action.id', 'evidence_link.target_id').innerJoin('evidence', 'evidence.id', 'evidence_link.evidence_id')
    .selectAll('evidence').select(['evidence_link.target_id as action_id', 'evidence_link.linked_at'])
    .where('evidence_link.kind', '=', 'action').where('action.plan_id', '=', plan.id).orderBy('evidence.covers_to').orderBy('evidence.id').execute()
}

/** The people with a role at a place, who can own its actions, by name. */
export async function listTeam (db: Db, place: { id: string }): Promise<{ id: string, name: string, agency: string | null }[]> {
  const rows = await db.selectFrom('role_held').innerJoin('person', 'person.id', 'role_held.person_id')
    .select(['person.id', 'person.name', 'person.agency']).distinct()
    .where('role_held.place_id', '=', place.id).where('role_held.ended_at', 'is', null).where('person.disabled_at', 'is', null).execute()
  return rows.sort(byName(row => row.name))
}

/** The action that this one goes on from, and the one that goes on from it: with the session each belongs to. */
export async function listKin (db: Db, action: { id: string, carried_from: string | null }) {
  return db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('session', 'session.id', 'plan.session_id')
    .select(['action.id', 'action.number', 'action.what', 'action.carried_from', 'session.name as session'])
    .where(where => where.or([where('action.carried_from', '=', action.id), where('action.id', '=', action.carried_from ?? '')]))
    .orderBy('session.name').execute()
}

/** Open actions of a plan that no later plan has taken over. */
export async function listUnfinished (db: Db, plan: { id: string }): Promise<Action[]> {
  return selectActions(db).where('action.plan_id', '=', plan.id).where('action.status', '!=', 'complete').where('action.stopped_at', 'is', null)
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('action as later').select('later.id').whereRef('later.carried_from', '=', 'action.id'))))
    .orderBy('action.number').execute()
}

export interface PlanProgress { plan: Plan | null, stage: PlanStage | 'none', total: number, counts: Record<Status | 'stopped', number>, sentence: string }

/** How far a team's plan has come, for home pages: 'No plan yet', '3 actions of 8 on track'. */
export async function planProgress (db: Db, place: { id: string }, session: { id: string }): Promise<PlanProgress> {
  const plan = await planOf(db, place, session)
  const rows = plan ? await db.selectFrom('action').select(['status', 'stopped_at']).where('plan_id', '=', plan.id).execute() : []
  const counts = Object.fromEntries([...statusNames, 'stopped'].map(name => [name, rows.filter(row => standing(row) === name).length])) as PlanProgress['counts']
  if (!plan) return { plan, stage: 'none', total: 0, counts, sentence: 'No plan yet' }
  return { plan, stage: planStage(await listPlanSteps(db, plan)), total: rows.length, counts, sentence: progressWords(counts['on-track'], rows.length) }
}
