import { sessionLabel } from '../../lib/dates.ts'
import { pagination, selectField, submitButton } from '../../lib/fields.ts'
import { isOverdue } from '../action-plans/rules.ts'
import { actionItem } from './item-rules.ts'
import type { OpenAction } from './queries.ts'

interface PlaceParts { place: { name: string, slug: string }, session: { name: string } | null, actions: (OpenAction & { mayUpdate: boolean })[], show: string, page: number, perPage: number, today: string }

const shows = [{ value: '', text: 'Everything open' }, { value: 'overdue', text: 'Overdue' }, { value: 'stuck', text: 'At risk or off track' }, { value: 'nobody', text: 'Without an owner' }, { value: 'checks', text: 'Complete, not checked yet' }]

/** What is open at a place and below it, by due date, each with its two-minute update. */
export function placeWorkPage ({ place, session, actions, show, page, perPage, today }: PlaceParts) {
  const here = `/work/${place.slug}`
  const shown = actions.slice(0, perPage)
  const overdue = shown.filter(action => isOverdue(action, today)).length
  return {
    title: `${place.name}: what is open`,
    caption: session ? `Session ${sessionLabel(session.name)}` : 'No session is open yet.',
    filter: { action: here, show: selectField({ name: 'show', label: 'Show', items: shows, values: { show } }), button: submitButton('Show', { secondary: true }) },
    summary: shown.length === 0 ? 'Nothing is open here.' : overdue === 0 ? 'Nothing on this page is overdue.' : `${overdue} on this page ${overdue === 1 ? 'is' : 'are'} overdue.`,
    actions: shown.map(action => actionItem(action, today, { from: here, mayUpdate: action.mayUpdate, withOwner: true })),
    pages: pagination(page, actions.length > perPage ? page + 1 : page, n => `${here}?${show ? `show=${show}&` : ''}page=${n}`)
  }
}
