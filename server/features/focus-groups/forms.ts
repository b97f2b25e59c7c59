import { Type } from 'typebox'
import { longestNote, tags } from './rules.ts'
import type { Static } from 'typebox'

const id = Type.String({ format: 'uuid', maxLength: 36 })
/** Visitors have their visit from their link, so its id is not in their addresses. */
const visit = Type.Optional(id)
/** A theme's code, or 'feedback' or 'plenary'. */
const about = Type.String({ pattern: '^[A-Za-z0-9-]{1,20}$' })
const code = Type.String({ pattern: '^[A-Za-z0-9.-]{1,40}$', messages: { pattern: 'Choose a question of this theme' } })
const group = Type.String({ maxLength: 20, messages: { maxLength: 'Keep this to 20 characters or fewer, such as A' } })

export const VisitParams = Type.Object({ visit })
export const ThemeParams = Type.Object({ visit, about })
export const NoteParams = Type.Object({ visit, note: id })
export const ThemeQuery = Type.Object({ question: Type.Optional(code), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) })
export const SideQuery = Type.Object({ left: Type.Optional(group), right: Type.Optional(group) })

const text = Type.String({ minLength: 1, maxLength: longestNote, messages: { required: 'Write the note', maxLength: `Keep this to ${longestNote.toLocaleString('en-GB')} characters or fewer` } })
const shared = { text, tag: Type.Optional(Type.Enum([...tags], { messages: { enum: 'Choose one of these' } })), group_label: Type.Optional(group) }

export const NoteForm = Type.Object({
  ...shared,
  question: Type.Optional(code),
  /** Whether the page showed this question alone, so that it is shown again. */
  alone: Type.Optional(Type.Literal('yes')),
  client_key: Type.String({ pattern: '^[0-9a-f-]{36}$', messages: { required: 'Open this page again', pattern: 'Open this page again' } })
}, { additionalProperties: false })
export type NoteInput = Static<typeof NoteForm>

export const NoteEditForm = Type.Object({ ...shared, revision: Type.Integer({ minimum: 1 }) }, { additionalProperties: false })
export type NoteEditInput = Static<typeof NoteEditForm>
