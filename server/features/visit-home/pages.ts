import { longDate } from '../../lib/dates.ts'
import { dateField, errorSummary, linkButton, submitButton, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { datesOf, noQuestions, stateOf } from '../visits/rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Place } from '../organisation/queries.ts'
import type { Visit, VisitTheme } from '../visits/queries.ts'

/** One stage of a visit: where it is done, and how it stands. `href` null: not for this person. */
export interface Stage { text: string, hint: string, href: string | null, status: string }
interface HomeParts { visit: Visit, place: Place, peer: Place | null, stages: Stage[], mayLead: boolean, today: string }

/** A visit: its question, and the way from there to the recommendations. */
export const visitHomePage = ({ visit, place, peer, stages, mayLead, today }: HomeParts) => ({
  title: visit.title,
  caption: [[place.name, peer?.name].filter(Boolean).join(' and '), datesOf(visit), stateOf(visit, today)].join(' · '),
  breadcrumbs: [{ text: 'Visits', href: '/visits' }],
  example: visit.example_of ? 'A worked example: the visit as its report tells of it, with the words and slips of the report.' : null,
  question: visit.overarching_question,
  introduction: visit.introduction,
  tasks: { idPrefix: 'visit', items: stages.map(stage => ({ title: { text: stage.text }, href: stage.href ?? undefined, hint: { text: stage.hint }, status: { text: stage.status } })) },
  saved: `Last changed by ${visit.saved_by_name} on ${longDate(visit.saved_at)}`,
  copy: mayLead ? linkButton('Plan a new visit as a copy of this one', `/visits/${visit.id}/copy`, { secondary: true }) : null
})

interface Counts { people: number, partners: number, days: number, sessions: number, notices: number }

/** The stages that every visit has, in order. The features of the later stages add theirs in routes.ts. */
export function planningStages (visit: Visit, themes: (VisitTheme & { questions: unknown[] })[], { people, partners, days, sessions, notices }: Counts, mayLead: boolean): Stage[] {
  const href = `/visits/${visit.id}`
  const silent = themes.filter(theme => noQuestions(theme)).map(theme => theme.code)
  return [
    { text: 'Question and dates', hint: 'What the visit asks, and when it is', href: mayLead ? `${href}/edit` : null, status: datesOf(visit) },
    {
      text: 'Themes and focus questions',
      hint: 'What is looked at, and what the focus groups are asked',
      href: `${href}/themes`,
      status: themes.length === 0 ? 'Not started' : `${count(themes.length, 'theme')}, ${count(themes.reduce((n, theme) => n + theme.questions.length, 0), 'question')}${silent.length > 0 ? `. Without questions: ${silent.join(', ')}` : ''}`
    },
    { text: 'People and partners', hint: 'Who makes the visit, and who takes part', href: `${href}/people`, status: people + partners === 0 ? 'Not started' : `${count(people, 'person', 'people')}, ${count(partners, 'partner')}` },
    {
      text: 'Timetable',
      hint: 'Days, times, sessions, who leads and where; on paper and in calendars',
      href: `${href}/timetable`,
      status: days === 0 ? 'Not started' : `${count(days, 'day')}, ${count(sessions, 'session')}${mayLead && notices > 0 ? `. ${count(notices, 'thing')} to look at again` : ''}`
    }
  ]
}

/** A new visit as a copy. */
export const copyPage = (visit: Visit, values: Record<string, unknown> = {}, errors: FormErrors | null = null) => ({
  title: 'Plan a visit as a copy',
  breadcrumbs: [{ text: 'Visits', href: '/visits' }, { text: visit.title, href: `/visits/${visit.id}` }],
  errors: errors && errorSummary(errors),
  of: visit.title,
  action: `/visits/${visit.id}/copy`,
  name: textField({ name: 'title', label: 'Name of the new visit', values, errors }),
  starts: dateField({ name: 'starts_on', legend: 'First day', values, errors }),
  ends: dateField({ name: 'ends_on', legend: 'Last day', values, errors }),
  submit: submitButton('Make the copy'),
  cancel: `/visits/${visit.id}`
})
