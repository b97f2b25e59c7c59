import { Type } from 'typebox'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const text = (required: string, maxLength = 5000) => Type.String({ maxLength, messages: { required, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })
const uuid = { format: 'uuid', maxLength: 36 }

export const RoundParams = Type.Object({ area: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) })
export const TakeBackParams = Type.Object({ ...RoundParams.properties, moderation: Type.String(uuid) })
export const TeamParams = Type.Object({ slug: Type.String({ maxLength: 60 }), session: Type.String({ maxLength: 7 }) })
export const ModerationParams = Type.Object({ moderation: Type.String(uuid) })
export const CodeParams = Type.Object({ ...ModerationParams.properties, code: Type.String({ maxLength: 60 }) })

export const RoundForm = Type.Object({ indicators: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 })) }, closed)
/** `reader>read`, as two ids. */
export const PairsForm = Type.Object({ pairs: Type.Array(Type.String({ pattern: '^[0-9a-f-]{36}>[0-9a-f-]{36}$' }), { maxItems: 200, messages: { required: 'Tick at least one' } }) }, closed)
export const PairForm = Type.Object({
  reader: Type.String({ ...uuid, messages: { required: 'Choose a team', format: 'Choose a team' } }),
  read: Type.String({ ...uuid, messages: { required: 'Choose a team', format: 'Choose a team' } })
}, closed)
export const ReasonForm = Type.Object({ reason: text('Say why it is taken back') }, closed)

const level = (message: string) => Type.String({ pattern: '^(not-enough-evidence|-?[0-9]{1,4})$', messages: { required: message, pattern: message } })
export const ReadingForm = Type.Object({ revision: Type.Integer({ minimum: 0 }), level: level('Choose a level, or “Not enough evidence”'), reasons: text('Give your reasons', 10_000) }, closed)
export type ReadingInput = Static<typeof ReadingForm>

export const ReplyForm = Type.Object({
  answer: Type.Enum(['agree', 'disagree'], { messages: { required: 'Choose agree or disagree', enum: 'Choose agree or disagree' } }),
  reason: Type.Optional(text('', 5000)),
  evidence: Type.Optional(text('', 5000)),
  agreed: level('Choose the level that is agreed')
}, closed)
export type ReplyInput = Static<typeof ReplyForm>

export const NoteForm = Type.Object({ text: text('Write what was said'), moderation: Type.Optional(Type.String(uuid)), code: Type.Optional(Type.String({ maxLength: 60 })) }, closed)
export type NoteInput = Static<typeof NoteForm>
export const HeldForm = Type.Object({
  held_on: Type.Optional(Type.String({ format: 'date', messages: { format: 'Give a real date, such as 10 12 2026' } })),
  present: Type.Optional(text('', 5000))
}, closed)
export type HeldInput = Static<typeof HeldForm>
