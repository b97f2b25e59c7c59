import { Type } from 'typebox'
import type { Static, TSchema } from 'typebox'
import { statusNames } from '../action-plans/rules.ts'
import { stageNames } from '../evaluations/rules.ts'
import { subjects } from '../figures/tables.ts'

const closed = { additionalProperties: false }
const text = (description: string) => Type.String({ description })
const orNull = <T extends TSchema>(schema: T, description: string) => Type.Union([schema, Type.Null()], { description })
const textOrNull = (description: string) => orNull(Type.String(), description)
const day = (description: string) => Type.String({ format: 'date', description })
const dayOrNull = (description: string) => orNull(Type.String({ format: 'date' }), description)
const whole = (description: string) => Type.Integer({ minimum: 0, description })

const id = { id: Type.String({ format: 'uuid', description: 'Stays the same for ever.' }) }
const team = { team: text('The team’s short name, as in addresses of pages.'), team_name: text('The team’s name today.') }
const session = { session: text('School session, such as 2026-27.') }

export const SessionRow = Type.Object({
  ...id,
  name: text('Such as 2026-27.'),
  starts_on: day('First day.'),
  ends_on: day('Last day.'),
  framework: text('The framework that teams judge themselves against.'),
  framework_version: text('Its version.'),
  reports: Type.Array(Type.String(), { description: 'The improvement reports whose recommendations are answered, as id/version, the first answered first.' }),
  report: textOrNull('The first of them.'),
  report_version: textOrNull('Its version.'),
  submit_by: dayOrNull('Self-evaluations are to be submitted by this day.'),
  moderate_by: dayOrNull('They are to be moderated by this day.'),
  agree_by: dayOrNull('They are to be agreed by this day.'),
  indicators: Type.Array(Type.String(), { description: 'Codes of the indicators that the session asks for.' })
}, closed)

export const TeamRow = Type.Object({
  ...id,
  slug: text('The team’s short name; other lists call it `team`.'),
  name: text('Its name today.'),
  area: textOrNull('The name of its area.'),
  opened_on: day('Its first day.'),
  closed_on: dayOrNull('The day it was closed; null while it is open.')
}, closed)

export const SelfEvaluationRow = Type.Object({
  ...id,
  ...team,
  ...session,
  stage: Type.Enum(Object.keys(stageNames) as (keyof typeof stageNames)[], { type: 'string', description: 'How far it has come.' }),
  stage_word: text('The stage as people read it.'),
  started_on: day('The day it was started.'),
  submitted_on: dayOrNull('The day it was last submitted.'),
  agreed_on: dayOrNull('The day the team agreed it; null unless it stands agreed now.'),
  published_on: dayOrNull('The day it was published; null unless it stands published now.')
}, closed)

export const JudgementRow = Type.Object({
  ...id,
  ...team,
  ...session,
  indicator: text('Code of the indicator.'),
  indicator_title: text('Its title in the framework.'),
  level: orNull(Type.Integer(), 'The level on the framework’s scale; null when none was given. Levels are not to be averaged.'),
  level_word: text('The level in words; or that there is none yet, or not enough evidence.'),
  evidence: Type.Object({ data: whole('From data.'), views: whole('From views.'), observation: whole('From observation.') }, { ...closed, description: 'Pieces of evidence linked to it, by strand.' })
}, closed)

const nameless = ' Names of people who have an account or were asked for first thoughts, and e-mail addresses, are taken out.'
export const ActionRow = Type.Object({
  ...id,
  ...team,
  ...session,
  plan_stage: Type.Enum(['draft', 'agreed', 'signed'], { type: 'string', description: 'How far the plan that it belongs to has come.' }),
  number: whole('Its number in the plan.'),
  what: text(`What will be done.${nameless}`),
  difference: textOrNull(`What will be different for children.${nameless}`),
  status: Type.Enum([...statusNames, 'stopped'], { type: 'string', description: 'How it stands.' }),
  status_word: text('The status as people read it.'),
  due_on: dayOrNull('The day it is due.'),
  overdue: Type.Boolean({ description: 'Still open, and its day has passed.' }),
  impact: textOrNull(`What changed for children.${nameless}`),
  indicators: Type.Array(Type.String(), { description: 'Codes of the indicators it comes from.' }),
  recommendations: Type.Array(Type.String(), { description: 'Codes of the recommendations it answers.' }),
  measure: textOrNull(`How the difference is measured.${nameless}`),
  baseline: textOrNull(`Where it started.${nameless}`),
  target: textOrNull(`Where it is to get.${nameless}`),
  owner_role: textOrNull(`The role that looks after it; never who.${nameless}`),
  owner_agency: textOrNull('The agency of who looks after it; never who.'),
  updated_at: Type.String({ format: 'date-time', description: 'When its texts or its progress last changed.' })
}, closed)

export const RecommendationRow = Type.Object({
  ...session,
  report: text('The improvement report it stands in.'),
  report_version: text('Its version.'),
  code: text('Code, unique among the reports of the session.'),
  theme: text('The review theme it belongs to.'),
  text: text('The recommendation, as in the report.'),
  teams_with_action: whole('How many teams, of those the token reaches, have an action for it that was not stopped.')
}, closed)

export const FigureRow = Type.Object({
  ...id,
  subject: Type.Enum([...subjects], { type: 'string', description: 'What the figures are about: the monthly log, goals, or views.' }),
  from: day('First day of the term that was released.'),
  to: day('Its last day.'),
  place: text('The short name of the authority, area or team.'),
  place_name: text('Its name today.'),
  place_kind: Type.Enum(['authority', 'area', 'community'], { type: 'string', description: 'What kind of place it is.' }),
  table: text('Code of the table. The part before the dot says what is counted; without a dot it is the total.'),
  table_name: text('What the table was called when it was released.'),
  row: text('Code of the row; all for a total.'),
  row_name: text('What the row was called.'),
  column: text('Code of the column; all where the table has none.'),
  column_name: text('What the column was called.'),
  value: orNull(Type.Integer({ minimum: 0 }), 'The number; null when it is suppressed.'),
  suppressed: Type.Boolean({ description: 'Whether the number is suppressed: it is small, or a small one could be worked out from it.' }),
  threshold: whole('Numbers under this were suppressed in this release.'),
  released_on: day('The day it was released.')
}, closed)

export type FigureOut = Static<typeof FigureRow>
export type SessionOut = Static<typeof SessionRow>
export type TeamOut = Static<typeof TeamRow>
export type SelfEvaluationOut = Static<typeof SelfEvaluationRow>
export type JudgementOut = Static<typeof JudgementRow>
export type ActionOut = Static<typeof ActionRow>
export type RecommendationOut = Static<typeof RecommendationRow>

/** A page of a list: its rows, and the address of the next. */
export const pageOf = <T extends TSchema>(row: T) => Type.Object({
  data: Type.Array(row, { description: 'In an order that does not change while rows are added.' }),
  next: textOrNull('The address of the next page, without the origin; null on the last.')
}, { ...closed, description: 'A page of rows.' })

export const Problem = Type.Object({
  type: text('Always about:blank: the title says it all.'),
  title: text('What the status means.'),
  status: Type.Integer({ description: 'The status of the answer.' }),
  detail: text('What to do about it.'),
  field: Type.Optional(text('The parameter that is wrong.'))
}, { ...closed, description: 'What went wrong (RFC 9457).' })
