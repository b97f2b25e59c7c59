import { longMoment } from '../../lib/dates.ts'
import { dateField, errorSummary, submitButton, summaryRow, table, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { daysWords, deadBecause, untilWords, usualEnd } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Visit, VisitPerson } from '../visits/queries.ts'
import type { Reading, VisitorLink } from './queries.ts'

const hrefOf = (visit: Visit): string => `/visits/${visit.id}/visitors`
const toVisit = (visit: Visit) => [{ text: visit.title, href: `/visits/${visit.id}` }]

/** How a link stands, in words. */
function linkWords (link: VisitorLink | null, now: Date): string {
  if (!link) return 'No link yet'
  const why = deadBecause(link, now)
  if (why === 'expired') return `Ran out on ${untilWords(link.expires_at)}`
  if (why) return `Taken back on ${longMoment(link.ended_at!)}`
  return `${link.started_at ? `Opened on ${longMoment(link.started_at)}${link.browser ? ` in ${link.browser}` : ''}` : 'Not opened yet'}, works until ${untilWords(link.expires_at)}`
}

const readWords = (readings: Reading[]): string => readings.length === 0 ? 'Nothing' : [...new Set(readings.map(({ paper }) => paper))].join(', ')

interface VisitorRow { person: VisitPerson, link: VisitorLink | null }

/** Everybody who takes part without an account: their link, and what they have read. */
export const visitorsPage = (visit: Visit, visitors: VisitorRow[], readings: Reading[], now: Date) => ({
  title: 'Visitors’ access',
  breadcrumbs: toVisit(visit),
  visit: visit.title,
  visitors: visitors.length > 0
    ? table({
      caption: 'People of this visit without an account',
      hideCaption: true,
      head: ['Who', 'Their link', 'Has read'],
      rows: visitors.map(({ person, link }) => [
        { text: `${person.name}, ${person.organisation}`, href: `${hrefOf(visit)}/${person.id}` },
        linkWords(link, now),
        readWords(readings.filter(reading => reading.personId === person.id))
      ])
    })
    : null,
  peopleHref: `/visits/${visit.id}`
})

interface VisitorParts extends VisitorRow { visit: Visit, readings: Reading[], now: Date }

/** One of them: the link to make, renew or take back, and what they have read. */
export function visitorPage ({ visit, person, link, readings, now }: VisitorParts, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  const works = link !== null && !deadBecause(link, now)
  const shown = errors ? values : usualEnd(visit)
  return {
    title: person.name,
    breadcrumbs: [...toVisit(visit), { text: 'Visitors’ access', href: hrefOf(visit) }],
    errors: errors && errorSummary(errors),
    details: { rows: [summaryRow('Organisation', person.organisation), summaryRow('E-mail address', person.email ?? 'Not given: the link is shown to you, to pass on'), summaryRow('Link', linkWords(link, now))] },
    heading: link ? 'Make a new link' : 'Make a link',
    replaces: works ? 'The link they have stops when you make a new one. What they wrote is kept.' : null,
    action: `${hrefOf(visit)}/${person.id}/link`,
    day: dateField({ name: 'expires_on', legend: 'Last day on which it works', hint: `The visit: ${daysWords(visit)}`, values: shown, errors }),
    time: textField({ name: 'expires_time', label: 'Until what time on that day', hint: 'Time in the United Kingdom, such as 17:00', classes: 'govuk-input--width-5', values: shown, errors }),
    submit: submitButton(person.email ? 'Make the link and send it' : 'Make the link'),
    takeBack: works ? { action: `${hrefOf(visit)}/${person.id}/revocation`, button: submitButton('Take the link back', { warning: true }) } : null,
    readings: readings.length > 0
      ? table({
        caption: 'What they have read',
        head: ['Paper', 'As', 'How often', 'Last'],
        rows: readings.map(({ paper, format, times, last }) => [paper, format === 'page' ? 'Page' : format, count(times, 'time'), longMoment(last)])
      })
      : null
  }
}

interface Made { visit: Visit, person: VisitPerson, expiresAt: string, note: string | null }
/** A link just made: sent, or shown this once. */
export const linkPage = ({ visit, person, expiresAt, note }: Made, link: string | null) => ({
  title: link ? 'The link' : 'The link has been sent',
  name: person.name,
  email: person.email,
  link,
  until: untilWords(expiresAt),
  note,
  back: { text: 'Back to visitors’ access', href: hrefOf(visit) }
})
