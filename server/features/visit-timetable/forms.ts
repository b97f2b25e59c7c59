import { Type } from 'typebox'
import { kinds } from './rules.ts'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const text = (maxLength: number, required = '') =>
  Type.String({ minLength: 1, maxLength, messages: { required, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })
const id = Type.String({ format: 'uuid', maxLength: 36 })
const people = Type.Optional(Type.Array(id, { maxItems: 50 }))

export const VisitParams = Type.Object({ visit: id })
export const DayParams = Type.Object({ visit: id, day: id })
export const SessionParams = Type.Object({ visit: id, visitSession: id })
export const PersonParams = Type.Object({ visit: id, person: id })
export const DayQuery = Type.Object({ day: Type.Optional(id) })
/** As long as the router lets it be: whatever is not a known secret is answered in the same plain way. */
export const TokenParams = Type.Object({ address: Type.String({ maxLength: 200 }) })

export const DayForm = Type.Object({
  held_on: Type.String({ format: 'date', messages: { required: 'Give the day', format: 'Give a real date, such as 10 6 2027' } }),
  heading: Type.Optional(text(200)),
  purpose: Type.Optional(text(500))
}, closed)
export type DayInput = Static<typeof DayForm>

/** Times stay as typed until `changes.ts` has read them: '9.30am', '13:15', '3-4pm'. */
export const SessionForm = Type.Object({
  day: Type.String({ format: 'uuid', maxLength: 36, messages: { required: 'Choose the day', format: 'Choose the day' } }),
  starts: text(40, 'Give the time it begins, such as 9.30am'),
  ends: Type.Optional(text(40)),
  kind: Type.Enum(kinds, { messages: { required: 'Choose what it is', enum: 'Choose what it is' } }),
  title: text(500, 'Give the session a title'),
  lead: Type.Optional(text(300)),
  leads: people,
  scribes: people,
  room: Type.Optional(text(120)),
  group_label: Type.Optional(Type.String({ maxLength: 20, messages: { maxLength: 'Keep this to 20 characters or fewer' } })),
  theme: Type.Optional(id),
  shows_questions: Type.Optional(Type.Array(Type.Enum(['yes']))),
  note: Type.Optional(text(2000)),
  shift: Type.Optional(Type.Array(Type.Enum(['yes']))),
  revision: Type.Optional(Type.Integer({ minimum: 1 }))
}, closed)
export type SessionInput = Static<typeof SessionForm>
export const PositionForm = Type.Object({ direction: Type.Enum(['earlier', 'later']) }, closed)
