import { errorSummary, checkboxGroup, pagination, radioGroup, submitButton, textArea } from '../../lib/fields.ts'
import { findPersonalData, findingWords, withoutKnown } from '../../lib/personal-data.ts'
import { count } from '../../lib/text.ts'
import { audienceWords } from './rules.ts'
import { surveyCrumbs, surveyHref } from './pages.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { Survey, SurveyText } from './queries.ts'
import type { Team } from './pages.ts'

const perPage = 10
const idOf = (at: number) => `text-${at + 1}`
interface Parts { team: Team, survey: Survey, questionnaire: Questionnaire, texts: SurveyText[], page: number, today: string, known: string[] }
interface Tried { id: string, values: Record<string, unknown>, errors: FormErrors }

/** What people wrote, for the chair alone: what looks personal is marked, and each text is shown to the team or left out. */
export function textsPage ({ team, survey, questionnaire, texts, page, today, known }: Parts, tried: Tried | null = null) {
  const waiting = texts.filter(text => text.state === 'waiting' && text.original !== null)
  const pages = Math.max(1, Math.ceil(waiting.length / perPage))
  const here = Math.min(page, pages)
  const href = surveyHref(team, survey)
  const [first] = questionnaire.texts
  return {
    title: 'Read what people wrote',
    caption: `${team.name}: ${audienceWords[questionnaire.audience].name}`,
    breadcrumbs: surveyCrumbs(team, survey, questionnaire),
    errors: tried && errorSummary({ ...tried.errors, list: tried.errors.list.map(one => ({ ...one, href: `#${idOf(waiting.findIndex(text => text.id === tried.id))}-${one.href.slice(1)}` })) }),
    sentence: `${waiting.length === 0 ? 'All texts have been read' : `${count(waiting.length, 'text')} to read`}. ${count(texts.filter(text => text.state === 'released').length, 'text')} shown to the team, ${count(texts.filter(text => text.state === 'left-out').length, 'text')} left out.`.replace('. no', '. No'),
    texts: waiting.slice((here - 1) * perPage, here * perPage).map((text, at) => {
      const mine = tried?.id === text.id ? tried : null
      const findings = withoutKnown(findPersonalData(text.original!, today), known)
      const id = idOf((here - 1) * perPage + at)
      return {
        heading: `Text ${(here - 1) * perPage + at + 1}`,
        question: first!.questions[text.question]?.text ?? text.question,
        parts: marked(text.original!, findings),
        action: `${href}/texts/${text.id}?page=${here}`,
        found: findings.length > 0 ? checkboxGroup({ name: 'found', id: `${id}-found`, legend: 'Take out', hint: 'What looks as if it told who somebody is. Take the tick away from what may stay.', items: [...new Map(findings.map(finding => [finding.text, finding])).values()].map(finding => ({ value: finding.text, text: finding.text, hint: `It ${findingWords[finding.kind]}` })), values: mine?.values ?? { found: findings.map(finding => finding.text) }, errors: null }) : null,
        words: textArea({ name: 'words', id: `${id}-words`, label: 'Take out more words (optional)', hint: 'Copy them from the text, a line each.', rows: 2, values: mine?.values ?? {}, errors: mine?.errors ?? null }),
        decision: radioGroup({ name: 'decision', id: `${id}-decision`, legend: 'What becomes of it?', items: [{ value: 'release', text: 'Show it to the team' }, { value: 'leave-out', text: 'Leave it out' }], values: mine?.values ?? {}, errors: mine?.errors ?? null }),
        save: submitButton('Decide')
      }
    }),
    pages: pagination(here, pages, n => `${href}/texts?page=${n}`),
    back: { text: 'Back to the survey', href }
  }
}

/** A text in pieces; those that look personal say why. */
function marked (text: string, findings: ReturnType<typeof findPersonalData>) {
  const parts: { text: string, why: string | null }[] = []
  let at = 0
  for (const finding of findings) {
    parts.push({ text: text.slice(at, finding.at), why: null }, { text: finding.text, why: findingWords[finding.kind] })
    at = finding.at + finding.text.length
  }
  return [...parts, { text: text.slice(at), why: null }].filter(part => part.text !== '')
}
