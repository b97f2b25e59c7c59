import { longDate } from '../../lib/dates.ts'
import { dateField, selectField, submitButton, textField } from '../../lib/fields.ts'
import { planHref } from '../organisation/address-rules.ts'
import { dueWords, ownerWords, standing, statusNames, statuses } from '../action-plans/rules.ts'
import type { PlanPlace } from '../organisation/address-rules.ts'
import type { Status } from '../action-plans/tables.ts'

interface Item extends PlanPlace { id: string, number: number, what: string, due_on: string | null, status: Status, stopped_at: string | null, priority: number, place: string, owner_name: string | null, owner_role: string | null }

/** An action in a list of work: where it stands, and an update that takes two minutes: a word, a sentence, a date. */
export function actionItem (action: Item, today: string, { from, mayUpdate, withOwner }: { from: string, mayUpdate: boolean, withOwner: boolean }) {
  const href = `${planHref(action)}/actions/${action.number}`
  const id = (name: string) => `${name}-${action.id}`
  return {
    text: action.what,
    href,
    about: [`${action.place}, action ${action.number}`, ...withOwner ? [ownerWords(action)] : [], ...action.priority === 1 ? ['Priority'] : []].join('. '),
    due: dueWords(action, today),
    status: statuses[standing(action)].word,
    statusClass: `app-status--${standing(action)}`,
    update: mayUpdate && action.status !== 'complete'
      ? {
          action: `${href}/updates`,
          from,
          label: `Update action ${action.number} of ${action.place}`,
          status: selectField({ name: 'status', id: id('status'), label: 'How does it stand?', items: statusNames.map(status => ({ value: status, text: statuses[status].word })), values: { status: action.status } }),
          what: textField({ name: 'what', id: id('what'), label: 'What has happened?', hint: 'One sentence is enough.' }),
          next: dateField({ name: 'next_on', id: id('next_on'), legend: 'When will you look again? (optional)' }),
          button: submitButton('Save the update', { secondary: true })
        }
      : null
  }
}

interface Waiting {
  steps: (Item & { step: string, step_due_on: string | null })[], checks: Item[], reviews: { kind: PlanPlace['kind'], place: string, slug: string, session: string, next_on: string }[]
  thoughts: { place: string, slug: string, session: string, answer_by: string | null }[], readings: { id: string, place: string }[], goals: { id: string, case_code: string, review_on: string | null, place: string, slug: string }[]
  followUps: { id: string, label: string, follow_up: string, months: number, due_on: string, place: string, slug: string }[]
}

/** What waits for somebody beside their own actions, a line each. */
export function waitingItems ({ steps, checks, reviews, thoughts, readings, goals, followUps }: Waiting, today: string) {
  return [
    ...thoughts.map(asked => ({ text: `Give your first thoughts to ${asked.place}`, href: `/communities/${asked.slug}/${asked.session}/first-thoughts`, about: asked.answer_by ? `By ${longDate(asked.answer_by)}` : 'Before the meeting' })),
    ...readings.map(reading => ({ text: `Read ${reading.place} for moderation`, href: `/moderation/${reading.id}`, about: 'Nothing read yet' })),
    ...followUps.map(due => ({ text: `Follow up “${due.label}” after ${due.months} months`, href: `/communities/${due.slug}/case-studies/${due.id}/follow-ups/${due.follow_up}`, about: `${due.place}. ${due.due_on < today ? 'Was due' : 'On'} ${longDate(due.due_on)}` })),
    ...goals.map(goal => ({ text: `Review a goal of ${goal.case_code}`, href: `/communities/${goal.slug}/goals/${goal.id}`, about: `${goal.place}. ${goal.review_on! < today ? 'Was due' : 'On'} ${longDate(goal.review_on!)}` })),
    ...checks.map(action => ({ text: `Check action ${action.number}: ${action.what}`, href: `${planHref(action)}/actions/${action.number}#check`, about: `${action.place}. A priority action that ${ownerWords(action)} calls complete` })),
    ...reviews.map(review => ({ text: `Review the plan of ${review.place}`, href: `${planHref(review)}/reviews/new`, about: review.next_on < today ? `Was due ${longDate(review.next_on)}` : `On ${longDate(review.next_on)}` })),
    ...steps.map(step => ({ text: `Step: ${step.step}`, href: `${planHref(step)}/actions/${step.number}#steps`, about: [`${step.place}, action ${step.number}: ${step.what}`, step.step_due_on ? dueWords({ ...step, due_on: step.step_due_on }, today) : null].filter(Boolean).join('. ') }))
  ]
}
