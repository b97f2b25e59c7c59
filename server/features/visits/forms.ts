import { Type } from 'typebox'
import { partnerKinds, parts } from './rules.ts'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const text = (maxLength: number, required = '') =>
  Type.String({ minLength: 1, maxLength, messages: { required, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })
const day = (required: string) => Type.String({ format: 'date', messages: { required, format: 'Give a real date, such as 10 6 2027' } })
const pick = (message: string) => ({ messages: { required: message, enum: message } })
const revision = Type.Optional(Type.Integer({ minimum: 1 }))
const id = Type.String({ format: 'uuid', maxLength: 36 })

export const VisitParams = Type.Object({ visit: id })
export const ThemeParams = Type.Object({ visit: id, theme: id })
export const QuestionParams = Type.Object({ visit: id, question: id })
export const PartnerParams = Type.Object({ visit: id, partner: id })
export const VisitorParams = Type.Object({ visit: id, person: id })
export const ListQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) })

const visit = {
  title: text(200, 'Give the visit a name'),
  overarching_question: text(1000, 'Write the question that the whole visit answers'),
  introduction: Type.Optional(text(10_000)),
  starts_on: day('Give the first day'),
  ends_on: day('Give the last day')
}
export const NewVisitForm = Type.Object({
  ...visit,
  kind: Type.Enum(['authority', 'team', 'peer'], pick('Choose who is visited')),
  team: Type.Optional(Type.String({ maxLength: 80 })),
  peer: Type.Optional(Type.String({ maxLength: 80 }))
}, closed)
export type NewVisitInput = Static<typeof NewVisitForm>
export const VisitForm = Type.Object({ ...visit, revision }, closed)
export type VisitInput = Static<typeof VisitForm>

export const ThemeForm = Type.Object({ title: text(500, 'Write the theme, as a question if you can'), focus: Type.Optional(text(500)), questions: Type.Optional(text(8000)), revision }, closed)
export type ThemeInput = Static<typeof ThemeForm>
export const QuestionsForm = Type.Object({ questions: text(8000, 'Write at least one question') }, closed)
export const QuestionForm = Type.Object({ text: text(1000, 'Write the question'), revision }, closed)
export type QuestionInput = Static<typeof QuestionForm>
export const PositionForm = Type.Object({ direction: Type.Enum(['up', 'down']) }, closed)

export const PartnerForm = Type.Object({ name: text(200, 'Give the partner’s name'), kind: Type.Enum(Object.keys(partnerKinds) as (keyof typeof partnerKinds)[], pick('Choose what they are')) }, closed)
export type PartnerInput = Static<typeof PartnerForm>

/** `account`: somebody who has one here; else a name and where they come from. */
export const PersonForm = Type.Object({
  account: Type.Optional(id),
  name: Type.Optional(text(120)),
  organisation: Type.Optional(text(200)),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 254, messages: { format: 'Give an e-mail address such as name@example.org', maxLength: 'Give an e-mail address such as name@example.org' } })),
  part: Type.Enum(parts, pick('Choose their part in the visit')),
  group_label: Type.Optional(Type.String({ maxLength: 20, messages: { maxLength: 'Keep this to 20 characters or fewer' } }))
}, closed)
export type PersonInput = Static<typeof PersonForm>
