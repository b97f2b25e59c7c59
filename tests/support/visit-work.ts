import { addVisitPerson } from '../../server/features/visits/people.ts'
import { newId } from '../../server/lib/ids.ts'
import { browserOf, linkFor } from './visiting.ts'
import { craigmorVisited, visitLead } from './visits.ts'
import { people, testApp } from './app.ts'

/** A visit to Craigmor at work: Mairi Sinclair is a scribe, Olu Adeyemi of the core team, Bo Lindqvist the host; Freya Lund comes from elsewhere. */
export async function visitAtWork (t: Parameters<typeof testApp>[0]) {
  return readyVisit(await testApp(t))
}

export async function readyVisit<App extends Pick<Awaited<ReturnType<typeof testApp>>, 'db'>> (test: App) {
  const visited = await craigmorVisited(test.db)
  const add = (account: string, part: 'core' | 'host' | 'lead') => test.db.transaction().execute(trx => addVisitPerson(trx, visitLead(), visited.visit.id, { account, part }, '2026-11-20T09:00:00.000Z'))
  await add(people.outsider.id, 'core')
  await add(people.both.id, 'host')
  return { ...test, ...visited, home: `/visits/${visited.visit.id}` }
}

/** The visitor from elsewhere in a browser of their own. */
export async function visitorOf (test: Awaited<ReturnType<typeof visitAtWork>>) {
  const browser = browserOf(test as never)
  await browser.open(await linkFor(test as never, test.home, test.visitor, { 'expires_on-day': '20', 'expires_on-month': '6', 'expires_on-year': '2027', expires_time: '17:00' }))
  return browser
}

/** What the form of a note sends. */
export const noteOf = (more: Record<string, string> = {}) => ({ text: 'Schools say the form is long.', client_key: newId(), ...more })
/** What the form of a finding sends. */
export const findingOf = (more: Record<string, string> = {}) => ({ kind: 'strength', theme: 'T1', text: 'Everybody knows what the meeting is for.', evidence: 'Said in both groups', seen_by: 'Groups A and B', ...more })
