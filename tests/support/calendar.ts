import nodeIcal from 'node-ical'
import { testApp } from './app.ts'
import { craigmorAtWork } from './work.ts'
import type { CastName } from './people.ts'

export const team = '/communities/craigmor/2026-27'
export type App = Awaited<ReturnType<typeof testApp>>

/** Craigmor at work, with action 1 (owned by `member`, due on 20 January 2027). */
export async function ready (t: { teardown: (fn: () => unknown) => void }, settings: Record<string, string> = {}) {
  const test = await testApp(t, settings)
  return { ...test, work: await craigmorAtWork(test.db) }
}

/** Make an address as a person does. @returns its path, as the page shows it once */
export async function addressOf (test: App, who: CastName, shows = 'mine'): Promise<string> {
  const { body } = await test.as(who).post('/calendar/addresses', { shows })
  return /\/calendar\/[\w-]{43}\.ics/.exec(body)![0]
}

/** Ask as a calendar program does: no cookie, no sign-in. */
export const ask = (test: App, path: string, headers: Record<string, string> = {}) => test.app.inject({ url: path, headers: { host: 'localhost', ...headers } })

/** The events of a feed, read by a parser that is not ours, by UID. */
export async function eventsOf (test: App, path: string): Promise<Record<string, any>> {
  const { body } = await ask(test, path)
  return Object.fromEntries(Object.values(nodeIcal.sync.parseICS(body)).filter((part): part is any => part?.type === 'VEVENT').map(event => [event.uid, event]))
}

/** Save action 1 as its form does. */
export async function saveAction (test: App, changes: Record<string, string>) {
  const action = await test.db.selectFrom('action').selectAll().where('number', '=', 1).executeTakeFirstOrThrow()
  const { what, owner_id: owner, due_on: due } = action
  const form = { revision: action.revision, what, owner_id: owner ?? '', due_on: due ?? '', resources: 'yes', ...changes }
  const reply = await test.as('chair').post(`${team}/plan/actions/1`, form)
  if (reply.statusCode !== 303) throw new Error(`the action was not saved: ${reply.statusCode}`)
}

/** A day as the person in front of the calendar sees it, in their own time zone. */
export const localDay = (date: Date): string => [date.getFullYear(), date.getMonth() + 1, date.getDate()].map(part => String(part).padStart(2, '0')).join('-')
