import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { findSettings } from '../settings/queries.ts'
import { kept } from './kept.ts'
import { goesOn, lastDueDay } from './rules.ts'
import type { Kysely } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Kept } from './kept.ts'

export interface Found { kept: Kept, id: string, day: string, place: Place }
export const perPage = 50

/** A record that this person may erase. What it says is not read. Not theirs: NotFound. */
export async function findRecord (db: Db, viewer: Viewer, kind: string, id: string): Promise<Found> {
  const one = kept.find(one => one.kind === kind)
  if (!one) throw new NotFound()
  const row = await (db as Kysely<any>).selectFrom(one.table).select([`${one.table}.id as id`, `${one.table}.${one.day} as day`, `${one.table}.${one.place} as place`]).where(`${one.table}.id`, '=', id).executeTakeFirst()
  const place = row && await db.selectFrom('place').selectAll().where('id', '=', row.place).executeTakeFirst()
  if (!place || !canAt(viewer, 'figures.view', place)) throw new NotFound()
  if (!canAt(viewer, viewer.asking, place)) throw new Forbidden()
  return { kept: one, id, day: row.day, place }
}

/** Which kind of record has this id at a place this person may erase at. @returns null for none */
export async function findKind (db: Db, viewer: Viewer, id: string): Promise<string | null> {
  for (const one of kept) {
    const found = await findRecord(db, { ...viewer, asking: 'record.erase' }, one.kind, id).catch(error => { if (error instanceof NotFound || error instanceof Forbidden) return null; throw error })
    if (found) return one.kind
  }
  return null
}

/** The ids of an authority's records whose months have passed on a day. */
export async function listDueIds (db: Db, authorityId: string, one: Kept, by: string): Promise<{ id: string, place: string }[]> {
  const { keepMonths } = await findSettings(db, authorityId)
  const months = keepMonths[one.kind]
  const last = months === null ? null : lastDueDay(months, by)
  if (last === null) return []
  return (db as Kysely<any>).selectFrom(one.table).innerJoin('place as team', 'team.id', `${one.table}.${one.place}`)
    .select([`${one.table}.id as id`, `${one.table}.${one.place} as place`]).where('team.authority_id', '=', authorityId).where(`${one.table}.${one.day}`, '<=', last).orderBy(`${one.table}.id`).execute()
}

/** What goes within the next days, by kind, team and day; how many is not told, for it may be few. */
export async function listGoing (db: Db, authorityId: string, by: string) {
  const { keepMonths } = await findSettings(db, authorityId)
  const going: { one: string, team: string, from: string, on: string }[] = []
  for (const one of kept) {
    const months = keepMonths[one.kind]
    const last = months === null ? null : lastDueDay(months, by)
    if (months === null || last === null) continue
    const rows = await (db as Kysely<any>).selectFrom(one.table).innerJoin('place as team', 'team.id', `${one.table}.${one.place}`)
      .select(['team.name as team']).select(({ fn }) => fn.max(`${one.table}.${one.day}`).as('day'))
      .where('team.authority_id', '=', authorityId).where(`${one.table}.${one.day}`, '<=', last).groupBy(['team.id', 'team.name']).execute()
    going.push(...rows.map(row => ({ one: one.one, team: row.team, from: row.day, on: goesOn(row.day, months) })))
  }
  return going.sort((a, b) => a.on < b.on ? -1 : a.on > b.on ? 1 : a.team < b.team ? -1 : 1)
}

/** What was erased, the latest first. */
export async function listErasures (db: Db, authorityId: string, page: number) {
  const query = db.selectFrom('erasure').innerJoin('place', 'place.id', 'erasure.place_id').where('erasure.authority_id', '=', authorityId)
  const { total } = await query.select(({ fn }) => fn.countAll().as('total')).executeTakeFirstOrThrow()
  const rows = await query.select(['erasure.kind', 'erasure.why', 'erasure.erased_on', 'erasure.by_name', 'erasure.backups_until', 'place.name as team'])
    .orderBy('erasure.id', 'desc').limit(perPage).offset((page - 1) * perPage).execute()
  return { rows, total: Number(total) }
}

/** How long copies of the database may be kept: as the strictest of its authorities says. */
export async function shortestBackupDays (db: Db): Promise<number> {
  const authorities = await db.selectFrom('place').select('id').where('kind', '=', 'authority').execute()
  const days = await Promise.all(authorities.map(async ({ id }) => (await findSettings(db, id)).backupDays))
  return Math.min(35, ...days)
}
