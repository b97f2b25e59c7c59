import { Type } from 'typebox'
import type { Static } from 'typebox'
import { judgementFields } from '../evaluations/form-parts.ts'

const closed = { additionalProperties: false }
const text = (maxLength: number) => Type.Optional(Type.String({ maxLength, messages: { maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } }))

export const TeamParams = Type.Object({ slug: Type.String({ maxLength: 60 }), session: Type.String({ maxLength: 7 }) })
export const CodeParams = Type.Object({ ...TeamParams.properties, code: Type.String({ maxLength: 60 }) })
export const MeetingParams = Type.Object({ ...TeamParams.properties, meeting: Type.String({ format: 'uuid', maxLength: 36 }) })

export const OpenForm = Type.Object({
  held_on: Type.String({ format: 'date', messages: { required: 'Give the day of the meeting', format: 'Give a real date, such as 10 3 2027' } }),
  present: text(5000),
  apologies: text(5000)
}, closed)
export type OpenInput = Static<typeof OpenForm>

export const PeopleForm = Type.Object({ present: text(5000), apologies: text(5000) }, closed)
export type PeopleInput = Static<typeof PeopleForm>

/** The judgement’s form, and what is only said in a meeting. `passage` takes a first thought over. */
export const MeetingForm = Type.Object({ ...judgementFields, passage: Type.Optional(Type.String({ maxLength: 24 })), dissent: text(5000), note: text(5000), action: text(500) }, closed)
export type MeetingInput = Static<typeof MeetingForm>
