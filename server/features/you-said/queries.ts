import { NotFound } from '../../lib/errors.ts'
import { latestTexts, listActions, planOf } from '../action-plans/queries.ts'
import { findSelfEvaluation } from '../evaluations/queries.ts'
import { listSpreads, listTaken, requestOf } from '../first-thoughts/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { listHeard } from './heard-queries.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Action } from '../action-plans/queries.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { PublicCopy } from './rules.ts'
import type { Group, SourceKind, YouSaidTables } from './tables.ts'

export type Line = Awaited<ReturnType<typeof listLines>>[number]
export type Release = Selectable<YouSaidTables['you_said_release']>
export interface Suggestion { key: string, kind: Exclude<SourceKind, 'typed'>, id: string, said: string, about: string | null, action: Action, did: string, who?: Group }
interface TeamSession { community: Place, session: Session }

/** A team's lines in their order, with the action each belongs to, and since when its evidence is withdrawn. */
export async function listLines (db: Db, { community, session }: { community: { id: string }, session: { id: string } }) {
  return db.selectFrom('you_said_line').innerJoin('action', 'action.id', 'you_said_line.action_id').leftJoin('evidence', 'evidence.id', 'you_said_line.source_id')
    .selectAll('you_said_line').select(['action.number', 'action.what', 'action.status', 'action.stopped_at', 'evidence.withdrawn_at as source_withdrawn_at'])
    .where('you_said_line.place_id', '=', community.id).where('you_said_line.session_id', '=', session.id)
    .orderBy('you_said_line.position').orderBy('you_said_line.id').execute()
}

/** One line with the team it is of, found through the viewer. */
export async function findLine (db: Db, viewer: Viewer, slug: string, name: string, id: string) {
  const found = await findTeamSession(db, viewer, slug, name)
  const lines = await listLines(db, found)
  const line = lines.find(line => line.id === id)
  if (!line) throw new NotFound()
  return { ...found, lines, line }
}

/** The actions of the team's plan, each with what can be said of it: its impact, or its last update. */
export async function listActionsTold (db: Db, { community, session }: TeamSession): Promise<(Action & { told: string })[]> {
  const plan = await planOf(db, community, session)
  if (!plan) return []
  const latest = await latestTexts(db, plan)
  return (await listActions(db, plan)).map(action => ({ ...action, told: action.impact ?? latest.find(update => update.action_id === action.id)?.what ?? '' }))
}

/** What could become a line: views linked to actions, what was heard by questionnaire and in the voice log, and passages of first thoughts from whose indicator an action came. */
export async function listSuggestions (db: Db, found: TeamSession): Promise<Suggestion[]> {
  const actions = await listActionsTold(db, found)
  return [...await viewsLinked(db, actions), ...await thoughtsTaken(db, found, actions), ...(await listHeard(db, found)).flatMap(({ actionId, ...heard }) => actions.filter(action => action.id === actionId).map(action => ({ ...suggestion(heard.kind, heard.id, heard.said, heard.about, action), who: heard.who })))]
}

async function viewsLinked (db: Db, actions: (Action & { told: string })[]): Promise<Suggestion[]> {
  const rows = await db.selectFrom('evidence_link').innerJoin('evidence', 'evidence.id', 'evidence_link.evidence_id')
    .select(['evidence.id', 'evidence.title', 'evidence.shows', 'evidence_link.target_id as action_id'])
    .where('evidence_link.kind', '=', 'action').where('evidence.strand', '=', 'views').where('evidence.withdrawn_at', 'is', null)
    .where('evidence_link.target_id', 'in', actions.map(action => action.id)).orderBy('evidence.id').execute()
  return rows.map(row => suggestion('evidence', row.id, row.shows, row.title, actions.find(action => action.id === row.action_id)!))
}

/** Only what the team was shown, and then took into its agreed text; never who wrote it, nor of which agency. */
async function thoughtsTaken (db: Db, { community, session }: TeamSession, actions: (Action & { told: string })[]): Promise<Suggestion[]> {
  const evaluation = await findSelfEvaluation(db, community, session)
  const request = evaluation && await requestOf(db, evaluation)
  if (!request?.opened_at) return []
  const shown = [...(await listSpreads(db, request)).values()].flatMap(({ shown }) => shown?.parts.flatMap(({ passages }) => passages) ?? [])
  const taken = await listTaken(db, request)
  const sources = await db.selectFrom('action_source').select(['action_id', 'judgement_id']).distinct().where('action_id', 'in', actions.map(action => action.id)).where('judgement_id', 'is not', null).execute()
  return shown.flatMap(passage => {
    const judgements = taken.filter(one => one.id === passage.id).map(one => one.judgement_id)
    return actions.filter(action => sources.some(source => source.action_id === action.id && judgements.includes(source.judgement_id!)))
      .map(action => suggestion('first-thought', passage.id, passage.text, null, action))
  })
}

const suggestion = (kind: Suggestion['kind'], id: string, said: string, about: string | null, action: Action & { told: string }): Suggestion =>
  ({ key: `${kind}.${id}.${action.id}`, kind, id, said, about, action, did: action.told })

/** Whether a suggestion has become a line. */
export const isUsed = (lines: Line[], { kind, id, action }: Suggestion): boolean => lines.some(line => line.source_kind === kind && line.source_id === id && line.action_id === action.id)

/** The last thing that was done about making a team's lines public; null when never. */
export async function lastRelease (db: Db, community: { id: string }): Promise<Release | null> {
  const row = await db.selectFrom('you_said_release').selectAll().where('place_id', '=', community.id).orderBy('id', 'desc').limit(1).executeTakeFirst()
  return row ?? null
}

/** What is public of a team now, or null: the last copy, unless it was withdrawn. */
export async function publicCopy (db: Db, community: { id: string }): Promise<{ copy: PublicCopy, release: Release } | null> {
  const release = await lastRelease(db, community)
  return release?.kind === 'released' ? { copy: JSON.parse(release.content!) as PublicCopy, release } : null
}

/** For everybody, without a sign-in. @throws NotFound for a team that has nothing public, or is closed */
export async function findPublicCopy (db: Db, slug: string) {
  const community = await db.selectFrom('place').select('id').where('slug', '=', slug).where('kind', '=', 'community').where('closed_on', 'is', null).executeTakeFirst()
  const found = community && await publicCopy(db, community)
  if (!found) throw new NotFound()
  return found
}

/** People whom no line may name: everybody known to the authority, and everybody who was asked for first thoughts. */
export async function listUnnameable (db: Db, { community, session }: TeamSession): Promise<string[]> {
  const people = await db.selectFrom('person').select('name').where('authority_id', '=', community.authority_id).execute()
  const asked = await db.selectFrom('contributor').innerJoin('first_thought_request', 'first_thought_request.id', 'contributor.request_id')
    .innerJoin('self_evaluation', 'self_evaluation.id', 'first_thought_request.self_evaluation_id').select('contributor.name')
    .where('self_evaluation.community_id', '=', community.id).where('self_evaluation.session_id', '=', session.id).execute()
  return [...new Set([...people, ...asked].map(({ name }) => name))]
}
