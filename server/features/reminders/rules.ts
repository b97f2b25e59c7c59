import { addDays, clockTime, dayOf, daysBetween, sessionName } from '../../lib/dates.ts'
import { planHref } from '../organisation/address-rules.ts'
import type { PlanPlace } from '../organisation/address-rules.ts'

/** How many days ahead a reminder looks, and after how many days overdue the chair is told. */
export const daysAhead = 14
export const daysLate = 30

const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay() || 7

/** The ISO week of an instant in London, such as '2026-W48'. */
export function weekKey (now: Date): string {
  const day = dayOf(now)
  const thursday = addDays(day, 4 - weekday(day))
  const week = Math.floor(daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday) / 7) + 1
  return `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`
}

/** The week whose digests should be on their way: from Monday 08:00 in London. Null in the hours of Monday before that. */
export const digestWeek = (now: Date): string | null => weekday(dayOf(now)) === 1 && clockTime(now.toISOString()) < '08:00' ? null : weekKey(now)

/** Minutes to wait after each failed try; after the last one a mail is given up. A day in all. */
const waits = [1, 5, 30, 120, 360, 900]

/** When a mail that has failed so many times is tried again; null when it is given up. */
export function nextTry (tries: number, now: Date): string | null {
  const minutes = waits[tries - 1]
  return minutes === undefined ? null : new Date(now.getTime() + minutes * 60_000).toISOString()
}

interface SessionRow { id: string, authority_id: string, name: string }

/**
 * The sessions people are reminded about: the current one, those opened ahead, and the one before, whose unfinished actions
 * the team has yet to decide about.
 */
export function sessionsInPlay (sessions: SessionRow[], today: string): SessionRow[] {
  return [...Map.groupBy(sessions, session => session.authority_id).values()].flatMap((rows) => {
    const newestFirst = rows.toSorted((a, b) => a.name < b.name ? 1 : -1)
    const current = newestFirst.findIndex(({ name }) => name === sessionName(today))
    return newestFirst.slice(0, (current === -1 ? 0 : current) + 2)
  })
}

/** An action somebody is reminded of, because they own it or because they chair its team. Nothing that people wrote is in it. */
export interface DueAction { person_id: string, as: 'owner' | 'chair', kind: PlanPlace['kind'], team: string, slug: string, session: string, number: number, due_on: string }
export interface DueGroup { sentence: string, actions: { text: string, href: string }[] }

/** What is due for one person, the most pressing first; groups with nothing in them are left out. */
export function dueGroups (due: DueAction[], today: string): DueGroup[] {
  const own = due.filter(action => action.as === 'owner')
  const late = due.filter(action => action.as === 'chair' && daysBetween(action.due_on, today) > daysLate)
  const one = (actions: DueAction[]) => actions.length === 1
  const n = (actions: DueAction[]) => `${actions.length} ${one(actions) ? 'action' : 'actions'}`
  const group = (actions: DueAction[], words: (actions: DueAction[]) => string): DueGroup[] => actions.length === 0
    ? []
    : [{ sentence: words(actions), actions: actions.map(action => ({ text: `${action.team}, action ${action.number}`, href: actionHref(action) })) }]
  return [
    ...group(own.filter(({ due_on }) => due_on < today), some => `${n(some)} of yours ${one(some) ? 'is' : 'are'} overdue`),
    ...group(own.filter(({ due_on }) => due_on === today), some => `${n(some)} of yours ${one(some) ? 'is' : 'are'} due today`),
    ...group(own.filter(({ due_on }) => due_on > today && due_on <= addDays(today, daysAhead)), some => `${n(some)} of yours ${one(some) ? 'is' : 'are'} due in the next ${daysAhead} days`),
    ...group(late, some => `${n(some)} of ${new Set(some.map(({ slug }) => slug)).size === 1 ? 'the team' : 'the teams'} you chair ${one(some) ? 'is' : 'are'} more than ${daysLate} days overdue`)
  ]
}

export const actionHref = (action: PlanPlace & { number: number }): string => `${planHref(action)}/actions/${action.number}`
export const choiceHref = '/account/mail'

export interface Letter { subject: string, lines: string[] }
const fewer = `To get fewer mails:\n${choiceHref}`

/** The weekly mail: how many actions, and links. Null when nothing is due. */
export function digestLetter (name: string, due: DueAction[], today: string): Letter | null {
  const groups = dueGroups(due, today)
  const [first] = groups
  if (!first) return null
  const whys = [...due.some(({ as }) => as === 'owner') ? ['you own actions'] : [], ...due.some(({ as }) => as === 'chair') ? ['you chair a team with actions long overdue'] : []]
  return {
    subject: groups.length === 1 ? first.sentence : `${first.sentence}, and more`,
    lines: [
      `Hello ${name},`,
      ...groups.flatMap(({ sentence, actions }) => [`${sentence}:`, ...actions.map(({ text, href }) => `${text}\n${href}`)]),
      'Everything that waits for you:\n/',
      `You get this mail on Mondays, when something is due, because ${whys.join(' and ')}.`,
      fewer
    ]
  }
}

/** What a nudge is about: the sentence of its mail, and the page it leads to. No content of the team's work is in it. */
export const nudgeMatters = {
  'self-evaluation': { sentence: 'Your team has not started its self-evaluation of this session yet.', page: 'self-evaluation' },
  plan: { sentence: 'Your team has no agreed action plan for this session yet.', page: 'plan' },
  overdue: { sentence: 'Some actions of your team’s plan have been overdue for more than 30 days.', page: 'plan' },
  moderation: { sentence: 'Another team waits for your team’s reading in the moderation.', page: 'moderation' }
} as const

/** The mail of a nudge to a chair. */
export const nudgeLetter = (name: string, nudge: { about: keyof typeof nudgeMatters, by_name: string, team: string, slug: string, session: string }): Letter => ({
  subject: `A reminder for ${nudge.team}`,
  lines: [
    `Hello ${name},`,
    `${nudgeMatters[nudge.about].sentence} Can we help? Answer this mail, or have a look:\n/communities/${nudge.slug}/${nudge.session}/${nudgeMatters[nudge.about].page}`,
    `You get this mail because you chair ${nudge.team}, and ${nudge.by_name} sent it. At most one comes in 14 days about the same matter.`,
    fewer
  ]
})

/** The mail to somebody whom another person made the owner of an action. */
export function ownerLetter (name: string, action: PlanPlace & { team: string, number: number }): Letter {
  return {
    subject: `You own an action of ${action.team}`,
    lines: [
      `Hello ${name},`,
      `you are now the owner of action ${action.number} of ${action.team}:\n${actionHref(action)}`,
      'You get this mail because somebody else made you the owner.',
      fewer
    ]
  }
}
