import { record } from '../audit/record.ts'
import { Clash, FieldRefusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { nameIn } from '../../lib/names.ts'
import { listVisitPeople } from '../visits/queries.ts'
import { findOwnNote, findSubject } from './queries.ts'
import { tagNames } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Visit } from '../visits/queries.ts'
import type { AtWork } from './door.ts'
import type { NoteEditInput, NoteInput } from './forms.ts'
import type { Note } from './queries.ts'

type Writer = Pick<AtWork, 'visit' | 'author' | 'actor'>

/**
 * Write down a note. One that came before with the same key is not added again: the first stands.
 * @throws FieldRefusal for a question of another theme, or when somebody of the visit is named
 */
export async function addNote (trx: Trx, { visit, author, actor }: Writer, key: string, input: NoteInput, at: string): Promise<{ id: string, isNew: boolean }> {
  const subject = await findSubject(trx, visit, key)
  const before = await trx.selectFrom('visit_note').select('id').where('visit_id', '=', visit.id).where('client_key', '=', input.client_key).executeTakeFirst()
  if (before) return { id: before.id, isNew: false }
  const question = input.question ? subject.theme?.questions.find(one => one.code === input.question) : undefined
  if (input.question && !question) throw new FieldRefusal('question', 'Choose a question of this theme')
  await refuseNames(trx, visit, input.text)
  const row = {
    id: newId(), visit_id: visit.id, kind: subject.kind, theme_id: subject.theme?.id ?? null, question_id: question?.id ?? null, group_label: input.group_label ?? null, tag: input.tag ?? null, text: input.text,
    client_key: input.client_key, author_id: author.id, author_name: author.name, at, edited_at: null, taken_back_at: null
  }
  await trx.insertInto('visit_note').values(row).execute()
  await record(trx, actor, 'visit-note.added', row.id, { visit: visit.title, about: key }, visit.place_id)
  return { id: row.id, isNew: true }
}

/** Change an own note. @throws Clash when it was changed on another device since the form was opened */
export async function saveNote (trx: Trx, { visit, author, actor }: Writer, noteId: string, input: NoteEditInput, at: string) {
  const { note, subject } = await findOwnNote(trx, visit, author, noteId)
  if (note.revision !== input.revision) refuseClash(note, input)
  await refuseNames(trx, visit, input.text)
  await trx.updateTable('visit_note').set({ text: input.text, tag: input.tag ?? null, group_label: input.group_label ?? null, edited_at: at, revision: note.revision + 1 }).where('id', '=', note.id).execute()
  await record(trx, actor, 'visit-note.changed', note.id, { visit: visit.title, about: subject.key }, visit.place_id)
  return subject
}

/** Take an own note back: it is shown nowhere any more. */
export async function takeBackNote (trx: Trx, { visit, author, actor }: Writer, noteId: string, at: string) {
  const { note, subject } = await findOwnNote(trx, visit, author, noteId)
  await trx.updateTable('visit_note').set({ taken_back_at: at }).where('id', '=', note.id).execute()
  await record(trx, actor, 'visit-note.taken-back', note.id, { visit: visit.title, about: subject.key }, visit.place_id)
  return subject
}

/** What is said in a focus group is nobody's in particular. */
async function refuseNames (trx: Trx, visit: Visit, text: string) {
  const named = nameIn(text, (await listVisitPeople(trx, visit)).map(person => person.name))
  if (named) throw new FieldRefusal('text', `Leave out ${named}: notes name nobody`)
}

function refuseClash (note: Note, input: NoteEditInput) {
  const texts = [{ name: 'text', label: 'Note', mine: input.text, theirs: note.text }, { name: 'group_label', label: 'Group', mine: input.group_label ?? '', theirs: note.group_label ?? '' }]
  const tag = { name: 'tag', label: 'What it is', mine: input.tag ?? '', theirs: note.tag ?? '', choose: { mine: input.tag ? tagNames[input.tag] : 'None', theirs: note.tag ? tagNames[note.tag] : 'None' } }
  const fields = [...texts, tag].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: note.revision, savedBy: note.author_name, savedAt: note.edited_at ?? note.at })
}
