import type { Problem } from './checks.ts'
import type { Framework } from './format.ts'
import type { AnsweringWords, Questionnaire, QuestionnaireText } from './questionnaire-format.ts'

/** What the schema cannot say: few enough questions, every choice from a scale, and every text complete. */
export function checkQuestionnaire (questionnaire: Questionnaire): Problem[] {
  const { questions, scales, texts } = questionnaire
  const codes = new Set(scales.map(scale => scale.code))
  return [
    ...(questions.length >= 5 && questions.length <= 7 ? [] : [{ path: ['questions'], reason: `a questionnaire has 5 to 7 questions, this one ${questions.length}` }]),
    ...twice(questions.map(({ code }, at) => ({ code, path: ['questions', at, 'code'] }))),
    ...twice(scales.map(({ code }, at) => ({ code, path: ['scales', at, 'code'] }))),
    ...scales.flatMap(({ options }, at) => twice(options.map(({ code }, n) => ({ code, path: ['scales', at, 'options', n, 'code'] })))),
    ...questions.flatMap(({ kind, scale }, at) => {
      if (kind === 'text') return scale === undefined ? [] : [{ path: ['questions', at, 'scale'], reason: 'a question answered in words has no scale' }]
      return scale !== undefined && codes.has(scale) ? [] : [{ path: ['questions', at], reason: `a choice needs a scale of this file${scale === undefined ? '' : `, and there is no ${scale}`}` }]
    }),
    ...twice(texts.map(({ language, style }, at) => ({ code: `${language} ${style}`, path: ['texts', at, 'language'] })), 'texts are'),
    ...texts.flatMap((text, at) => checkText(questionnaire, text, at))
  ]
}

/** A text says every question and every answer, and nothing else. */
function checkText ({ questions, scales }: Questionnaire, text: QuestionnaireText, at: number): Problem[] {
  return [
    ...sameKeys(questions.map(({ code }) => code), text.questions, ['texts', at, 'questions'], 'question'),
    ...sameKeys(scales.map(({ code }) => code), text.scales, ['texts', at, 'scales'], 'scale'),
    ...scales.flatMap(({ code, options }) => text.scales[code] ? sameKeys(options.map(option => option.code), text.scales[code], ['texts', at, 'scales', code], 'answer') : [])
  ]
}

function sameKeys (wanted: string[], given: object, path: (string | number)[], noun: string): Problem[] {
  return [
    ...wanted.filter(key => !(key in given)).map(key => ({ path, reason: `the words of the ${noun} ${key} are missing` })),
    ...Object.keys(given).filter(key => !wanted.includes(key)).map(key => ({ path: [...path, key], reason: `there is no ${noun} ${key}` }))
  ]
}

export const checkAnsweringWords = ({ languages }: AnsweringWords): Problem[] => [
  ...twice(languages.map(({ language: code }, at) => ({ code, path: ['languages', at, 'language'] })), 'entries are for'),
  ...languages.flatMap(({ words }, at) => Object.entries(placeholders).flatMap(([key, names]) => names.filter(name => !words[key as keyof typeof words].includes(`{${name}}`))
    .map(name => ({ path: ['languages', at, 'words', key], reason: `must contain {${name}}` }))))
]

/** What is put into a sentence must have its place there. */
const placeholders = { position: ['n', 'total'], how_long: ['n'], elsewhere: ['where'], looks_personal: ['words'], too_long: ['most'], letters: ['most'], not_yet_text: ['day'], closed_text: ['day'] }

/** The words around the questions must exist in every language of the texts. */
export function checkLanguages ({ texts }: Questionnaire, all: Framework[]): Problem[] {
  const known = new Set(all.filter(other => other.kind === 'answering-words').flatMap(other => other.languages.map(({ language }) => language)))
  return texts.flatMap(({ language }, at) => known.has(language) ? [] : [{ path: ['texts', at, 'language'], reason: `no file of answering-words speaks ${language}` }])
}

function twice (codes: { code: string, path: (string | number)[] }[], noun = 'items have the code'): Problem[] {
  return codes.flatMap(({ code, path }, at) => codes.findIndex(other => other.code === code) === at ? [] : [{ path, reason: `two ${noun} ${code}` }])
}
