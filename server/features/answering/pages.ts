import { symbols } from '../../lib/symbols.ts'
import { lastDay, longestAnswer } from '../surveys/rules.ts'
import { dayIn, filled, helpFor, mannerName } from './rules.ts'
import type { AnswerLanguage, Question, Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { PublicSurvey, SurveySetting } from '../surveys/queries.ts'
import type { Answers } from '../surveys/rules.ts'
import type { Manner } from './rules.ts'
import type { SymbolName } from '../../lib/symbols.ts'

/** Everything that a page for people who answer is made of. */
export interface Asked { survey: PublicSurvey, questionnaire: Questionnaire, manner: Manner, languages: AnswerLanguage[], setting: SurveySetting }

/** What stands around every page: language, direction, and where to get help. */
function around ({ language }: { language: AnswerLanguage }, { title, authority, help, script = true }: { title: string, authority: string | null, help: string[] | null, script?: boolean }) {
  const { words } = language
  return {
    title,
    language: language.tag,
    direction: language.direction,
    authority,
    words,
    script,
    error: null,
    help: help && { title: words.worried_title, text: `${words.worried_text}:`, lines: help, danger: words.danger }
  }
}

const helpOf = ({ questionnaire, setting }: Asked) => helpFor(questionnaire.audience, setting.help)
const aroundAsked = (asked: Asked, title: string) => around(asked.manner, { title, authority: asked.survey.authority, help: helpOf(asked) })

/** The door: who asks and why, how to answer, what happens with it, and one button. */
export function doorPage (asked: Asked, address: string) {
  const { survey, questionnaire, manner, languages, setting } = asked
  const { words } = manner.language
  const other = (text: typeof manner.text, pictures: boolean) => `${address}?as=${mannerName({ text, pictures })}`
  return {
    ...aroundAsked(asked, manner.text.title),
    team: survey.team,
    introduction: manner.text.introduction,
    manners: questionnaire.texts.map(text => {
      const language = languages.find(one => one.language === text.language)!
      return { text: text.style === 'easy-read' ? `${language.name}, ${language.words.easy_read}` : language.name, href: other(text, manner.pictures), tag: language.tag, direction: language.direction, current: text === manner.text }
    }),
    pictures: { text: manner.pictures ? words.without_symbols : words.with_symbols, href: other(manner.text, !manner.pictures) },
    bsl: setting.bsl[questionnaire.audience] ?? null,
    howLong: filled(words.how_long, { n: questionnaire.questions.length }),
    start: { action: address, manner: mannerName(manner) },
    onePage: `${address}/all?as=${mannerName(manner)}`
  }
}

const drawing = (name: SymbolName, pictures: boolean) => pictures ? symbols[name] : null

interface Field { name: string, id: string, value: string, error: string | null, warning: string | null, seen: string | null }

/** One question as its field: options, or room for words. */
function fieldOf ({ questionnaire, manner: { text, language, pictures } }: Asked, question: Question, { name, id, value, error, warning, seen }: Field) {
  const { text: words, hint = null } = text.questions[question.code]!
  const options = questionnaire.scales.find(scale => scale.code === question.scale)?.options ?? []
  return {
    name,
    seenName: name.replace(/^answer/, 'seen'),
    id,
    text: words,
    symbol: drawing(question.symbol, pictures),
    hints: [...hint ? [hint] : [], ...question.kind === 'text' ? [language.words.no_names, filled(language.words.letters, { most: longestAnswer })] : []],
    error,
    warning,
    seen,
    described: [`${id}-hint`, ...error ? [`${id}-error`] : [], ...warning ? [`${id}-warning`] : []].join(' '),
    options: question.kind === 'choice' ? options.map((option, at) => ({ id: at === 0 ? id : `${id}-${at + 1}`, name, value: option.code, text: text.scales[question.scale!]![option.code]!, symbol: drawing(option.symbol, pictures), checked: option.code === value })) : null,
    value
  }
}

export interface Trouble { value: string, error: string | null, warning: string | null, seen: string | null }
export const noTrouble = { error: null, warning: null, seen: null }

/** One question. `back`: the person came from the check of all answers. */
export function questionPage (asked: Asked, position: number, { value, error, warning, seen }: Trouble, back: 'check' | undefined) {
  const { questions } = asked.questionnaire
  const { words } = asked.manner.language
  return {
    ...aroundAsked(asked, asked.manner.text.questions[questions[position - 1]!.code]!.text),
    error: error && { title: words.problem, text: error, href: '#answer' },
    position: filled(words.position, { n: position, total: questions.length }),
    field: fieldOf(asked, questions[position - 1]!, { name: 'answer', id: 'answer', value, error, warning, seen }),
    action: `/answer/${position}${back ? '?back=check' : ''}`,
    backHref: back ? '/answer/check' : position > 1 ? `/answer/${position - 1}` : null
  }
}

const answerWords = ({ questionnaire, manner: { text, language } }: Asked, question: Question, answers: Answers): string => {
  const value = answers[question.code]
  if (value === undefined) return language.words.not_answered
  return question.scale ? text.scales[questionnaire.scales.find(scale => scale.code === question.scale)!.code]![value]! : value
}

/** Everything that was said, to be changed or sent. */
export const checkPage = (asked: Asked, answers: Answers) => ({
  ...aroundAsked(asked, asked.manner.language.words.check_title),
  rows: asked.questionnaire.questions.map((question, at) => ({ question: asked.manner.text.questions[question.code]!.text, answer: answerWords(asked, question, answers), href: `/answer/${at + 1}?back=check` })),
  backHref: `/answer/${asked.questionnaire.questions.length}`
})

/** All questions on one page, for browsers without cookies and people who would rather see everything. */
export function wholePage (asked: Asked, address: string, key: string, values: Record<string, unknown> = {}, troubles: Record<string, Trouble> = {}) {
  const { words } = asked.manner.language
  const fields = asked.questionnaire.questions.map(question => {
    const trouble = troubles[question.code] ?? { ...noTrouble, value: String(values[`answer.${question.code}`] ?? '') }
    return fieldOf(asked, question, { name: `answer.${question.code}`, id: question.code, ...trouble })
  })
  const wrong = fields.find(field => field.error)
  return {
    ...aroundAsked(asked, asked.manner.text.title),
    error: wrong ? { title: words.problem, text: wrong.error, href: `#${wrong.id}` } : null,
    team: asked.survey.team,
    fields,
    action: `${address}/all?as=${mannerName(asked.manner)}`,
    key,
    backHref: `${address}?as=${mannerName(asked.manner)}`
  }
}

/** After sending: thanks, and where to get help. */
export const thanksPage = (asked: Asked) => ({ ...aroundAsked(asked, asked.manner.language.words.thanks_title), text: asked.manner.language.words.thanks_text, elsewhere: null, typed: [] as string[] })

export type Why = 'not-yet' | 'closed' | 'used' | 'full'
/** A survey that takes no answer now, where else people are heard, and what they had typed. */
export function stoppedPage (asked: Asked, why: Why, answers: Answers = {}) {
  const { survey, manner: { language: { words, tag } } } = asked
  const [title, text] = ({
    'not-yet': [words.not_yet_title, filled(words.not_yet_text, { day: dayIn(tag, survey.opens_on) })],
    closed: [words.closed_title, filled(words.closed_text, { day: dayIn(tag, lastDay(survey)) })],
    used: [words.used_title, words.used_text],
    full: [words.full_title, words.full_text]
  } as const)[why]
  return {
    ...aroundAsked(asked, title),
    text,
    elsewhere: survey.contact && why !== 'not-yet' ? filled(words.elsewhere, { where: survey.contact }) : null,
    typed: asked.questionnaire.questions.filter(question => question.kind === 'text').flatMap(question => answers[question.code] ?? [])
  }
}

/** A page for somebody whose survey is not known: a wrong link, no cookies, too many tries. */
export function lostPage (language: AnswerLanguage, why: 'unknown' | 'no_cookie' | 'busy' | 'cleared', help: string[]) {
  return { ...around({ language }, { title: language.words[`${why}_title`], authority: null, help }), text: language.words[`${why}_text`], elsewhere: null, typed: [] as string[] }
}
