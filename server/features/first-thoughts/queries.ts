import { createHash } from 'node:crypto'
import { findEvaluation } from '../evaluations/queries.ts'
import { hashSecret } from '../../lib/ids.ts'
import { NotFound } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import { partNames, spreadOf } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { FirstThoughtTables, ThoughtPart } from './tables.ts'
import type { Spread, Thought } from './rules.ts'

export type ThoughtRequest = Selectable<FirstThoughtTables['first_thought_request']> & { codes: string[] }
export type Contributor = Selectable<FirstThoughtTables['contributor']>
export type FirstThought = Selectable<FirstThoughtTables['first_thought']>

/** What was asked of the team for a self-evaluation, or null. */
export async function requestOf (db: Db, evaluation: { id: string }): Promise<ThoughtRequest | null> {
  const row = await db.selectFrom('first_thought_request').selectAll().where('self_evaluation_id', '=', evaluation.id).executeTakeFirst()
  if (!row) return null
  const codes = await db.selectFrom('first_thought_indicator').select('code').where('request_id', '=', row.id).execute()
  return { ...row, codes: codes.map(({ code }) => code).sort(byName(code => code)) }
}

/** A team's self-evaluation and what was asked for it, found through the viewer. @throws NotFound before it is asked */
export async function findRequest (db: Db, viewer: Viewer, slug: string, name: string) {
  const found = await findEvaluation(db, viewer, slug, name)
  const request = await requestOf(db, found.evaluation)
  if (!request) throw new NotFound()
  return { ...found, request }
}

/** Everybody who was asked, by name. Whether they have written is told to nobody. */
export async function listContributors (db: Db, request: { id: string }): Promise<Contributor[]> {
  const rows = await db.selectFrom('contributor').selectAll().where('request_id', '=', request.id).execute()
  return rows.sort(byName(row => row.name))
}

/** How many of those asked have written something, about anything. */
export async function countGiven (db: Db, request: { id: string }): Promise<{ asked: number, given: number }> {
  const { asked, given } = await db.selectFrom('contributor').leftJoin('first_thought', 'first_thought.contributor_id', 'contributor.id')
    .select(({ fn }) => [fn.count<number>('contributor.id').distinct().as('asked'), fn.count<number>('first_thought.contributor_id').distinct().as('given')])
    .where('contributor.request_id', '=', request.id).where('contributor.revoked_at', 'is', null).executeTakeFirstOrThrow()
  return { asked, given }
}

/** The contributor that a member of the team is. */
export async function contributorOf (db: Db, request: { id: string }, person: { id: string }): Promise<Contributor | null> {
  const row = await db.selectFrom('contributor').selectAll().where('request_id', '=', request.id).where('person_id', '=', person.id).where('revoked_at', 'is', null).executeTakeFirst()
  return row ?? null
}

/** What one person has given. */
export async function listOwnThoughts (db: Db, contributor: { id: string }): Promise<FirstThought[]> {
  return db.selectFrom('first_thought').selectAll().where('contributor_id', '=', contributor.id).execute()
}

/** An id for one text of a thought, from which neither the thought nor its writer can be told. */
export const passageId = (thoughtId: string, part: ThoughtPart): string => createHash('sha256').update(`${thoughtId}.${part}`).digest('hex').slice(0, 24)

/** What is shown of each indicator's first thoughts, by code, once they are opened. Empty before. */
export async function listSpreads (db: Db, request: ThoughtRequest | null): Promise<Map<string, Spread>> {
  if (!request?.opened_at) return new Map()
  const rows = await openThoughts(db, { ...request, opened_at: request.opened_at })
  return new Map(request.codes.map(code => [code, spreadOf(rows.filter(row => row.indicator_code === code).map(withPassages))]))
}

const withPassages = (row: FirstThought & { agency: string }): Thought => ({ ...row, passages: Object.fromEntries(partNames.map(part => [part, passageId(row.id, part)])) as Record<ThoughtPart, string> })

