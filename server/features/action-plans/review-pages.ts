import { longDate } from '../../lib/dates.ts'
import { dateField, errorSummary, linkButton, radioGroup, submitButton, textArea, textField } from '../../lib/fields.ts'
import { planHref } from '../organisation/address-rules.ts'
import { crumbs, statusMark } from './pages.ts'
import { dueWords, ownerWords, planStatuses, standing, statusNames, statuses } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Team } from './pages.ts'
import type { Action } from './queries.ts'
import type { ProgressReview, ReviewedAction } from './reviews.ts'

type Values = Record<string, unknown>

/** Every progress review of a plan, the latest first: they are never overwritten. */
export const reviewsPage = (team: Team, reviews: ProgressReview[], reviewed: ReviewedAction[], mayReview: boolean) => ({
  title: 'Progress reviews',
  breadcrumbs: crumbs(team),
  add: mayReview ? linkButton('Review the plan', `${planHref(team)}/reviews/new`) : null,
  reviews: reviews.map(review => ({
    heading: `${longDate(review.held_on)}: ${planStatuses[review.status].toLowerCase()}`,
    summary: review.summary,
    about: `Reviewed by ${review.reviewer}. Recorded by ${review.by_name}.${review.next_on ? ` Next review ${longDate(review.next_on)}.` : ''}`,
    actions: reviewed.filter(row => row.review_id === review.id).map(row => ({ text: `${row.number}. ${row.what}`, status: statusMark(row.status), note: row.note }))
  }))
})

/** Review a plan: each action's status word with a note, and the plan's. */
export const reviewFormPage = (team: Team, actions: Action[], today: string, values: Values, errors: FormErrors | null = null) => ({
  title: 'Review the plan',
  breadcrumbs: [...crumbs(team), { text: 'Progress reviews', href: `${planHref(team)}/reviews` }],
  errors: errors && errorSummary(errors),
  action: `${planHref(team)}/reviews`,
  heldOn: dateField({ name: 'held_on', legend: 'Day of the review', values: { held_on: today, ...values }, errors }),
  reviewer: textField({ name: 'reviewer', label: 'Reviewed by', hint: 'A person or a group', values, errors }),
  actions: actions.map(action => ({
    heading: `${action.number}. ${action.what}`,
    about: `${ownerWords(action)}. ${dueWords(action, today)}. Now: ${statuses[standing(action)].word.toLowerCase()}.`,
    status: radioGroup({
      name: `status.${action.id}`, legend: `How does action ${action.number} stand?`, classes: 'govuk-radios--inline govuk-radios--small', values: { [`status.${action.id}`]: action.status, ...values }, errors,
      items: statusNames.filter(status => status !== 'complete' || action.status === 'complete').map(status => ({ value: status, text: statuses[status].word }))
    }),
    note: textArea({ name: `note.${action.id}`, label: `Note on action ${action.number} (optional)`, rows: 2, values, errors })
  })),
  status: radioGroup({ name: 'status', legend: 'How does the plan stand as a whole?', items: Object.entries(planStatuses).map(([value, text]) => ({ value, text })), values, errors }),
  summary: textArea({ name: 'summary', label: 'What did the review find?', rows: 3, values, errors }),
  nextOn: dateField({ name: 'next_on', legend: 'Next review (optional)', values, errors }),
  submit: submitButton('Save the review')
})
