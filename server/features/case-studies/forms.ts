import { Type } from 'typebox'
import { consentGiverNames, consentUseNames, whoNames } from './rules.ts'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const slug = Type.String({ maxLength: 80 })
const id = Type.String({ format: 'uuid', maxLength: 36 })
export const TeamParams = Type.Object({ slug })
export const StudyParams = Type.Object({ slug, study: id })
export const FollowUpParams = Type.Object({ slug, study: id, followUp: id })
export const ReleaseParams = Type.Object({ slug, released: id })

const text = (maxLength: number, required: string) => Type.String({ maxLength, messages: { required, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })
const day = (required: string) => Type.String({ format: 'date', messages: { required, format: 'Give a real date, such as 10 6 2027' } })
const pick = <T extends string>(values: T[], message: string) => Type.Enum(values, { messages: { required: message, enum: message } })

export const StudyForm = Type.Object({
  label: text(60, 'Give a made-up label'),
  case_code: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9 ./-]{1,19}$', messages: { required: 'Give the case code', pattern: 'Use letters, numbers and hyphens, such as CR-27-04' } }),
  starts_on: day('Give the day from which the child is followed'),
  story: Type.Optional(text(5000, '')),
  consent_by: pick([...consentGiverNames], 'Choose who agreed'),
  consent_who: text(200, 'Say how it was agreed'),
  consent_on: day('Give the day on which they agreed'),
  consent_for: pick([...consentUseNames], 'Choose what they agreed to'),
  consent_until: day('Give the day until which they agreed')
}, closed)
export type StudyInput = Static<typeof StudyForm>

export const FollowUpForm = Type.Object({
  held_on: day('Give the day of the follow-up'),
  child_says: Type.Optional(text(3000, '')),
  family_says: Type.Optional(text(3000, '')),
  changed: text(3000, 'Say what has changed, or that nothing has')
}, closed)
export type FollowUpInput = Static<typeof FollowUpForm>

export const EventForm = Type.Object({
  kind: pick(['support', 'view'], 'Choose what it is'),
  who: Type.Optional(Type.Enum([...whoNames], { messages: { enum: 'Choose whose view it is' } })),
  from_on: day('Give the day, or the first day'),
  to_on: Type.Optional(day('')),
  what: text(1000, 'Say what it was')
}, closed)
export type EventInput = Static<typeof EventForm>

export const ReleaseForm = Type.Object({
  study: Type.Optional(id),
  title: text(100, 'Give it a title'),
  happening: text(4000, 'Say what was happening'),
  tried: text(4000, 'Say what was tried'),
  changed: text(4000, 'Say what changed'),
  said: text(4000, 'Say what the child and the family say, in words that do not identify them'),
  revision: Type.Optional(Type.Integer({ minimum: 1 }))
}, closed)
export type ReleaseInput = Static<typeof ReleaseForm>

/** `confirmed`: the clues that the chair has looked at, one by one. */
export const SubmitForm = Type.Object({ confirmed: Type.Optional(Type.Array(Type.String({ maxLength: 200, pattern: '^[a-z]+:' }), { maxItems: 200 })), revision: Type.Integer({ minimum: 1 }) }, closed)
export const ReviewForm = Type.Object({ decision: pick(['release', 'return'], 'Choose what should happen'), note: Type.Optional(text(1000, '')), revision: Type.Integer({ minimum: 1 }) }, closed)
