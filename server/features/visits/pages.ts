import { longDate } from '../../lib/dates.ts'
import { dateField, errorSummary, hiddenFields, linkButton, pagination, radioGroup, selectField, submitButton, textArea, textField } from '../../lib/fields.ts'
import { datesOf, kindNames, stateOf } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Visit, listVisits } from './queries.ts'

type Values = Record<string, unknown>
type Listed = Awaited<ReturnType<typeof listVisits>>
interface Team { slug: string, name: string }
export const hrefOf = (visit: { id: string }): string => `/visits/${visit.id}`
export const crumbs = (visit?: { id: string, title: string }) => [{ text: 'Visits', href: '/visits' }, ...visit ? [{ text: visit.title, href: hrefOf(visit) }] : []]

interface ListParts { found: Listed, page: number, perPage: number, mayLead: boolean, example: boolean, today: string }

/** The visits this person may see, the latest first. */
export const visitsPage = ({ found, page, perPage, mayLead, example, today }: ListParts) => ({
  title: 'Visits',
  visits: found.visits.map(visit => ({
    title: visit.title,
    href: hrefOf(visit),
    question: visit.overarching_question,
    about: [datesOf(visit), [visit.place, visit.peer].filter(Boolean).join(' and '), visit.example_of ? 'Worked example' : stateOf(visit, today)].join(' · ')
  })),
  empty: mayLead ? 'There are no visits yet.' : 'There is no visit that you take part in. A visit lead adds visits and the people in them.',
  add: mayLead ? linkButton('Plan a visit', '/visits/new') : null,
  example: mayLead && example ? { action: '/visits/example', button: submitButton('Load the visit of 2022 as an example', { secondary: true }) } : null,
  pagination: pagination(page, Math.ceil(found.total / perPage), n => `/visits?page=${n}`)
})

interface FormParts { teams: Team[], copies: { id: string, title: string }[] }

/** A new visit. */
export const newVisitPage = ({ teams, copies }: FormParts, values: Values = {}, errors: FormErrors | null = null) => ({
  title: 'Plan a visit',
  breadcrumbs: crumbs(),
  errors: errors && errorSummary(errors),
  action: '/visits',
  hidden: hiddenFields({}),
  copies: copies.map(visit => ({ text: visit.title, href: `${hrefOf(visit)}/copy` })),
  kind: radioGroup({ name: 'kind', legend: 'Who is visited?', items: Object.entries(kindNames).map(([value, text]) => ({ value, text })), values, errors }),
  team: teamField('team', 'Learning community', 'Only for a visit to one or two learning communities', teams, values, errors),
  peer: teamField('peer', 'Second learning community', 'Only when two learning communities visit each other', teams, values, errors),
  ...fields(values, errors),
  submit: submitButton('Save and go on'),
  cancel: '/visits'
})

/** What a visit asks and when it is. */
export const visitFormPage = (visit: Visit, values: Values | null = null, errors: FormErrors | null = null) => ({
  title: 'What the visit asks, and when',
  breadcrumbs: crumbs(visit),
  errors: errors && errorSummary(errors),
  action: `${hrefOf(visit)}/edit`,
  hidden: hiddenFields({ revision: Number(values?.revision ?? visit.revision) }),
  copies: [],
  kind: null,
  team: null,
  peer: null,
  ...fields(values ?? { ...visit }, errors),
  submit: submitButton('Save'),
  cancel: hrefOf(visit)
})

const teamField = (name: string, label: string, hint: string, teams: Team[], values: Values, errors: FormErrors | null) =>
  selectField({ name, label, hint, items: [{ value: '', text: 'Choose' }, ...teams.map(team => ({ value: team.slug, text: team.name }))], values, errors })

const fields = (values: Values, errors: FormErrors | null) => ({
  name: textField({ name: 'title', label: 'Name of the visit', hint: 'Such as “Collaborative Improvement visit, June 2027”', values, errors }),
  question: textArea({ name: 'overarching_question', label: 'Overarching question', hint: 'The one question that the whole visit answers', rows: 3, values, errors }),
  introduction: textArea({ name: 'introduction', label: 'Introduction (optional)', hint: 'Why this visit, and what has been done before it', rows: 6, values, errors }),
  starts: dateField({ name: 'starts_on', legend: 'First day', values, errors }),
  ends: dateField({ name: 'ends_on', legend: 'Last day', hint: 'The same as the first for a visit of one day', values, errors })
})

/** 'Changed by Vikram Rao on 3 June 2027'. */
export const savedLine = (visit: { saved_by_name: string, saved_at: string }): string => `Last changed by ${visit.saved_by_name} on ${longDate(visit.saved_at)}`
