import { count } from '../../lib/text.ts'
import type { AnswerLanguage, Questionnaire } from './questionnaire-format.ts'

/** A questionnaire whole: every question in every text, with what the chair must know of each. */
export const questionnairePage = (questionnaire: Questionnaire, provenance: object, languages: AnswerLanguage[]) => ({
  title: questionnaire.title,
  caption: `${questionnaire.short_title}, version ${questionnaire.version}`,
  breadcrumbs: [{ text: 'Frameworks', href: '/frameworks' }],
  about: questionnaire.about,
  holds: `${count(questionnaire.questions.length, 'question')}. Each text can also be answered with pictures beside the words.`,
  provenance,
  texts: questionnaire.texts.map(text => {
    const language = languages.find(one => one.language === text.language)
    return {
      heading: `${language?.english_name ?? text.language}${text.style === 'easy-read' ? ', easy read' : ''}`,
      note: language?.note ?? null,
      tag: language?.tag ?? text.language,
      direction: language?.direction ?? 'ltr',
      title: text.title,
      introduction: text.introduction,
      questions: questionnaire.questions.map(({ code, scale }) => ({
        text: text.questions[code]?.text ?? code,
        hint: text.questions[code]?.hint ?? null,
        options: (questionnaire.scales.find(one => one.code === scale)?.options ?? []).map(option => text.scales[scale!]?.[option.code] ?? option.code)
      }))
    }
  })
})
