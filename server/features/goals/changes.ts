import { record } from '../audit/record.ts'
import { longDate } from '../../lib/dates.ts'
import { Clash, FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { listAllItems } from '../lists/queries.ts'
import { codeRefusal, tidyCode } from './case-code-rules.ts'
import { findKept } from './keeper-queries.ts'
import { findGoal } from './queries.ts'
import { levels } from './rules.ts'
import { goalSettings } from './settings.ts'
import type { Trx } from '../../db/types.ts'
import type { ListName } from '../lists/rules.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { CloseInput, GoalInput } from './forms.ts'
import type { Goal } from './queries.ts'

/** Write down a goal of a child. @throws FieldRefusal for a code that is a name, dates in the wrong order, or a start that needs a reason */
export async function addGoal (trx: Trx, viewer: Viewer, slug: string, input: GoalInput, at: string): Promise<string> {
  const community = await findOpen(trx, viewer, slug)
  const goal = { id: newId(), place_id: community.id, ...await valuesOf(trx, community, input, null), closed_at: null, created_at: at, created_by_name: viewer.name, revision: 1, saved_by_name: viewer.name, saved_at: at }
  await trx.insertInto('goal').values(goal).execute()
  await record(trx, viewer, 'goal.added', goal.id, { wellbeing: goal.wellbeing, support: goal.support }, community.id)
  return goal.id
}

/** Change a goal. What it said before is kept. @throws Clash when somebody saved it since */
export async function saveGoal (trx: Trx, viewer: Viewer, slug: string, id: string, input: GoalInput, at: string) {
  const { community, goal, reviews } = await findGoal(trx, viewer, slug, id)
  refuseClosed(community, goal)
  const values = await valuesOf(trx, community, input, goal)
  const first = reviews.find(review => review.replaced_at === null && review.reviewed_on < values.support_from)
  if (first) throw new FieldRefusal('support_from', `There is a review of ${longDate(first.reviewed_on)}. Support must begin before it`)
  if (values.baseline === -2 && reviews.some(review => review.replaced_at === null && review.score === -0.5)) throw new FieldRefusal('baseline', 'A review says “partly achieved”, which needs a start at −1. Correct the review first')
  if (input.revision !== goal.revision) refuseClash(goal, values)
  const { id: _id, place_id: _place, ...before } = goal
  await trx.insertInto('goal_version').values({ id: newId(), goal_id: goal.id, revision: goal.revision, content: JSON.stringify(before), saved_by_name: goal.saved_by_name, saved_at: goal.saved_at }).execute()
  await trx.updateTable('goal').set({ ...values, revision: goal.revision + 1, saved_by_name: viewer.name, saved_at: at }).where('id', '=', goal.id).execute()
  await record(trx, viewer, 'goal.saved', goal.id, { revision: goal.revision + 1 }, community.id)
}

/** No more reviews are expected. */
export async function closeGoal (trx: Trx, viewer: Viewer, slug: string, id: string, input: CloseInput, at: string) {
  const { community, goal } = await findGoal(trx, viewer, slug, id)
  if (goal.closed_at) throw new Refusal('This goal is closed already.')
  await trx.updateTable('goal').set({ closed_at: at }).where('id', '=', goal.id).execute()
  await addStep(trx, viewer, goal, { kind: 'closed', reason: input.reason, note: input.note ?? null }, at)
  await record(trx, viewer, 'goal.closed', goal.id, { reason: input.reason }, community.id)
}

/** Work goes on after all. */
export async function reopenGoal (trx: Trx, viewer: Viewer, slug: string, id: string, at: string) {
  const { community, goal } = await findGoal(trx, viewer, slug, id)
  if (!goal.closed_at) throw new Refusal('This goal is open already.')
  if (community.closed_on) throw new Refusal(closedTeam(community))
  await trx.updateTable('goal').set({ closed_at: null }).where('id', '=', goal.id).execute()
  await addStep(trx, viewer, goal, { kind: 'reopened', reason: null, note: null }, at)
  await record(trx, viewer, 'goal.reopened', goal.id, {}, community.id)
}

const addStep = (trx: Trx, viewer: Viewer, goal: Goal, step: { kind: 'closed' | 'reopened', reason: string | null, note: string | null }, at: string) =>
  trx.insertInto('goal_step').values({ id: newId(), goal_id: goal.id, ...step, by_name: viewer.name, at }).execute()

const closedTeam = (community: Place): string => `${community.name} is closed. Its goals can be read but not changed.`

async function findOpen (trx: Trx, viewer: Viewer, slug: string): Promise<Place> {
  const community = await findKept(trx, viewer, slug)
  if (community.closed_on) throw new Refusal(closedTeam(community))
  return community
}

/** @throws Refusal when the team or the goal is closed */
export function refuseClosed (community: Place, goal: Goal) {
  if (community.closed_on) throw new Refusal(closedTeam(community))
  if (goal.closed_at) throw new Refusal('This goal is closed. Open it again to change it.')
}

/** What is stored, once everything about it holds. */
async function valuesOf (trx: Trx, community: Place, input: GoalInput, before: Goal | null) {
  const refused = codeRefusal(input.case_code)
  if (refused) throw new FieldRefusal('case_code', refused)
  if (!input.childs_words && !input.no_words) throw new FieldRefusal('childs_words', 'Write what the child said, or choose below why it is missing')
  if (input.childs_words && input.no_words) throw new FieldRefusal('no_words', 'You have the child’s words: choose “The words are above”')
  await refuseUnknown(trx, community, input, before)
  if (input.agreed_on > input.support_from && !input.agreed_late) throw new FieldRefusal('agreed_late', 'The levels are to be agreed before support begins. Correct the dates, or say why it was later')
  if (input.review_on && input.review_on < input.support_from) throw new FieldRefusal('review_on', 'The review comes after support begins')
  const rule = before?.baseline === -2 ? 'worst' : (await goalSettings(trx, community.authority_id)).baseline
  const baseline = rule === 'worst' && input.baseline === '-2' ? -2 as const : -1 as const
  if (baseline === -2 && !input.baseline_because) throw new FieldRefusal('baseline_because', 'Say why it cannot be worse than it is now')
  const { revision: _revision, ...texts } = input
  return {
    ...texts,
    case_code: tidyCode(input.case_code),
    childs_words: input.childs_words ?? null,
    no_words: input.childs_words ? null : input.no_words!,
    agreed_late: input.agreed_on > input.support_from ? input.agreed_late! : null,
    baseline,
    baseline_because: baseline === -2 ? input.baseline_because! : null,
    review_on: input.review_on ?? null
  }
}

const chosen = { wellbeing: 'wellbeing', need: 'needs', support: 'supports', forum: 'forum-types', no_words: 'not-gathered' } as const satisfies Record<string, ListName>

/** A retired item may stay where it was chosen, and be chosen no more. */
async function refuseUnknown (trx: Trx, community: Place, input: GoalInput, before: Goal | null) {
  const items = await listAllItems(trx, community.authority_id)
  for (const field of Object.keys(chosen) as (keyof typeof chosen)[]) {
    const code = input[field]
    if (code && code !== before?.[field] && !items[chosen[field]].some(item => item.code === code && !item.retired)) throw new FieldRefusal(field, 'Choose one of the list')
  }
}

const labels: Partial<Record<keyof Goal, string>> = {
  childs_words: 'The child’s own words', case_code: 'Case code', wellbeing: 'Wellbeing indicator', need: 'Need', support: 'Support', forum: 'Forum', ...Object.fromEntries(levels.map(({ name, sign, words }) => [name, `${sign} ${words}`])),
  agreed_on: 'Agreed on', support_from: 'Support begins', agreed_late: 'Why agreed later', baseline: 'Start', baseline_because: 'Why it cannot be worse', review_on: 'Review on'
}
const free = new Set<string>(['childs_words', 'agreed_late', 'baseline_because', ...levels.map(({ name }) => name)])

function refuseClash (goal: Goal, mine: Partial<Goal>) {
  const fields = (Object.keys(labels) as (keyof Goal)[]).map(name => ({ name, label: labels[name]!, mine: String(mine[name] ?? ''), theirs: String(goal[name] ?? '') })).filter(field => field.mine !== field.theirs)
    .map(field => free.has(field.name) ? field : { ...field, choose: { mine: field.mine || 'Nothing', theirs: field.theirs || 'Nothing' } })
  if (fields.length > 0) throw new Clash({ fields, revision: goal.revision, savedBy: goal.saved_by_name, savedAt: goal.saved_at })
}
