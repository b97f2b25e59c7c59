import { longDate } from '../../lib/dates.ts'
import { errorSummary, selectField, submitButton } from '../../lib/fields.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

interface FeedShown { id: string, made_at: string, last_used_on: string | null, team: string | null }
interface TeamShown { slug: string, name: string, closed_on: string | null }

/** One's addresses, and a form to make another. */
export const calendarPage = (feeds: FeedShown[], teams: TeamShown[], values: Record<string, unknown> = {}, errors: FormErrors | null = null) => ({
  title: 'Your calendar',
  errors: errors && errorSummary(errors),
  shows: selectField({
    name: 'shows',
    label: 'What the calendar shows',
    items: [{ value: 'mine', text: 'My own work' }, ...teams.filter(team => !team.closed_on).map(team => ({ value: `team/${team.slug}`, text: team.name }))],
    values,
    errors
  }),
  hasTeams: teams.length > 0,
  make: submitButton('Make an address'),
  feeds: feeds.map(feed => ({
    name: feed.team ?? 'My own work',
    about: `Made on ${longDate(feed.made_at)}, ${feed.last_used_on ? `last used on ${longDate(feed.last_used_on)}` : 'not used yet'}`,
    stop: `/calendar/addresses/${feed.id}/stopping`
  }))
})

/** The new address, shown once. */
export const addressPage = (team: string | null, address: string) => ({
  title: team ? `A calendar address for ${team}` : 'A calendar address for your own work',
  breadcrumbs: [{ text: 'Your calendar', href: '/calendar' }],
  address,
  // Phones and Apple's and Microsoft's calendars open this scheme themselves.
  subscribe: address.replace(/^https?:/, 'webcal:')
})
