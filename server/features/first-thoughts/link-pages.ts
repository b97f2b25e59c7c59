import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { submitButton } from '../../lib/fields.ts'
import { saysSomething } from './rules.ts'
import type { FirstThought, HandFound } from './queries.ts'

/** The door of a personal link: who asks, what happens with it, and one button. */
export const doorPage = (found: HandFound, url: string) => ({
  title: 'Your first thoughts',
  team: found.team,
  session: sessionLabel(found.session),
  askedBy: found.asked_by_name,
  note: found.note,
  until: found.expires_at ? longDate(found.expires_at) : null,
  href: url,
  start: submitButton('Start')
})

type DeadLink = 'unknown' | 'revoked' | 'expired' | 'other-browser' | 'no-browser'

/** A link that does not open, and what to do. */
export function deadLinkPage (why: DeadLink, startedAt: string | null = null, browser: string | null = null) {
  const words: Record<DeadLink, { title: string, text: string }> = {
    unknown: { title: 'This link is not known', text: 'Check that you copied all of it. If it still does not open, ask the chair of the team for a new link.' },
    revoked: { title: 'This link was taken back', text: 'The chair of the team took it back. Ask the chair if you think it was a mistake.' },
    expired: { title: 'This link has run out', text: 'It can no longer be used. Ask the chair of the team for a new link, or say what you think in the meeting.' },
    'other-browser': {
      title: 'This link was opened in another browser',
      text: `It was opened${startedAt ? ` on ${longMoment(startedAt)}` : ''}${browser ? ` in ${browser}` : ''} and works only there, so that nobody it is forwarded to can read or change what was written. To go on with this device, ask the chair for a new link: what you wrote is kept.`
    },
    'no-browser': { title: 'Open your link again', text: 'This browser does not know you yet, or you have said that you are finished. Open the personal link that you were given. If it does not open, ask the chair of the team for a new one: what you wrote is kept.' }
  }
  return words[why]
}

/** The list of one's indicators. */
export const ownPage = (found: HandFound, codes: string[], titles: Map<string, string>, own: FirstThought[]) => ({
  title: 'Your first thoughts',
  team: found.team,
  session: sessionLabel(found.session),
  note: found.note,
  opened: found.opened_at !== null,
  tasks: {
    idPrefix: 'thoughts',
    items: codes.map(code => {
      const mine = own.find(thought => thought.indicator_code === code)
      return {
        title: { text: `${code} ${titles.get(code) ?? ''}` },
        href: `/contribute/indicators/${code}`,
        status: mine && saysSomething(mine) ? { text: 'Given' } : { tag: { text: 'Not given yet', classes: 'govuk-tag--blue' } }
      }
    })
  },
  finish: submitButton('I have finished on this device', { secondary: true })
})
