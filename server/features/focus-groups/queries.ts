import { NotFound } from '../../lib/errors.ts'
import { listThemes } from '../visits/queries.ts'
import { isWhole } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Visit, VisitQuestion, VisitTheme } from '../visits/queries.ts'
import type { FocusGroupTables, NoteKind } from './tables.ts'

export type Note = Selectable<FocusGroupTables['visit_note']>
/** What notes are written about: a theme with its questions, or the whole visit. */
export interface Subject { kind: NoteKind, key: string, theme: (VisitTheme & { questions: VisitQuestion[] }) | null }
export const notesPerPage = 50

/** The theme, or the whole of the visit, that an address names. @throws NotFound */
export async function findSubject (db: Db, visit: Visit, key: string): Promise<Subject> {
  if (isWhole(key)) return { kind: key, key, theme: null }
  const theme = (await listThemes(db, visit)).find(one => one.code === key)
  if (!theme) throw new NotFound()
  return { kind: 'focus', key, theme }
}

const ofSubject = (db: Db, visit: Visit, { kind, theme }: Subject) => db.selectFrom('visit_note')
  .where(theme ? 'theme_id' : 'visit_id', '=', theme?.id ?? visit.id).where('kind', '=', kind).where('taken_back_at', 'is', null)

/** The notes on a subject, or on one of its questions, the newest first, one page of them; and how many there are. */
export async function listNotes (db: Db, visit: Visit, subject: Subject, questionId: string | null, page: number): Promise<{ notes: Note[], total: number }> {
  const query = ofSubject(db, visit, subject).$if(questionId !== null, some => some.where('question_id', '=', questionId))
  const { n } = await query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const notes = await query.selectAll().orderBy('id', 'desc').limit(notesPerPage).offset((page - 1) * notesPerPage).execute()
  return { notes, total: Number(n) }
}

/** All notes on a subject in the order they were written, for setting groups side by side. */
export async function listAllNotes (db: Db, visit: Visit, subject: Subject): Promise<Note[]> {
  return ofSubject(db, visit, subject).selectAll().orderBy('id').limit(2000).execute()
}

/** How many notes there are on each theme and on the whole of a visit. */
export async function countNotes (db: Db, visit: { id: string }): Promise<{ kind: NoteKind, theme_id: string | null, n: number }[]> {
  const rows = await db.selectFrom('visit_note').select(({ fn }) => ['kind', 'theme_id', fn.countAll<number>().as('n')])
    .where('visit_id', '=', visit.id).where('taken_back_at', 'is', null).groupBy(['kind', 'theme_id']).execute()
  return rows.map(row => ({ ...row, n: Number(row.n) }))
}

/** The labels of groups that notes carry. */
export async function listGroupLabels (db: Db, visit: { id: string }): Promise<string[]> {
  const rows = await db.selectFrom('visit_note').select('group_label').distinct().where('visit_id', '=', visit.id).where('group_label', 'is not', null).where('taken_back_at', 'is', null).execute()
  return rows.map(row => row.group_label!)
}

/** A note that this person wrote. @throws NotFound when it is somebody else's, or taken back */
export async function findOwnNote (db: Db, visit: Visit, author: { id: string }, noteId: string): Promise<{ note: Note, subject: Subject }> {
  const note = await db.selectFrom('visit_note').selectAll().where('id', '=', noteId).where('visit_id', '=', visit.id).where('author_id', '=', author.id).where('taken_back_at', 'is', null).executeTakeFirst()
  if (!note) throw new NotFound()
  const theme = (await listThemes(db, visit)).find(one => one.id === note.theme_id) ?? null
  return { note, subject: { kind: note.kind, key: theme?.code ?? note.kind, theme } }
}
