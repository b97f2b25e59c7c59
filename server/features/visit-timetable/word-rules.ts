import { longDate } from '../../lib/dates.ts'
import { inWords } from '../../lib/text.ts'

const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' })

/** 'Thursday 9 June 2022'. */
export const dayName = (day: { held_on: string }): string => `${weekday.format(new Date(`${day.held_on}T00:00:00Z`))} ${longDate(day.held_on)}`
/** Who leads: the words typed, and the people chosen. */
export const leadWords = (session: { lead: string | null, people: { name: string, part: 'lead' | 'scribe' }[] }): string => [session.lead, inWords(session.people.filter(person => person.part === 'lead').map(person => person.name))].filter(Boolean).join('; ')
