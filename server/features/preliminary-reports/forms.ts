import { Type } from 'typebox'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const id = Type.String({ format: 'uuid', maxLength: 36 })
const part = Type.Enum(['know', 'strength', 'area'], { messages: { required: 'Choose where it belongs', enum: 'Choose where it belongs' } })
const text = (what: string, maxLength = 5000) => Type.String({ maxLength, messages: { required: what, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })

export const VisitParams = Type.Object({ visit: id })
export const ThemeParams = Type.Object({ visit: id, theme: id })
export const StatementParams = Type.Object({ visit: id, statement: id })
export const CommentParams = Type.Object({ visit: id, comment: id })
export const VersionParams = Type.Object({ visit: id, number: Type.Integer({ minimum: 1, maximum: 100000 }) })
export const OwnStatementParams = Type.Object({ statement: id })

const page = Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 }))
export const PageQuery = Type.Object({ page }, closed)
export const CompareQuery = Type.Object({ with: Type.Optional(Type.Integer({ minimum: 1, maximum: 100000 })) }, closed)
export const CandidateQuery = Type.Object({
  kind: Type.Optional(Type.String({ maxLength: 40 })),
  team: Type.Optional(Type.String({ maxLength: 36 })),
  indicator: Type.Optional(Type.String({ maxLength: 60 })),
  page
}, closed)
export type CandidateFilters = Static<typeof CandidateQuery>

export const NewStatementForm = Type.Object({ part, text: text('Write the statement') }, closed)
export type NewStatementInput = Static<typeof NewStatementForm>

export const StatementForm = Type.Object({ revision: Type.Integer({ minimum: 1 }), theme: Type.String({ format: 'uuid', maxLength: 36, messages: { required: 'Choose a theme', format: 'Choose a theme' } }), part, text: text('Write the statement') }, closed)
export type StatementInput = Static<typeof StatementForm>

export const PickForm = Type.Object({
  kind: Type.String({ pattern: '^[a-z-]{1,40}$', maxLength: 40 }),
  into: Type.Enum(['suggested', 'know', 'strength', 'area'], { messages: { required: 'Choose where they belong', enum: 'Choose where they belong' } }),
  sources: Type.Array(Type.String({ maxLength: 200, pattern: '^\\S+ \\S+$' }), { minItems: 1, maxItems: 100, messages: { required: 'Tick at least one', minItems: 'Tick at least one' } })
}, closed)
export type PickInput = Static<typeof PickForm>

export const MoveForm = Type.Object({ direction: Type.Enum(['up', 'down']) }, closed)
export const ChangeForm = Type.Object({
  digest: Type.String({ pattern: '^[0-9a-f]{16}$', maxLength: 16 }),
  revision: Type.Integer({ minimum: 1 }),
  choice: Type.Enum(['keep', 'take', 'remove'], { messages: { required: 'Choose what to do', enum: 'Choose what to do' } })
}, closed)
export type ChangeInput = Static<typeof ChangeForm>

export const VersionForm = Type.Object({ note: Type.Optional(text('', 500)) }, closed)
export const RoundForm = Type.Object({
  closes_on: Type.String({ format: 'date', messages: { required: 'Give the last day for comments', format: 'Give a real date, such as 26 2 2027' } }),
  round_note: Type.Optional(text('', 500))
}, closed)
export type RoundInput = Static<typeof RoundForm>
export const CommentForm = Type.Object({ text: text('Write your comment', 2000) }, closed)
export const AnswerForm = Type.Object({ answer: text('Say what came of it', 2000) }, closed)