/** A link taken back before the opening takes its thoughts out of the spread; one taken back later changes nothing any more. */
const openThoughts = (db: Db, request: { id: string, opened_at: string }) => db.selectFrom('first_thought').innerJoin('contributor', 'contributor.id', 'first_thought.contributor_id')
  .selectAll('first_thought').select('contributor.agency').where('contributor.request_id', '=', request.id)
  .where(where => where.or([where('contributor.revoked_at', 'is', null), where('contributor.revoked_at', '>', request.opened_at)])).execute()

/** The thought and part that a passage of an opened indicator is. @throws NotFound for one that is not shown */
export async function findPassage (db: Db, request: ThoughtRequest, code: string, id: string) {
  const spread = (await listSpreads(db, request)).get(code)
  const shown = spread?.shown?.parts.some(({ passages }) => passages.some(passage => passage.id === id))
  const rows = shown ? await openThoughts(db, { ...request, opened_at: request.opened_at! }) : []
  for (const row of rows) for (const part of partNames) if (row.indicator_code === code && passageId(row.id, part) === id) return { thoughtId: row.id, part, text: row[part]! }
  throw new NotFound()
}

/** The ids of the passages that were taken into the agreed text of a self-evaluation. */
export async function listTaken (db: Db, request: { id: string }): Promise<{ id: string, thought_id: string, part: ThoughtPart, judgement_id: string, taken_at: string, taken_by_name: string }[]> {
  const rows = await db.selectFrom('first_thought_taken').innerJoin('first_thought', 'first_thought.id', 'first_thought_taken.thought_id').innerJoin('contributor', 'contributor.id', 'first_thought.contributor_id')
    .selectAll('first_thought_taken').where('contributor.request_id', '=', request.id).execute()
  return rows.map(row => ({ ...row, id: passageId(row.thought_id, row.part) }))
}

/** Whom a link was made for, and for which team, while it works; else why it does not. */
export async function findByLink (db: Db, secret: string, now: Date) {
  const row = await selectByHand(db).where('contributor.link_hash', '=', hashSecret(secret)).executeTakeFirst()
  return row ? { ...row, dead: deadBecause(row, now) } : null
}

/** Whom a browser was bound to when its link was first opened. */
export async function findByBrowser (db: Db, secret: string, now: Date) {
  const row = await selectByHand(db).where('contributor.browser_hash', '=', hashSecret(secret)).executeTakeFirst()
  return row && !deadBecause(row, now) ? row : null
}

const selectByHand = (db: Db) => db.selectFrom('contributor').innerJoin('first_thought_request', 'first_thought_request.id', 'contributor.request_id')
  .innerJoin('self_evaluation', 'self_evaluation.id', 'first_thought_request.self_evaluation_id').innerJoin('place', 'place.id', 'self_evaluation.community_id')
  .innerJoin('session', 'session.id', 'self_evaluation.session_id')
  .selectAll('contributor').select(['first_thought_request.note', 'first_thought_request.opened_at', 'first_thought_request.asked_by_name', 'place.name as team', 'session.name as session',
    'session.framework_id', 'session.framework_version', 'self_evaluation.id as self_evaluation_id', 'place.id as community_id', 'place.authority_id', 'session.id as session_id'])

export type HandFound = NonNullable<Awaited<ReturnType<typeof findByBrowser>>>

function deadBecause (row: { revoked_at: string | null, expires_at: string | null }, now: Date): 'revoked' | 'expired' | null {
  if (row.revoked_at) return 'revoked'
  return row.expires_at && row.expires_at < now.toISOString() ? 'expired' : null
}

/** What became of one person's thoughts: the passages taken, and the agreed text of each indicator once the team has agreed. */
export async function listOutcomes (db: Db, contributor: { id: string }) {
  return db.selectFrom('first_thought_taken').innerJoin('first_thought', 'first_thought.id', 'first_thought_taken.thought_id')
    .select(['first_thought.indicator_code as code', 'first_thought_taken.part', 'first_thought_taken.taken_at'])
    .where('first_thought.contributor_id', '=', contributor.id).orderBy('first_thought_taken.taken_at').execute()
}
