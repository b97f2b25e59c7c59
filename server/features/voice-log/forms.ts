import { Type } from 'typebox'
import { checkNames, howWords, longest, manyWords, states, whoNames } from './rules.ts'
import type { How, HowMany } from './rules.ts'
import type { Static } from 'typebox'
import type { LundyCheck } from '../frameworks/questionnaire-format.ts'

const closed = { additionalProperties: false }
const team = { slug: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) }
export const TeamParams = Type.Object(team)
export const EntryParams = Type.Object({ ...team, voice: Type.String({ format: 'uuid' }) })
export const PageQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })) })

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength, messages: { maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } }))
const one = <T extends string>(names: T[], words: string) => Type.Enum(names, { messages: { required: words, enum: words } })
const state = Type.Optional(Type.Enum(states, { messages: { enum: 'Choose yes, partly or not yet' } }))
const note = text(longest.note)
const four = <T, Name extends string>(nameOf: (check: LundyCheck) => Name, schema: T) => Object.fromEntries(checkNames.map(check => [nameOf(check), schema])) as Record<Name, T>

export const EntryForm = Type.Object({
  revision: Type.Optional(Type.Integer({ minimum: 1 })),
  heard_on: Type.String({ format: 'date', messages: { required: 'Say when it was', format: 'Give a real date, such as 10 3 2027' } }),
  who: one(whoNames, 'Choose who was heard'),
  who_words: text(longest.words),
  how_many: one(Object.keys(manyWords) as HowMany[], 'Choose how many'),
  how: one(Object.keys(howWords) as How[], 'Choose how they were heard'),
  how_words: text(longest.words),
  said: Type.String({ maxLength: longest.said, messages: { required: 'Say what they said', maxLength: `Keep this to ${longest.said.toLocaleString('en-GB')} characters or fewer` } }),
  changed: text(longest.said),
  ...four(check => check, state),
  ...four<typeof note, `${LundyCheck}_note`>(check => `${check}_note`, note),
  actions: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 100 }))
}, closed)
export type EntryInput = Static<typeof EntryForm>

export const RemovalForm = Type.Object({ because: Type.String({ maxLength: 300, messages: { required: 'Say why it is removed', maxLength: 'Keep this to 300 characters or fewer' } }) }, closed)
