import { Type } from 'typebox'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const long = 10_000
const text = (maxLength: number, required?: string) =>
  Type.String({ maxLength, messages: { ...required ? { required } : {}, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })
const maybeText = (maxLength = long) => Type.Optional(text(maxLength))
const maybeDay = Type.Optional(Type.String({ format: 'date', messages: { format: 'Give a real date, such as 10 6 2027' } }))
const codes = Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 200 }))
const revision = Type.Integer({ minimum: 1 })
const pick = (message: string) => ({ messages: { required: message, enum: message } })

const actionFields = {
  what: text(1000, 'Say what will be done'),
  why: maybeText(),
  difference: maybeText(),
  measure: maybeText(),
  baseline: maybeText(2000),
  target: maybeText(2000),
  how_known: maybeText(2000),
  owner_id: maybeText(40),
  owner_role: maybeText(200),
  partners: maybeText(1000),
  starts_on: maybeDay,
  due_on: maybeDay,
  priority: Type.Optional(Type.Literal('yes')),
  /** Ids of actions of the area or the city. */
  contributes: Type.Optional(Type.Array(Type.String({ format: 'uuid' }), { maxItems: 50 })),
  resources: Type.Optional(Type.Enum(['yes', 'no', 'not-yet-known'], { messages: { enum: 'Choose yes, no or not yet known' } })),
  funding: maybeText(1000),
  /** Codes of the indicators and recommendations it is for. */
  indicators: codes,
  recommendations: codes
}
export const NewAction = Type.Object(actionFields, closed)
export type NewActionInput = Static<typeof NewAction>

const due_choice = Type.Optional(Type.Enum(['date', 'next-meeting', 'end-of-term', 'june']))
/** As the page posts it: `due_choice` becomes `due_on` before the verbs see it. */
export const NewActionForm = Type.Object({ ...actionFields, due_choice }, closed)
export const ActionForm = Type.Object({ ...actionFields, due_choice, revision }, closed)
export type ActionInput = NewActionInput & { revision: number }

export const MakingForm = Type.Object({
  choices: Type.Array(Type.String({ maxLength: 120 }), { maxItems: 500, messages: { required: 'Tick at least one, or add an action from nothing' } })
}, closed)

const stepFields = { what: text(1000, 'Say what the step is'), owner_id: maybeText(40), who: maybeText(200), due_on: maybeDay }
export const NewStepForm = Type.Object(stepFields, closed)
export type NewStepInput = Static<typeof NewStepForm>
export const StepForm = Type.Object({
  ...stepFields,
  status: Type.Enum(['to-do', 'doing', 'done', 'cannot-yet', 'no-longer-needed'], pick('Choose how the step stands')),
  note: maybeText(2000)
}, closed)
export type StepInput = Static<typeof StepForm>
export const StepMoveForm = Type.Object({ direction: Type.Enum(['up', 'down']) }, closed)
export const StepDoneForm = Type.Object({ done: Type.Enum(['yes', 'no']) }, closed)

export const UpdateForm = Type.Object({
  status: Type.Enum(['not-started', 'on-track', 'at-risk', 'off-track', 'complete'], pick('Choose how it stands')),
  what: text(long, 'Say what has happened since the last update'),
  next_on: maybeDay,
  impact: maybeText(),
  evidence: maybeText(2000),
  /** Where the form was: the list of somebody's work, to go back to. */
  from: Type.Optional(Type.String({ pattern: '^/(work/[a-z0-9-]{1,80})?$' })),
  /** Of the action when the form was opened. */
  revision: Type.Optional(revision)
}, closed)
export type UpdateInput = Static<typeof UpdateForm>
export const CheckForm = Type.Object({
  outcome: Type.Enum(['confirmed', 'not-yet'], pick('Choose what the check found')),
  note: maybeText(5000)
}, closed)
export type CheckInput = Static<typeof CheckForm>

/** `status.<action id>` and `note.<action id>` say how each action stands; the rest is about the plan. */
export const ReviewForm = Type.Object({
  held_on: Type.String({ format: 'date', messages: { required: 'Give the day of the review', format: 'Give a real date, such as 10 6 2027' } }),
  reviewer: text(200, 'Say who reviewed the plan'),
  status: Type.Enum(['on-track', 'at-risk', 'off-track'], pick('Choose how the plan stands')),
  summary: text(long, 'Say in a sentence what the review found'),
  next_on: maybeDay
}, {
  additionalProperties: false,
  maxProperties: 405,
  patternProperties: { '^status\\.[0-9a-f-]{36}$': Type.Enum(['not-started', 'on-track', 'at-risk', 'off-track', 'complete']), '^note\\.[0-9a-f-]{36}$': text(2000) }
})
export type ReviewInput = Static<typeof ReviewForm> & Record<string, string | undefined>
export const ReasonForm = Type.Object({ reason: text(2000, 'Give a reason') }, closed)
export const SignForm = Type.Object({ statement: text(2000, 'Write the statement you sign') }, closed)

/** `decision.<action id>` and `reason.<action id>` for each unfinished action of the previous session. */
export const CarryForm = Type.Record(Type.String({ pattern: '^(decision|reason)\\.[0-9a-f-]{36}$' }), Type.String({ maxLength: 2000 }), { ...closed, maxProperties: 400 })

const team = { slug: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) }
export const PlanParams = Type.Object(team)
export const ActionParams = Type.Object({ ...team, number: Type.Integer({ minimum: 1, maximum: 100_000 }) })
export const ReportQuery = Type.Object({ copy: Type.Optional(Type.String({ format: 'uuid' })) })
export const StepParams = Type.Object({ ...ActionParams.properties, step: Type.String({ format: 'uuid' }) })
