import { addEntry } from '../features/monthly-log/changes.ts'
import { makeRelease } from '../features/releases/changes.ts'
import { addDays } from '../lib/dates.ts'
import type { EntryInput } from '../features/monthly-log/forms.ts'
import type { Trx } from '../db/types.ts'
import type { Viewer } from '../permissions.ts'
import type { DemoTeam } from './load.ts'

const months = ['08', '09', '10', '11', '12', '01', '02', '03', '04', '05', '06']
const reasons = ['attendance', 'wellbeing-and-mental-health', 'behaviour-and-relationships', 'learning', 'family-circumstances', 'risk-in-the-community']
const supports = ['nurture-group', 'family-support', 'counselling', 'mentoring', 'outreach-advice', 'attendance-support', 'social-work-assessment']
const others = ['social-work', 'educational-psychology', 'third-sector', 'police']

/** Most teams log their meetings; a few do not yet, and one in five is behind by a month. */
export const logsMeetings = (index: number): boolean => index % 9 !== 7

/** A session of a team's monthly log, a meeting a month until today. Views are noted more often from year to year; Health comes to some teams and seldom to others. */
export async function playLog (trx: Trx, { slug, chair, members }: DemoTeam, index: number, session: string, age: number, today: string) {
  const year = Number(session.slice(0, 4))
  const lastDay = index % 5 === 3 ? addDays(today, -45) : today
  for (const [at, month] of months.entries()) {
    const day = `${at < 5 ? year : year + 1}-${month}-${String(3 + (index * 3 + at * 5) % 22).padStart(2, '0')}`
    if (day > lastDay) break
    const writer = { ...(at % 3 === 0 ? members[0]! : chair), asking: 'log.write' as const }
    await addEntry(trx, writer, slug, session, meetingOf(index, at, age, day) as unknown as EntryInput, { at: `${day}T15:20:00.000Z`, today })
  }
}

/** The numbers of a meeting, the same on every run. */
function meetingOf (index: number, at: number, age: number, day: string): Record<string, string> {
  const chance = (of: number, salt: number) => mixed(index * 1009 + at * 101 + age * 13 + salt * 7919) % of
  const children = 2 + chance(6, 1) + (at === 3 || at === 6 ? 2 : 0)
  const reviewed = 2 + chance(5, 2)
  const childNot = Math.min(children, chance(4, 3) - age < 0 ? 0 : Math.round(children * (0.35 - age * 0.12)))
  const parentNot = Math.min(children, Math.round(children * (0.26 - age * 0.07)) + (chance(5, 4) === 0 ? 1 : 0))
  const form: Record<string, number> = { new_children: children, reviewed_children: reviewed, child_view_noted: children - childNot, parent_view_noted: children - parentNot, families_attended: chance(4, 5) === 0 ? 0 : Math.min(children, chance(3, 6)) }
  const add = (name: string) => { form[name] = (form[name] ?? 0) + 1 }
  for (let n = 0; n < children; n++) {
    add(`reason.${reasons[(index + at * 2 + n * n) % reasons.length]}`)
    add(`stage.${n % 4 === 3 ? '4' : '3'}`)
    if (n % 3 === 0) add(`route.${n % 2 === 0 ? 'siim' : 'aig'}`)
  }
  for (let n = 0; n < childNot; n++) add(`child-reason.${['not-asked', 'could-not-be-reached', 'asked-did-not-wish-to-say'][(index + n) % 3]}`)
  for (let n = 0; n < parentNot; n++) add(`parent-reason.${['could-not-be-reached', 'not-asked'][(index + n) % 2]}`)
  for (let n = 0; n < children + 1; n++) add(`support.${supports[(index + at + n * 3) % supports.length]}`)
  const present = ['education', ...others.filter((_agency, n) => chance(10, 20 + n) < 8 - n), ...chance(10, 30) < (index % 3 === 0 ? 4 : 8) ? ['health'] : []]
  return { met_on: day, ...Object.fromEntries(present.map(agency => [`agency.${agency}`, 'yes'])), ...Object.fromEntries(Object.entries(form).map(([name, number]) => [name, String(number)])) }
}

/** A number that looks like chance and is the same on every run. */
function mixed (seed: number): number {
  const once = Math.imul(seed ^ (seed >>> 15), 2_246_822_519)
  return (Math.imul(once ^ (once >>> 13), 3_266_489_917) ^ (once >>> 16)) >>> 0
}

/** The figures of the terms that have ended, released one after the other. */
export async function releaseLogs (trx: Trx, dataOfficer: Viewer, sessions: string[], today: string) {
  const days = sessions.flatMap(session => { const year = Number(session.slice(0, 4)) + 1; return [`${year}-01-20`, `${year}-04-20`, `${year}-08-20`] }).filter(day => day <= today)
  for (const day of days) await makeRelease(trx, dataOfficer, 'log', `${day}T10:00:00.000Z`)
}
