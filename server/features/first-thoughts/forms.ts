import { Type } from 'typebox'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const text = (maxLength: number) => Type.Optional(Type.String({ maxLength, messages: { maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } }))

export const TeamParams = Type.Object({ slug: Type.String({ maxLength: 60 }), session: Type.String({ maxLength: 7 }) })
export const CodeParams = Type.Object({ ...TeamParams.properties, code: Type.String({ maxLength: 60 }) })
export const ContributorParams = Type.Object({ ...TeamParams.properties, contributor: Type.String({ format: 'uuid', maxLength: 36 }) })
export const SecretParams = Type.Object({ secret: Type.String({ maxLength: 64 }) })
export const OwnParams = Type.Object({ code: Type.String({ maxLength: 60 }) })

export const AskForm = Type.Object({
  indicators: Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 })),
  note: text(2000),
  answer_by: Type.Optional(Type.String({ format: 'date', messages: { format: 'Give a real date, such as 10 3 2027' } }))
}, closed)
export type AskInput = Static<typeof AskForm>

export const LinkForm = Type.Object({
  name: Type.String({ maxLength: 200, messages: { required: 'Give a name', maxLength: 'Keep this to 200 characters or fewer' } }),
  agency: Type.String({ maxLength: 100, messages: { required: 'Choose an agency', maxLength: 'Choose an agency' } }),
  email: Type.Optional(Type.String({ format: 'email', maxLength: 254, messages: { format: 'Give an e-mail address like name@example.org', maxLength: 'This address is too long' } }))
}, closed)
export type LinkInput = Static<typeof LinkForm>

export const ThoughtForm = Type.Object({
  revision: Type.Integer({ minimum: 0 }),
  goes_well: text(5000),
  gets_in_the_way: text(5000),
  what_changed: text(5000),
  level: Type.Optional(Type.String({ pattern: '^(not-yet|not-enough-evidence|-?[0-9]{1,4})$', messages: { pattern: 'Choose one of these' } }))
}, closed)
export type ThoughtInput = Static<typeof ThoughtForm>

export const TakeForm = Type.Object({ passage: Type.String({ maxLength: 24 }) }, closed)
