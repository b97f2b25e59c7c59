import { longMoment } from '../../lib/dates.ts'
import { errorSummary, pagination, radioGroup, submitButton } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { MailKind, MailState } from './tables.ts'

/** Which mails one wants. */
export function choicePage (hasRelay: boolean, values: Record<string, unknown>, errors: FormErrors | null = null) {
  const items = [{ value: 'yes', text: 'Yes' }, { value: 'no', text: 'No' }]
  return {
    title: 'Mails you get',
    breadcrumbs: [{ text: 'Your account', href: '/account' }],
    errors: errors && errorSummary(errors),
    noRelay: hasRelay ? null : 'This service sends no reminders at the moment. What is due is on your home page.',
    digest: radioGroup({ name: 'digest', legend: 'A mail on Mondays when something is due?', hint: 'At most one a week: how many of your actions are overdue or due in the next 14 days, with links. Chairs are also told what is more than 30 days overdue.', items, values, errors }),
    owner: radioGroup({ name: 'owner', legend: 'A mail when somebody else makes you the owner of an action?', items, values, errors }),
    submit: submitButton('Save')
  }
}

interface MailRow { id: string, name: string, kind: MailKind, state: MailState, queued_at: string, next_try_at: string, tries: number, settled_at: string | null, reason: string | null }
const kindWords: Record<MailKind, string> = { digest: 'weekly reminder', owner: 'new owner of an action', nudge: 'Nudge from those who look after the teams' }

/** What became of a mail. */
function stateWords ({ state, tries, next_try_at, settled_at, reason }: MailRow): string {
  if (state === 'sent') return `Sent on ${longMoment(settled_at!)}.`
  if (state === 'dropped') return `Not sent. ${reason}.`
  if (state === 'given-up') return `Given up after ${count(tries, 'try', 'tries')}: ${reason}`
  return tries === 0 ? 'Waiting.' : `Waiting after ${count(tries, 'try', 'tries')}, next on ${longMoment(next_try_at)}: ${reason}`
}

/** The mails of an authority, for those who look after it. */
export function mailsPage (hasRelay: boolean, found: { total: number, mails: MailRow[] }, page: number, perPage: number) {
  return {
    title: 'Mails',
    breadcrumbs: [{ text: 'Home', href: '/' }],
    relay: hasRelay ? null : 'No mail relay is set. People see the same list on their home page.',
    count: `${count(found.total, 'mail')} in the last 90 days`.replace(/^no/, 'No'),
    mails: found.mails.map(mail => ({
      name: mail.name, about: `${kindWords[mail.kind]}, queued on ${longMoment(mail.queued_at)}`, state: stateWords(mail), isProblem: mail.state === 'given-up',
      againHref: mail.state === 'given-up' && hasRelay ? `/mail/${mail.id}/another-try` : null
    })),
    pages: pagination(page, Math.ceil(found.total / perPage), n => `/mail?page=${n}`)
  }
}
