import { Type } from 'typebox'
import { symbolNames } from '../../lib/symbols.ts'
import { provenance } from './provenance-format.ts'
import type { Static } from 'typebox'

/* Two more kinds of file: the questions people are asked about their views, and the words around them in each language. */
const closed = { additionalProperties: false }
const text = (description: string, maxLength = 600) => Type.String({ minLength: 1, maxLength, description })
const code = (description: string) => Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 40, description })
const language = Type.String({ pattern: '^[a-z]{2,3}$', description: 'A language of answering-words: "pl"' })
const maybe = Type.Optional

export const audiences = ['child', 'young-person', 'parent', 'referrer', 'partner'] as const
export const lundyChecks = ['space', 'voice', 'audience', 'influence'] as const
export const styles = ['plain', 'easy-read'] as const

const TextFormat = Type.Object({
  language,
  style: Type.Enum([...styles]),
  title: text('What the questionnaire is called, to those who answer'),
  introduction: Type.Array(text('A short paragraph: who asks, and why'), { minItems: 1, maxItems: 3 }),
  scales: Type.Record(Type.String(), Type.Record(Type.String(), text('The words of an answer', 80)), { description: 'Words of every answer, by scale and code' }),
  questions: Type.Record(Type.String(), Type.Object({ text: text('The question', 200), hint: maybe(text('Help with it', 300)) }, closed))
}, closed)

export const QuestionnaireFormat = Type.Object({
  ...provenance,
  kind: Type.Literal('questionnaire'),
  audience: Type.Enum([...audiences]),
  about: text('For the chair: whom to ask, and when'),
  scales: Type.Array(Type.Object({
    code: code('agree'),
    options: Type.Array(Type.Object({ code: code('What is counted'), symbol: Type.Enum([...symbolNames]) }, closed), { minItems: 2, maxItems: 6, description: 'The best first' })
  }, closed), { minItems: 1 }),
  questions: Type.Array(Type.Object({
    code: code('A short name'),
    kind: Type.Enum(['choice', 'text']),
    scale: maybe(code('The scale a choice is made from')),
    symbol: Type.Enum([...symbolNames]),
    check: maybe(Type.Enum([...lundyChecks], { description: 'The check of participation it speaks to' }))
  }, closed)),
  texts: Type.Array(TextFormat, { minItems: 1, description: 'The first is used unless another is chosen' })
}, closed)

/** Every sentence around the questions. {braces} stand for what is put in. */
export const wordKeys = [
  'skip_link', 'choose', 'with_symbols', 'without_symbols', 'easy_read', 'bsl', 'how_long', 'start', 'one_page', 'position', 'continue', 'back', 'leave_out', 'check_title', 'check_text', 'change', 'not_answered',
  'send', 'clear', 'cleared_title', 'cleared_text', 'read_aloud', 'stop_reading', 'privacy_title', 'privacy_text', 'worried_title', 'worried_text', 'danger', 'elsewhere', 'no_names', 'letters', 'looks_personal',
  'error', 'problem', 'too_long', 'pick_one', 'thanks_title', 'thanks_text', 'not_yet_title', 'not_yet_text', 'closed_title', 'closed_text', 'your_words', 'used_title', 'used_text', 'full_title', 'full_text', 'unknown_title',
  'unknown_text', 'no_cookie_title', 'no_cookie_text', 'busy_title', 'busy_text'
] as const
export type WordKey = typeof wordKeys[number]

const WordsFormat = Type.Object(Object.fromEntries(wordKeys.map(key => [key, text('A sentence or two')])) as Record<WordKey, ReturnType<typeof text>>, closed)

export const AnsweringWordsFormat = Type.Object({
  ...provenance,
  kind: Type.Literal('answering-words'),
  languages: Type.Array(Type.Object({
    language,
    tag: Type.String({ pattern: '^[a-z]{2,3}(-[A-Z]{2})?$', description: 'For browsers: "en-GB"' }),
    direction: Type.Enum(['ltr', 'rtl']),
    name: text('As its speakers call it', 40),
    english_name: text('As the chair knows it', 40),
    note: maybe(text('Shown to the chair: a translation that a speaker must check first')),
    words: WordsFormat
  }, closed), { minItems: 1, description: 'The first is used for people whose language is not known' })
}, closed)

export type Questionnaire = Static<typeof QuestionnaireFormat>
export type AnsweringWords = Static<typeof AnsweringWordsFormat>
export type Audience = typeof audiences[number]
export type LundyCheck = typeof lundyChecks[number]
export type Words = Record<WordKey, string>
export type AnswerLanguage = AnsweringWords['languages'][number]
export type QuestionnaireText = Questionnaire['texts'][number]
export type Question = Questionnaire['questions'][number]
