import { longDate, sessionLabel } from '../../lib/dates.ts'
import type { LinkPoster } from '../../exports/link-poster.ts'
import type { AnswerLanguage, Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { Survey } from './queries.ts'

interface Parts { team: string, session: string, author: string, survey: Survey, questionnaire: Questionnaire, languages: AnswerLanguage[], address: string, at: string }

/** A survey's poster: what is asked, in each language, and the code. */
export const posterOf = ({ team, session, author, survey, questionnaire, languages, address, at }: Parts): LinkPoster => ({
  kind: 'Questionnaire poster',
  title: `${questionnaire.texts[0]!.title} ${team}, session ${sessionLabel(session)}`,
  team,
  session: sessionLabel(session),
  marking: 'OFFICIAL',
  draft: false,
  author,
  date: at,
  address,
  asks: questionnaire.texts.filter(text => text.style === 'plain').map(text => {
    const language = languages.find(one => one.language === text.language)!
    return { tag: language.tag, direction: language.direction, title: text.title, text: language.words.how_long.replace('{n}', String(questionnaire.questions.length)) }
  }),
  until: `Until ${longDate(survey.closes_on)}. We do not ask your name, and nobody can see which answers are yours.`
})
