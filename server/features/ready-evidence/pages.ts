import { longDate, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, submitButton } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { abouts, strands } from '../evidence/rules.ts'
import type { Offer } from './offer-rules.ts'

interface Team { community: { name: string, slug: string, closed_on: string | null }, session: { name: string } }

/** What waits, one after the other, each with the indicators it speaks to; one click takes it into the register. */
export function readyPage ({ community, session }: Team, offers: Offer[], indicators: { code: string, title: string }[], mayEdit: boolean) {
  const base = `/communities/${community.slug}/${session.name}`
  const outcomes = offers.filter(offer => offer.about === 'outcome').length
  return {
    title: 'Evidence that is ready',
    caption: `${community.name}, session ${sessionLabel(session.name)}`,
    breadcrumbs: [{ text: 'Teams', href: '/communities' }, { text: community.name, href: base }, { text: 'Evidence', href: `${base}/evidence` }],
    summary: offers.length === 0
      ? null
      : `${capital(count(offers.length, 'piece'))} from the monthly log, goals and views. ${outcomes === 0 ? 'None of it is about outcomes for children.' : `About outcomes for children: ${outcomes}.`}`,
    empty: 'Nothing is waiting. After each term, released figures of the monthly log, goals and views come here by themselves, and so does what you put into the voice log. Figures that are too small to show are left out.',
    href: `${base}/ready-evidence`,
    mayEdit: mayEdit && !community.closed_on,
    readOnly: offers.length > 0 && !mayEdit ? 'Members of the team and its chair can take it into the register.' : null,
    offers: offers.map((offer, at) => ({
      key: offer.key,
      id: `offer-${at + 1}`,
      title: offer.title,
      shows: offer.shows,
      facts: `${strands[offer.strand].name}. ${abouts[offer.about].name}. Covers ${coversWords(offer)}. ${offer.source}.`,
      indicators: checkboxGroup({
        name: 'indicators',
        id: `offer-${at + 1}-indicators`,
        legend: 'Used for',
        classes: 'govuk-checkboxes--small',
        values: { indicators: offer.codes },
        items: indicators.filter(({ code }) => offer.codes.includes(code)).map(({ code, title }) => ({ value: code, text: `${code} ${title}` }))
      }),
      hasIndicators: offer.codes.length > 0,
      accept: { ...submitButton('Add to the register'), attributes: { 'aria-describedby': `offer-${at + 1}` } },
      aside: { ...submitButton('Set aside', { secondary: true }), attributes: { 'aria-describedby': `offer-${at + 1}` } }
    }))
  }
}

const coversWords = ({ covers_from: from, covers_to: to }: Offer): string => from === to ? longDate(from) : `${longDate(from)} to ${longDate(to)}`
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
