import { addStatement } from '../../server/features/preliminary-reports/changes.ts'
import { openRound, saveVersion } from '../../server/features/preliminary-reports/versions.ts'
import { newId } from '../../server/lib/ids.ts'
import { people, places } from './people.ts'
import { viewerOf } from './work.ts'
import type { testApp } from './app.ts'
import type { Db } from '../../server/db/types.ts'
import type { PersonPart } from '../../server/features/visits/tables.ts'

type App = Awaited<ReturnType<typeof testApp>>
const at = '2026-11-20T09:00:00.000Z'

/** A visit to the authority in March 2027 with two themes, its lead, and two people without an account. */
export async function visitReady (db: Db, place: { id: string, kind: 'authority' | 'team' } = { id: places.authority, kind: 'authority' }) {
  const visit = {
    id: newId(), authority_id: places.authority, place_id: place.id, peer_place_id: null, kind: place.kind, title: 'Learning together in Strathclutha', introduction: 'Three days with the teams.',
    overarching_question: 'How well do the teams know what changes for children?', starts_on: '2027-03-09', ends_on: '2027-03-11', copied_from: null, made_at: at, made_by_name: 'Vikram Rao', saved_at: at, saved_by_name: 'Vikram Rao'
  }
  const themes = ['Leadership', 'Impact on children'].map((title, n) => ({ id: newId(), visit_id: visit.id, position: n + 1, code: `T${n + 1}`, title, focus: null }))
  const questions = themes.map((theme, n) => ({ id: newId(), theme_id: theme.id, position: 1, code: `${theme.code}-Q1`, text: ['How do leaders use evidence?', 'What changed for children?'][n]! }))
  await db.insertInto('visit').values(visit).execute()
  await db.insertInto('visit_theme').values(themes).execute()
  await db.insertInto('visit_question').values(questions).execute()
  const person = (name: string, organisation: string, part: PersonPart, person_id: string | null = null) => ({ id: newId(), visit_id: visit.id, name, organisation, email: null, part, person_id, added_at: at })
  const lead = person('Vikram Rao', 'Strathclutha Council', 'lead', people.visitLead.id)
  const visitor = person('Ingrid Solberg', 'Invented Council', 'visitor')
  const partner = person('Tam Gillespie', 'Education Scotland', 'core')
  await db.insertInto('visit_person').values([lead, visitor, partner]).execute()
  return { visit, themes, questions, lead, visitor, partner, home: `/visits/${visit.id}` }
}

const form = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
const tablet = { host: 'localhost', 'user-agent': 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0' }

/** The link that the lead of a visit is shown for somebody without an account. */
export async function linkFor (test: App, home: string, person: { id: string }, end: Record<string, string> = { 'expires_on-day': '25', 'expires_on-month': '3', 'expires_on-year': '2027', expires_time: '17:00' }): Promise<string> {
  const { body } = await test.as('visitLead').post(`${home}/visitors/${person.id}/link`, end)
  return /\/visiting\/link\/[\w-]{43}/.exec(body)?.[0] ?? `no link: ${body}`
}

/** A browser of its own, which keeps the cookie of a link once it is opened in it. */
export function browserOf (test: App) {
  const jar: { cookie?: string } = {}
  return {
    jar,
    get: async (url: string) => test.app.inject({ url, headers: { ...tablet, ...jar } }),
    post: async (url: string, values: Record<string, string | string[]> = {}) => test.app.inject({
      method: 'POST', url, headers: { ...tablet, ...form, ...jar }, payload: new URLSearchParams(Object.entries(values).flatMap(([name, value]) => [value].flat().map(item => [name, item]))).toString()
    }),
    async open (link: string) {
      const reply = await this.post(link)
      const set = String(reply.headers['set-cookie'] ?? '')
      if (set.startsWith('visitor=')) jar.cookie = set.split(';')[0]!
      return reply
    }
  }
}

/** A statement, saved as version 1, on which the people of the visit are asked for comments. @returns its id */
export async function preliminaryAsked (db: Db, visit: { id: string }, theme: { id: string }): Promise<string> {
  const lead = { ...viewerOf('visitLead'), asking: 'visit.lead' as const }
  return db.transaction().execute(async trx => {
    const statement = await addStatement(trx, lead, visit.id, theme.id, { part: 'know', text: 'Leaders look at the evidence together twice a year.' }, at)
    await saveVersion(trx, lead, visit.id, 'The first one', at)
    await openRound(trx, lead, visit.id, { closes_on: '2026-12-11' }, '2026-11-20', at)
    return statement
  })
}
