import { record } from '../audit/record.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { slugOf } from '../../lib/text.ts'
import { findPlace, listPlaces } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { PlaceRow } from './place-rows.ts'
import type { Place } from './queries.ts'

type Actor = Pick<Viewer, 'id' | 'name' | 'authorityId'>

/** A new authority at the root of the tree. Its name may be used once. */
export async function addAuthority (trx: Trx, name: string, today: string): Promise<Place> {
  const id = newId()
  return insertPlace(trx, { id, kind: 'authority', authority_id: id, area_id: null, name, opened_on: today })
}

/** A new area of the viewer's authority. @throws FieldRefusal when an open area has the name */
export async function addArea (trx: Trx, viewer: Actor, name: string, today: string): Promise<Place> {
  await refuseTaken(trx, viewer, 'area', name)
  const id = newId()
  const place = await insertPlace(trx, { id, kind: 'area', authority_id: viewer.authorityId, area_id: id, name, opened_on: today })
  await record(trx, viewer, 'area.added', id, { name }, id)
  return place
}

/** A new learning community in an area. @throws FieldRefusal when an open community has the name */
export async function addCommunity (trx: Trx, viewer: Actor, areaId: string, name: string, today: string): Promise<Place> {
  const area = await findPlace(trx, viewer.authorityId, areaId)
  if (area.kind !== 'area') throw new FieldRefusal('area', 'Choose an area')
  if (area.closed_on) throw new FieldRefusal('area', 'This area is closed. Choose an open one')
  await refuseTaken(trx, viewer, 'community', name)
  const place = await insertPlace(trx, { id: newId(), kind: 'community', authority_id: viewer.authorityId, area_id: area.id, name, opened_on: today })
  await record(trx, viewer, 'community.added', place.id, { name, area: area.name }, place.id)
  return place
}

/** Bring in a whole list, all or nothing. Areas that are not there yet are added. @returns how many communities were added */
export async function importPlaces (trx: Trx, viewer: Actor, rows: PlaceRow[], today: string): Promise<number> {
  const [problem] = rows.filter(row => row.problem)
  if (problem) throw new FieldRefusal('rows', `Line ${problem.line}: ${problem.problem}`)
  const areas = new Map((await listPlaces(trx, viewer.authorityId)).filter(place => place.kind === 'area' && !place.closed_on).map(area => [area.name.toLowerCase(), area.id]))
  for (const row of rows) {
    const known = areas.get(row.area.toLowerCase())
    const areaId = known ?? (await addArea(trx, viewer, row.area, today)).id
    areas.set(row.area.toLowerCase(), areaId)
    await addCommunity(trx, viewer, areaId, row.community, today)
  }
  return rows.length
}

/** A new name; the old one is kept with the day it ended. The address stays, so that old links still work. */
export async function renamePlace (trx: Trx, viewer: Actor, placeId: string, name: string, today: string) {
  const place = await findPlace(trx, viewer.authorityId, placeId)
  if (place.name === name) return
  if (place.kind !== 'authority') await refuseTaken(trx, viewer, place.kind, name, place.id)
  await trx.insertInto('place_name').values({ id: newId(), place_id: place.id, name: place.name, until_on: today }).execute()
  await trx.updateTable('place').set({ name }).where('id', '=', place.id).execute()
  await record(trx, viewer, `${place.kind}.renamed`, place.id, { from: place.name, to: name }, place.id)
}

/** Close a place: nothing new is started there, everything stays readable. */
export async function closePlace (trx: Trx, viewer: Actor, placeId: string, today: string) {
  const place = await findPlace(trx, viewer.authorityId, placeId)
  if (place.kind === 'authority') throw new Refusal('The authority itself cannot be closed.')
  if (place.closed_on) throw new Refusal(`${place.name} is closed already.`)
  const open = (await listPlaces(trx, viewer.authorityId)).filter(other => other.kind === 'community' && other.area_id === place.id && !other.closed_on)
  if (place.kind === 'area' && open.length > 0) throw new Refusal(`${place.name} still has open learning communities. Close or move them first.`)
  await trx.updateTable('place').set({ closed_on: today }).where('id', '=', place.id).execute()
  await record(trx, viewer, `${place.kind}.closed`, place.id, {}, place.id)
}

/** Undo a closing. */
export async function reopenPlace (trx: Trx, viewer: Actor, placeId: string) {
  const place = await findPlace(trx, viewer.authorityId, placeId)
  if (!place.closed_on) throw new Refusal(`${place.name} is open.`)
  if (place.kind !== 'authority') await refuseTaken(trx, viewer, place.kind, place.name, place.id)
  await trx.updateTable('place').set({ closed_on: null }).where('id', '=', place.id).execute()
  await record(trx, viewer, `${place.kind}.reopened`, place.id, {}, place.id)
}

/** Move a learning community to another area of the authority. */
export async function moveCommunity (trx: Trx, viewer: Actor, placeId: string, areaId: string) {
  const [place, area] = [await findPlace(trx, viewer.authorityId, placeId), await findPlace(trx, viewer.authorityId, areaId)]
  if (place.kind !== 'community' || area.kind !== 'area' || area.closed_on) throw new FieldRefusal('area', 'Choose an open area')
  if (place.area_id === area.id) return
  await trx.updateTable('place').set({ area_id: area.id }).where('id', '=', place.id).execute()
  await record(trx, viewer, 'community.moved', place.id, { from: place.area_id, to: area.id }, place.id)
}

async function refuseTaken (trx: Trx, viewer: Actor, kind: 'area' | 'community', name: string, except = '') {
  const places = await listPlaces(trx, viewer.authorityId)
  const taken = places.some(place => place.kind === kind && !place.closed_on && place.id !== except && place.name.toLowerCase() === name.toLowerCase())
  if (taken) throw new FieldRefusal('name', `There is already ${kind === 'area' ? 'an area' : 'a learning community'} called ${name}`)
}

async function insertPlace (trx: Trx, place: Omit<Place, 'slug' | 'closed_on'>): Promise<Place> {
  const row = { ...place, slug: await freeSlug(trx, slugOf(place.name)), closed_on: null }
  await trx.insertInto('place').values(row).execute()
  return row
}

/** The slug, or the slug with the first number that is free: addresses are unique over all authorities. */
async function freeSlug (trx: Trx, slug: string): Promise<string> {
  const taken = await trx.selectFrom('place').select('slug').where('slug', 'like', `${slug}%`).execute()
  const slugs = new Set(taken.map(row => row.slug))
  for (let n = 1; ; n++) {
    const candidate = n === 1 ? slug : `${slug}-${n}`
    if (!slugs.has(candidate)) return candidate
  }
}
