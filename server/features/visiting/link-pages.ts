import { longMoment } from '../../lib/dates.ts'
import { submitButton } from '../../lib/fields.ts'
import { daysWords, untilWords, visitorPapers } from './rules.ts'
import type { Visitor } from './queries.ts'
import type { WhyDead } from './rules.ts'

/** The door of a visitor's link: to whom, for what, what it means, and one button. */
export const doorPage = ({ person, visit, place, link }: Visitor, href: string) => ({
  title: visit.title,
  name: person.name,
  organisation: person.organisation,
  place: place.name,
  until: untilWords(link.expires_at),
  href,
  start: submitButton('Open the papers'),
  errors: null
})

/** A link that does not open, and what to do. */
export function deadLinkPage (why: WhyDead | 'unknown' | 'other-browser' | 'no-browser', link: { started_at: string | null, browser: string | null, expires_at: string } | null = null) {
  const opened = `${link?.started_at ? ` on ${longMoment(link.started_at)}` : ''}${link?.browser ? ` in ${link.browser}` : ''}`
  const words: Record<typeof why, { title: string, text: string }> = {
    unknown: { title: 'This link is not known', text: 'Check that you copied all of it. If it still does not open, ask the lead of the visit for a new link.' },
    revoked: { title: 'This link was taken back', text: 'The lead of the visit took it back. Ask them if you think it was a mistake. What you wrote is kept.' },
    replaced: { title: 'There is a newer link', text: 'The lead of the visit made you a new link, and this one stopped. Open the newest one you were given; if you cannot find it, ask the lead for another.' },
    expired: { title: 'This link has run out', text: `It worked until ${link ? untilWords(link.expires_at) : 'its last day'}. If you still need the papers of the visit, ask the lead for a new link. What you wrote is kept.` },
    'other-browser': { title: 'This link was opened in another browser', text: `It was opened${opened} and works only there, so that nobody it is forwarded to can read the papers or write in your name. To go on with this device, ask the lead of the visit for a new link: what you wrote is kept.` },
    'no-browser': { title: 'Open your link again', text: 'This browser does not know you, your link has ended, or you have said that you are finished. Open the personal link you were given. If it does not open, ask the lead of the visit for a new one: what you wrote is kept.' }
  }
  return { ...words[why], errors: null }
}

/** What stands around every page of a visitor: who they are, which visit, and what they may open. Spread it into the page: `layout: 'visiting'`. */
export const visitorFrame = ({ person, visit }: Visitor, here: string) => ({
  visitor: { name: person.name, visit: visit.title },
  navigationLabel: 'Papers of the visit',
  navigation: visitorPapers.map(({ text, href }) => ({ text, href, current: href === here }))
})

/** Where a visitor begins: the visit and its papers. */
export const visitorHomePage = (visitor: Visitor) => ({
  ...visitorFrame(visitor, '/visiting'),
  title: visitor.visit.title,
  place: visitor.place.name,
  when: daysWords(visitor.visit),
  question: visitor.visit.overarching_question,
  introduction: visitor.visit.introduction,
  papers: visitorPapers.filter(({ about }) => about !== null),
  until: untilWords(visitor.link.expires_at),
  finish: submitButton('I have finished on this device', { secondary: true }),
  errors: null
})
