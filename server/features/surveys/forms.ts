import { Type } from 'typebox'
import { audiences } from '../frameworks/questionnaire-format.ts'
import { limits, longestAnswer } from './rules.ts'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const team = { slug: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) }
const id = Type.String({ format: 'uuid' })
export const TeamParams = Type.Object(team)
export const SurveyParams = Type.Object({ ...team, survey: id })
export const TextParams = Type.Object({ ...team, survey: id, text: id })
export const HeardParams = Type.Object({ ...team, survey: id, heard: id })
export const PageQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })), show: Type.Optional(Type.Enum(['waiting', 'all'])) })

const day = (required: string) => Type.String({ format: 'date', messages: { required, format: 'Give a real date, such as 10 3 2027' } })
const short = (maxLength: number) => Type.Optional(Type.String({ maxLength, messages: { maxLength: `Keep this to ${maxLength} characters or fewer` } }))
const cap = `Give a whole number from 5 to ${limits.mostCap.toLocaleString('en-GB')}`
const dates = {
  used_at: short(300),
  contact: short(200),
  opens_on: day('Say from which day it can be answered'),
  closes_on: day('Say until which day it can be answered'),
  answer_cap: Type.Integer({ minimum: 5, maximum: limits.mostCap, messages: { required: cap, type: cap, minimum: cap, maximum: cap } })
}
export const OpenForm = Type.Object({ questionnaire: Type.String({ pattern: '^[a-z0-9-]{1,60}@[0-9]{1,6}$', messages: { required: 'Choose whom to ask', pattern: 'Choose whom to ask' } }), ...dates }, closed)
export type OpenInput = Static<typeof OpenForm>
export const SurveyForm = Type.Object({ revision: Type.Integer({ minimum: 1 }), ...dates }, closed)
export type SurveyInput = Static<typeof SurveyForm>

const howMany = `Give a whole number from 1 to ${limits.links}`
export const LinksForm = Type.Object({ how_many: Type.Integer({ minimum: 1, maximum: limits.links, messages: { required: howMany, type: howMany, minimum: howMany, maximum: howMany } }) }, closed)

/** What becomes of a text; `found` are suggestions that were left ticked, `words` further ones, a line each. */
export const TextForm = Type.Object({
  decision: Type.Enum(['release', 'leave-out'], { messages: { required: 'Choose what to do', enum: 'Choose what to do' } }),
  found: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 60 })),
  words: short(longestAnswer)
}, closed)
export type TextInput = Static<typeof TextForm>

export const HeardForm = Type.Object({
  action_id: Type.String({ format: 'uuid', messages: { required: 'Choose an action', format: 'Choose an action' } }),
  text_id: Type.Optional(id)
}, closed)

const help = Type.Optional(Type.String({ maxLength: 600, messages: { maxLength: 'Keep this to 600 characters or fewer' } }))
const link = Type.Optional(Type.String({ maxLength: 400, pattern: '^https://[^\\s<>"]+$', messages: { pattern: 'Give an address that begins with https://', maxLength: 'This address is too long' } }))
export const SettingForm = Type.Object({
  revision: Type.Integer({ minimum: 0 }), help_young: help, help_adults: help,
  ...Object.fromEntries(audiences.map(audience => [`bsl_${audience}`, link])) as Record<`bsl_${typeof audiences[number]}`, typeof link>
}, closed)
export type SettingInput = Static<typeof SettingForm>
