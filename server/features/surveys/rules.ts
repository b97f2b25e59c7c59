import { addDays } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import type { Audience, Questionnaire } from '../frameworks/questionnaire-format.ts'

/** Whom a questionnaire is for, and as which group they appear in "You said – we did". */
export const audienceWords: Record<Audience, { name: string, group: 'young-people' | 'parents' | 'staff' | 'partners', young: boolean }> = {
  child: { name: 'Children', group: 'young-people', young: true },
  'young-person': { name: 'Young people', group: 'young-people', young: true },
  parent: { name: 'Parents and carers', group: 'parents', young: false },
  referrer: { name: 'Referrers', group: 'staff', young: false },
  partner: { name: 'Partners', group: 'partners', young: false }
}

/** Where to get help, a line each, until the authority says better. Numbers that work all over Scotland. */
export const usualHelp = { young: 'Childline: 0800 1111', adults: 'Parentline: 08000 28 22 33\nSamaritans: 116 123\nBreathing Space: 0800 83 85 87' }

export const longestAnswer = 400
export const limits = { cap: 300, mostCap: 1000, links: 60 }

export type SurveyState = 'not-yet' | 'open' | 'closed'
interface Dates { opens_on: string, closes_on: string, closed_on: string | null }

/** The last day on which a survey could be answered. */
export const lastDay = ({ closes_on: closes, closed_on: closed }: Dates): string => closed !== null && closed <= closes ? addDays(closed, -1) : closes
export function surveyState (survey: Dates, today: string): SurveyState {
  if (survey.closed_on !== null && survey.closed_on <= today) return 'closed'
  return today > survey.closes_on ? 'closed' : today < survey.opens_on ? 'not-yet' : 'open'
}

/** All answers of a survey together: how many of each, and the texts, sorted by keys of chance. Whose they are, and when they came, is nowhere. */
export interface Pool { labels: PoolLabels, answers: number, counts: Record<string, Record<string, number>>, texts: PoolText[] }
/** What is counted, in the words of the first text: figures keep these names for good. */
export interface PoolLabels { set: string, name: string, tables: { code: string, name: string, rows: { code: string, name: string }[] }[] }
export interface PoolText { key: string, question: string, text: string }
/** What one person answered, by question; what is left out is not there. */
export type Answers = Record<string, string>

export const emptyPool = ({ id, version, audience, questions, scales, texts: [first] }: Questionnaire): Pool => ({
  labels: {
    set: setCode({ questionnaire_id: id, questionnaire_version: version }),
    name: `Answers of ${audienceWords[audience].name.toLowerCase()}`,
    tables: questions.filter(({ kind }) => kind === 'choice').map(({ code, scale }) => ({
      code, name: first!.questions[code]!.text, rows: [...scales.find(one => one.code === scale)!.options.map(option => ({ code: option.code, name: first!.scales[scale!]![option.code]! })), leftOut]
    }))
  },
  answers: 0,
  counts: Object.fromEntries(questions.filter(({ kind }) => kind === 'choice').map(({ code, scale }) => [code, Object.fromEntries(scales.find(one => one.code === scale)!.options.map(option => [option.code, 0]))])),
  texts: []
})

/** The pool with one person's answers in it. `keyFor` gives each text a key of chance, which is its place. */
export function poolWith (pool: Pool, answers: Answers, keyFor: () => string): Pool {
  const counts = Object.fromEntries(Object.entries(pool.counts).map(([question, options]) => {
    const chosen = answers[question]
    return [question, chosen !== undefined && chosen in options ? { ...options, [chosen]: options[chosen]! + 1 } : options]
  }))
  const texts = Object.entries(answers).filter(([question]) => !(question in counts)).map(([question, text]) => ({ key: keyFor(), question, text }))
  return { ...pool, answers: pool.answers + 1, counts, texts: [...pool.texts, ...texts].sort((a, b) => a.key < b.key ? -1 : 1) }
}

/** Who left a question out. */
export const leftOut = { code: 'left-out', name: 'Left out' }
/** The set of figures that a version of a questionnaire is. */
export const setCode = ({ questionnaire_id: id, questionnaire_version: version }: { questionnaire_id: string, questionnaire_version: string }): string => `${id}-${version}`

/** Only what this questionnaire asks for: known questions, known options, texts of some length. */
export function knownAnswers ({ questions, scales }: Questionnaire, given: Record<string, unknown>): Answers {
  return Object.fromEntries(questions.flatMap(({ code, kind, scale }) => {
    const value = given[code]
    if (typeof value !== 'string' || value === '') return []
    const known = kind === 'text' ? value.length <= longestAnswer : scales.find(one => one.code === scale)?.options.some(option => option.code === value)
    return known ? [[code, value]] : []
  }))
}

/** How many have answered, as far as it may be said. */
export const countWords = (answers: number, threshold: number): string => answers === 0 ? 'Nobody has answered yet' : answers < threshold ? `Fewer than ${threshold} have answered` : `${answers} have answered`

export const takenOut = '[taken out]'
/** Take words out of a text wherever they stand. @returns the text, and where in the original they stood */
export function takeOut (text: string, words: string[]): { text: string, places: [at: number, length: number][] } {
  const escaped = words.filter(Boolean).sort((a, b) => b.length - a.length).map(word => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  if (escaped.length === 0) return { text, places: [] }
  const pattern = new RegExp(escaped.join('|'), 'giu')
  const places = [...text.matchAll(pattern)].map((found): [number, number] => [found.index, found[0].length])
  return { text: text.replace(pattern, takenOut), places }
}

/** Where a team's views stand, in a few words. */
export const viewsWords = ({ open, all, entries }: { open: number, all: number, entries: number }): string =>
  [open > 0 ? `${count(open, 'questionnaire')} open` : all > 0 ? `${count(all, 'questionnaire')} closed` : null, entries > 0 ? `${count(entries, 'voice log entry', 'voice log entries')}` : null].filter(Boolean).join(', ') || 'Nobody asked yet'
