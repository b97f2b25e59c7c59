import { inParts } from '../db/parts.ts'
import { openDefaultSession } from '../features/set-up/changes.ts'
import { isEmpty } from '../features/set-up/queries.ts'
import { hashPassword } from '../features/sign-in/passwords.ts'
import { sessionName } from '../lib/dates.ts'
import { Refusal } from '../lib/errors.ts'
import { newId } from '../lib/ids.ts'
import { demoPassword } from './load.ts'
import { sessionRows } from './generated-rows.ts'
import type { Db, Trx } from '../db/types.ts'
import type { Schema } from '../db/schema.ts'
import type { Library } from '../features/frameworks/library.ts'

export interface Scale { authorities: number, teams: number, sessions: number, seed: number }

/**
 * Made-up work of many teams over many sessions, to see how the product behaves when it has grown. Rows are written directly, in bulk; the
 * same seed gives the same judgements, actions and dates. Each authority has one account of its steering group.
 * @returns how many rows there are, by table. @throws Refusal when there are people already
 */
export async function generate (db: Db, library: Library, { authorities, teams, sessions, seed }: Scale, today: string): Promise<Map<string, number>> {
  if (!await isEmpty(db)) throw new Refusal('There are people in this database already. Data is only generated into an empty one.')
  const random = mulberry32(seed)
  const passwordHash = await hashPassword(demoPassword)
  const written = new Map<string, number>()
  const years = Array.from({ length: sessions }, (_one, index) => Number(sessionName(today).slice(0, 4)) - index)
  for (let n = 1; n <= authorities; n++) {
    const made = await db.transaction().execute(trx => authorityRows(trx, n))
    for (const [age, year] of years.entries()) {
      const session = made.sessions[age]!
      // One transaction a session of an authority: fast, and readers get in between.
      await db.transaction().execute(async trx => {
        for (const team of made.teams) for (const [table, rows] of sessionRows(team, session, year, library, random, today)) await put(trx, table, rows)
      })
    }
  }
  return written

  async function put (trx: Trx, table: keyof Schema, rows: object[]) {
    for (const part of inParts(rows)) await trx.insertInto(table).values(part as never).execute()
    written.set(table, (written.get(table) ?? 0) + rows.length)
  }

  async function authorityRows (trx: Trx, n: number) {
    const id = newId()
    const opened_on = `${years.at(-1)}-08-01`
    const place = (kind: 'authority' | 'area' | 'community', area: string | null, name: string) => ({ id: kind === 'authority' ? id : newId(), kind, authority_id: id, area_id: area, name, slug: name.toLowerCase().replaceAll(' ', '-'), opened_on, closed_on: null })
    const council = place('authority', null, `Council ${n}`)
    const areas = ['North', 'South', 'East', 'West'].map(word => ({ ...place('area', null, `${word} ${n}`) })).map(area => ({ ...area, area_id: area.id }))
    const communities = Array.from({ length: teams }, (_one, index) => place('community', areas[index % areas.length]!.id, `Glen ${n} ${String(index + 1).padStart(3, '0')}`))
    await put(trx, 'place', [council, ...areas, ...communities])
    const at = `${opened_on}T09:00:00.000Z`
    const email = `steering.${n}@example.org`
    const person = { id: newId(), authority_id: id, name: `Steering of Council ${n}`, email, email_key: email, agency: 'Education', job_title: null, password_hash: passwordHash, created_at: at, disabled_at: null }
    await put(trx, 'person', [person])
    await put(trx, 'role_held', [{ id: newId(), person_id: person.id, role: 'steering', place_id: id, since_at: at, given_by: null, ended_at: null, ended_by: null }])
    await openDefaultSession(trx, { id: person.id, name: person.name, authorityId: id }, library, sessionName(today), new Date(`${today}T09:00:00Z`))
    await trx.deleteFrom('judgement').where('self_evaluation_id', 'in', trx.selectFrom('self_evaluation').innerJoin('place', 'place.id', 'self_evaluation.community_id').select('self_evaluation.id').where('place.authority_id', '=', id)).execute()
    await trx.deleteFrom('self_evaluation').where('community_id', 'in', communities.map(one => one.id)).execute()
    const current = await trx.selectFrom('session').selectAll().where('authority_id', '=', id).executeTakeFirstOrThrow()
    const earlier = years.slice(1).map(year => ({ ...current, id: newId(), name: `${year}-${String(year + 1).slice(2)}`, starts_on: `${year}-08-01`, ends_on: `${year + 1}-07-31` }))
    await put(trx, 'session', earlier)
    const codes = await trx.selectFrom('session_indicator').select('code').where('session_id', '=', current.id).execute()
    await put(trx, 'session_indicator', earlier.flatMap(session => codes.map(({ code }) => ({ session_id: session.id, code }))))
    return { teams: communities, sessions: [current, ...earlier].map(session => ({ ...session, codes: codes.map(({ code }) => code) })) }
  }
}

/** Pseudo-random numbers from 0 up to 1 that are the same for the same seed (Tommy Ettinger, mulberry32, public domain). */
function mulberry32 (seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
