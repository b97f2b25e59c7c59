import { Type } from 'typebox'
import { caseCodePattern } from './case-code-rules.ts'
import { closingNames, levels, raterNames } from './rules.ts'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const slug = Type.String({ maxLength: 80 })
const id = Type.String({ format: 'uuid', maxLength: 36 })
export const TeamParams = Type.Object({ slug })
export const GoalParams = Type.Object({ slug, goal: id })
export const ReviewParams = Type.Object({ slug, goal: id, review: id })
export const KeeperParams = Type.Object({ slug, keeper: id })
export const BankParams = Type.Object({ bankItem: Type.String({ pattern: '^[a-z0-9-]{3,60}$' }) })

const page = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
export const ListQuery = Type.Object({ show: Type.Optional(Type.Enum(['open', 'closed', 'due', ''])), code: Type.Optional(Type.String({ maxLength: 40 })), page }, closed)
export type ListFilters = Static<typeof ListQuery>
const part = Type.Optional(Type.String({ maxLength: 10 }))
export const PeriodQuery = Type.Object({ 'from-day': part, 'from-month': part, 'from-year': part, 'to-day': part, 'to-month': part, 'to-year': part }, closed)
export const StartQuery = Type.Object({ from: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{3,60}$' })), code: Type.Optional(Type.String({ maxLength: 20 })) })

const text = (maxLength: number, required: string) => Type.String({ maxLength, messages: { required, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })
const day = (required: string) => Type.String({ format: 'date', messages: { required, format: 'Give a real date, such as 10 6 2027' } })
const code = (required: string) => Type.String({ pattern: '^[a-z0-9-]{1,60}$', messages: { required, pattern: required } })
export const longestLevel = 300
const levelTexts = Object.fromEntries(levels.map(({ name, sign }) => [name, text(longestLevel, `Describe level ${sign}`)])) as Record<typeof levels[number]['name'], ReturnType<typeof text>>

/** `bank` and `intent` belong to the form's help with writing: nothing is saved with them. */
export const GoalForm = Type.Object({
  childs_words: Type.Optional(text(2000, '')),
  no_words: Type.Optional(code('Choose why the child’s words are missing')),
  case_code: Type.String({ pattern: caseCodePattern, messages: { required: 'Give the case code', pattern: 'Use letters, numbers and hyphens, such as CR-27-04, at most 20 in all' } }),
  wellbeing: code('Choose a wellbeing indicator'),
  need: code('Choose a need'),
  support: code('Choose the support'),
  forum: code('Choose where the child is discussed'),
  ...levelTexts,
  agreed_on: day('Give the day on which the levels were agreed'),
  support_from: day('Give the day on which support begins'),
  agreed_late: Type.Optional(text(500, '')),
  baseline: Type.Optional(Type.Enum(['-1', '-2'], { messages: { enum: 'Choose where the child starts' } })),
  baseline_because: Type.Optional(text(500, '')),
  review_on: Type.Optional(day('')),
  bank: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{3,60}$' })),
  intent: Type.Optional(Type.Enum(['insert', 'check'])),
  revision: Type.Optional(Type.Integer({ minimum: 1 }))
}, closed)
export type GoalInput = Omit<Static<typeof GoalForm>, 'bank' | 'intent'>

export const ReviewForm = Type.Object({
  reviewed_on: day('Give the day of the review'),
  score: Type.Enum(['2', '1', '0', '-0.5', '-1', '-2'], { messages: { required: 'Choose the level that was reached', enum: 'Choose the level that was reached' } }),
  rated_by: Type.Enum([...raterNames], { messages: { required: 'Choose who rated', enum: 'Choose who rated' } }),
  childs_words: Type.Optional(text(2000, '')),
  note: Type.Optional(text(2000, '')),
  next_on: Type.Optional(day('')),
  correction: Type.Optional(text(500, ''))
}, closed)
export type ReviewInput = Static<typeof ReviewForm>

export const CloseForm = Type.Object({
  reason: Type.Enum([...closingNames], { messages: { required: 'Choose why', enum: 'Choose why' } }),
  note: Type.Optional(text(1000, ''))
}, closed)
export type CloseInput = Static<typeof CloseForm>

export const KeeperForm = Type.Object({ person: Type.String({ format: 'uuid', messages: { required: 'Choose a person', format: 'Choose a person' } }) }, closed)

export const SettingsForm = Type.Object({
  baseline: Type.Enum(['worst', 'fixed'], { messages: { required: 'Choose a rule', enum: 'Choose a rule' } }),
  rater: Type.Enum([...raterNames], { messages: { required: 'Choose who rates', enum: 'Choose who rates' } }),
  tScore: Type.Enum(['off', 'on'], { messages: { required: 'Choose', enum: 'Choose' } }),
  rho: Type.Number({ minimum: 0, exclusiveMaximum: 1, messages: { required: 'Give ρ', type: 'ρ is a number from 0 to below 1, such as 0.3', minimum: 'ρ is a number from 0 to below 1, such as 0.3', exclusiveMaximum: 'ρ is a number from 0 to below 1, such as 0.3' } })
}, closed)
export type SettingsInput = Static<typeof SettingsForm>

export const BankForm = Type.Object({
  title: text(200, 'Give it a short name'),
  wellbeing: code('Choose a wellbeing indicator'),
  ...levelTexts,
  revision: Type.Optional(Type.Integer({ minimum: 0 }))
}, closed)
export type BankInput = Static<typeof BankForm>
