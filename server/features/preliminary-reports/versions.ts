import { record } from '../audit/record.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findComment, findPrepared, listStatements, roundOf, versionOf } from './queries.ts'
import { buildPreliminary } from './report.ts'
import { isOpen, sourceWords } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Visit } from '../visits/queries.ts'
import type { RoundInput } from './forms.ts'
import type { Frozen } from './rules.ts'

/** Freeze the report as it stands, with a note. @returns its number */
export async function saveVersion (trx: Trx, viewer: Viewer, visitId: string, note: string | null, at: string): Promise<number> {
  const { visit, place, themes } = await findPrepared(trx, viewer, visitId)
  const statements: Frozen[] = (await listStatements(trx, visit)).map(row => ({ id: row.id, theme: row.theme_id, part: row.part, text: row.text, source: sourceWords(row) }))
  if (statements.length === 0) throw new Refusal('There is nothing to save yet. Put statements into a theme first.')
  const number = ((await versionOf(trx, visit))?.number ?? 0) + 1
  const document = buildPreliminary({ visit, place: place.name, authority: viewer.authorityName, themes, statements, number, note, at, by: viewer.name })
  await trx.insertInto('preliminary_version').values({ id: newId(), visit_id: visit.id, number, note, statements: JSON.stringify(statements), document: JSON.stringify(document), made_at: at, made_by_name: viewer.name }).execute()
  await record(trx, viewer, 'preliminary-report.version-saved', visit.id, { number, statements: statements.length }, place.id)
  return number
}

/** Ask the people of the visit what they think of the newest version. */
export async function openRound (trx: Trx, viewer: Viewer, visitId: string, input: RoundInput, today: string, at: string) {
  const { visit, place } = await findPrepared(trx, viewer, visitId)
  const version = await versionOf(trx, visit)
  if (!version) throw new FieldRefusal('closes_on', 'Save a version first: people comment on a version, which stays as it is')
  if (input.closes_on < today) throw new FieldRefusal('closes_on', 'Give a day that is not over yet')
  if (isOpen((await roundOf(trx, visit))?.round ?? null, today)) throw new Refusal('People are being asked already. Close that round first.')
  await trx.insertInto('preliminary_round').values({ id: newId(), version_id: version.id, note: input.round_note ?? null, closes_on: input.closes_on, opened_at: at, opened_by_name: viewer.name, closed_at: null, closed_by_name: null }).execute()
  await record(trx, viewer, 'preliminary-report.comments-opened', visit.id, { number: version.number, until: input.closes_on }, place.id)
}

export async function closeRound (trx: Trx, viewer: Viewer, visitId: string, at: string) {
  const { visit, place } = await findPrepared(trx, viewer, visitId)
  const found = await roundOf(trx, visit)
  if (!found || found.round.closed_at) throw new Refusal('There is no round of comments to close.')
  await trx.updateTable('preliminary_round').set({ closed_at: at, closed_by_name: viewer.name }).where('id', '=', found.round.id).execute()
  await record(trx, viewer, 'preliminary-report.comments-closed', visit.id, { number: found.version.number }, place.id)
}

/** Who comments: a person of the visit, with an account or by a link. */
export interface Commenter { person: { id: string, name: string, organisation: string }, actor: { id: string, name: string, authorityId: string } }

/** What somebody thinks of a statement. @throws FieldRefusal when the round is over, so that what they typed is not lost */
export async function addComment (trx: Trx, { person, actor }: Commenter, visit: Visit, statementId: string, text: string, today: string, at: string) {
  const found = await roundOf(trx, visit)
  if (!found?.version.statements.some(({ id }) => id === statementId)) throw new NotFound()
  if (!isOpen(found.round, today)) throw new FieldRefusal('text', 'The time for comments is over. Copy your text and send it to the lead of the visit')
  await trx.insertInto('preliminary_comment').values({
    id: newId(), round_id: found.round.id, statement_id: statementId, text, visit_person_id: person.id, by_name: person.name, organisation: person.organisation, at, answer: null, settled_at: null, settled_by_name: null
  }).execute()
  await record(trx, actor, 'preliminary-report.commented', visit.id, { number: found.version.number }, visit.place_id)
}

/** Say what came of a comment; with that it is settled. It can be said anew. */
export async function answerComment (trx: Trx, viewer: Viewer, visitId: string, commentId: string, answer: string, at: string) {
  const { visit, place, comment } = await findComment(trx, viewer, visitId, commentId)
  await trx.updateTable('preliminary_comment').set({ answer, settled_at: at, settled_by_name: viewer.name }).where('id', '=', comment.id).execute()
  await record(trx, viewer, 'preliminary-report.comment-settled', visit.id, {}, place.id)
}
