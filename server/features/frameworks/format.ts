import { Type } from 'typebox'
import { id, provenance, text, version } from './provenance-format.ts'
import { AnsweringWordsFormat, QuestionnaireFormat } from './questionnaire-format.ts'
import type { Static } from 'typebox'
import type { AnsweringWords, Questionnaire } from './questionnaire-format.ts'

/*
 * What a file in /frameworks may contain; frameworks/README.md explains it to editors. Four kinds: a framework to evaluate
 * against, the report of a visit, and (questionnaire-format.ts) what people are asked for their views, in which words. Codes are text: quote them, or YAML reads 2.10 as the number 2.1.
 */
const closed = { additionalProperties: false }
const texts = (description: string) => Type.Array(text(description), { minItems: 1, description })
const code = (description: string) => Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9.-]*$', maxLength: 60, description })
const codes = (description: string) => Type.Array(code('A code'), { minItems: 1, description })
const maybe = Type.Optional

export const ScaleFormat = Type.Object({
  name: text('What the scale is called'),
  source: maybe(text('Who defines it')),
  levels: Type.Array(Type.Object({
    value: Type.Integer({ description: 'What is stored' }),
    label: text('The word for it'),
    definition: maybe(text('What it means'))
  }, closed), { minItems: 2, description: 'The best first' })
}, { ...closed, description: 'Any number of points. Leave it out for a framework without levels' })

/** Official text. HGIOS4's own may be added by an authority, at any level of the framework. */
const official = {
  descriptor: maybe(text('What it is about')),
  features: maybe(texts('Features of effective practice')),
  challenge_questions: maybe(texts('Questions to discuss')),
  illustrations: maybe(Type.Array(Type.Object({
    level: maybe(Type.Integer({ description: 'A value of the scale' })),
    text: text('What it looks like')
  }, closed), { minItems: 1 }))
}

export const ItemFormat = Type.Object({
  code: code('Its number or, if it has none, a short name'),
  type: Type.Enum(['category', 'indicator', 'theme']),
  parent: maybe(code('An indicator’s category, a theme’s indicator')),
  title: text('As published'),
  variants: maybe(texts('Other wordings in use')),
  question: maybe(text('The question it asks')),
  rated: Type.Boolean({ description: 'Whether a level may be given: indicators only' }),
  ...official,
  relevance: maybe(Type.Enum(['core', 'useful', 'low'], { description: 'To the work of an LC-JST. Ours, not the publisher’s' })),
  local_prompts: maybe(texts('Questions of our own, shown apart from official text')),
  comparable: maybe(Type.Literal(false, { description: 'Trends stop here: it means something else than in the previous version' })),
  why_not_comparable: maybe(text('Said where the trend stops'))
}, closed)

export const SelfEvaluationFormat = Type.Object({
  ...provenance,
  kind: Type.Literal('self-evaluation'),
  ...official,
  local_prompts: maybe(texts('Questions of our own about the whole')),
  scale: maybe(ScaleFormat),
  core: codes('The indicators that a year’s template asks for unless the authority chooses others'),
  inspection: maybe(codes('The indicators that inspections judge')),
  previous: maybe(Type.Object({ id: id('Its id'), version: version('Its version') }, {
    ...closed, description: 'What this replaces; left out, the version before it in the same folder'
  })),
  renamed: maybe(Type.Record(Type.String(), code('The new code'), { description: 'Code in the previous version: code here' })),
  comparable: maybe(Type.Literal(false, { description: 'Nothing here is comparable with the previous version' })),
  why_not_comparable: maybe(text('Said where the trends stop')),
  items: Type.Array(ItemFormat, { minItems: 1, description: 'In reading order' })
}, closed)

const statement = {
  code: code('T1-S1'),
  text: text('Quoted exactly'),
  note: maybe(text('Ours: about the wording'))
}
const StatementFormat = Type.Object(statement, closed)
const statements = (description: string) => Type.Array(StatementFormat, { description })

export const RecommendationFormat = Type.Object({
  ...statement,
  suggested_indicators: maybe(codes('Ours: indicators of `suggestions_from` that it touches')),
  suggested_measure: maybe(text('Ours: how progress could be seen'))
}, closed)

export const ReviewThemeFormat = Type.Object({
  code: code('T1'),
  number: Type.Integer({ minimum: 1 }),
  short_title: text('One or two words, ours'),
  question: text('Quoted exactly'),
  note: maybe(text('Ours: about the wording')),
  what_we_knew: statements('What was known before the visit'),
  strengths: statements('Strengths'),
  opportunities_introduction: maybe(texts('What stands before the opportunities')),
  opportunities: statements('Opportunities for improvement'),
  recommendations: Type.Array(RecommendationFormat),
  focus_questions: statements('What the focus groups were asked')
}, closed)

export const TimetableDayFormat = Type.Object({
  day: Type.Integer({ minimum: 1 }),
  date: Type.String({ format: 'date' }),
  weekday: text('Thursday'),
  heading: text('Quoted exactly'),
  purpose: maybe(text('Ours: what the day was for')),
  sessions: Type.Array(Type.Object({
    time: text('Quoted exactly'),
    title: text('Quoted exactly'),
    lead: maybe(text('Quoted exactly')),
    theme: maybe(code('The review theme discussed')),
    focus_questions: maybe(codes('The questions discussed')),
    note: maybe(text('Ours: about the wording'))
  }, closed), { minItems: 1 })
}, closed)

export const ImprovementReportFormat = Type.Object({
  ...provenance,
  kind: Type.Literal('improvement-report'),
  marking: text('The protective marking it carries'),
  overarching_question: text('Quoted exactly'),
  introduction: Type.Array(Type.Object({
    about: text('Ours: what the text is about'),
    text: text('Quoted exactly; **bold** as in the report'),
    source: maybe(text('What the report itself quotes'))
  }, closed)),
  introduction_notes: maybe(texts('Ours: about the wording')),
  suggestions_from: maybe(id('The framework whose indicators our suggestions name')),
  themes: Type.Array(ReviewThemeFormat, { minItems: 1 }),
  next_steps: statements('Next steps'),
  timetable: Type.Array(TimetableDayFormat),
  figures: maybe(Type.Array(Type.Object({ text: text('Quoted exactly'), meaning: text('Ours: what it says') }, closed))),
  named: maybe(Type.Array(Type.Object({
    name: text('A method, meeting, document or service'),
    kind: text('Which of these'),
    quotes: texts('Quoted exactly'),
    found_in: texts('Codes or parts of the report')
  }, closed))),
  people_and_groups: maybe(texts('People and groups named, by role'))
}, closed)

export type Scale = Static<typeof ScaleFormat>
export type Item = Static<typeof ItemFormat>
export type SelfEvaluationFramework = Static<typeof SelfEvaluationFormat>
export type Statement = Static<typeof StatementFormat>
export type Recommendation = Static<typeof RecommendationFormat>
export type ReviewTheme = Static<typeof ReviewThemeFormat>
export type TimetableDay = Static<typeof TimetableDayFormat>
export type ImprovementReport = Static<typeof ImprovementReportFormat>
export type Framework = SelfEvaluationFramework | ImprovementReport | Questionnaire | AnsweringWords

export const formats = { 'self-evaluation': SelfEvaluationFormat, 'improvement-report': ImprovementReportFormat, questionnaire: QuestionnaireFormat, 'answering-words': AnsweringWordsFormat }
