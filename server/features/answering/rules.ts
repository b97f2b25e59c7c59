import { audienceWords } from '../surveys/rules.ts'
import type { AnswerLanguage, Audience, Questionnaire, QuestionnaireText } from '../frameworks/questionnaire-format.ts'

/** How somebody answers: in which text, and whether with pictures. Written 'pl', 'en.easy', 'ar.pictures'. */
export interface Manner { text: QuestionnaireText, language: AnswerLanguage, pictures: boolean }

export const mannerName = ({ text, pictures }: Pick<Manner, 'text' | 'pictures'>): string => `${text.language}${text.style === 'easy-read' ? '.easy' : ''}${pictures ? '.pictures' : ''}`

/** The manner asked for; else the first text in a language that the browser prefers; else the first. */
export function mannerOf (questionnaire: Questionnaire, languages: AnswerLanguage[], asked: string | undefined, accepted: string | undefined): Manner {
  const [wanted, ...more] = (asked ?? '').split('.')
  const { texts } = questionnaire
  const style = more.includes('easy') ? 'easy-read' : 'plain'
  const preferred = preferredOf(accepted).map(code => texts.find(text => text.language === code)).find(Boolean)
  const text = texts.find(text => text.language === wanted && text.style === style) ?? preferred ?? texts[0]!
  return { text, language: languageOf(languages, text.language), pictures: more.includes('pictures') }
}

/** The words around the questions for somebody whose survey is not known. */
export const languageFor = (languages: AnswerLanguage[], asked: string | undefined, accepted: string | undefined): AnswerLanguage =>
  [asked?.split('.')[0], ...preferredOf(accepted)].map(code => languages.find(one => one.language === code)).find(Boolean) ?? languages[0]!

const languageOf = (languages: AnswerLanguage[], code: string): AnswerLanguage => languages.find(one => one.language === code) ?? languages[0]!

/** 'pl-PL,pl;q=0.9,en;q=0.8' as ['pl', 'en']. */
const preferredOf = (accepted: string | undefined): string[] => (accepted ?? '').slice(0, 200).split(',').map(part => {
  const [tag = '', quality = 'q=1'] = part.trim().split(';')
  return { code: tag.slice(0, 2).toLowerCase(), weight: Number(quality.trim().slice(2)) || 0 }
}).sort((a, b) => b.weight - a.weight).map(({ code }) => code)

/** A sentence with what belongs between its braces. */
export const filled = (sentence: string, values: Record<string, string | number>): string => sentence.replace(/\{(\w+)\}/g, (all, name: string) => String(values[name] ?? all))

/** A day as people of a language write it. */
export const dayIn = (tag: string, iso: string): string => new Intl.DateTimeFormat(tag, { timeZone: 'UTC', day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(`${iso}T00:00:00Z`))

/** Where to get help, a line each, for people of this age. */
export const helpFor = (audience: Audience, help: { young: string, adults: string }): string[] => help[audienceWords[audience].young ? 'young' : 'adults'].split('\n').filter(Boolean)
