import { record } from '../audit/record.ts'
import { canAt } from '../../permissions.ts'
import { findVisit } from '../visits/queries.ts'
import { Forbidden } from '../../lib/errors.ts'
import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import { findVisitPerson } from './queries.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

/** Somebody in a visit, for those who may give them an address: the lead of the visit, and they themselves. */
export async function findForAddress (db: Db, viewer: Viewer, visitId: string, personId: string) {
  const { visit, place } = await findVisit(db, viewer, visitId)
  const person = await findVisitPerson(db, visit, personId)
  const isOwn = person.person_id === viewer.id
  if (!isOwn && !canAt(viewer, 'visit.lead', place)) throw new Forbidden('Only the lead of the visit and the person themselves have this page.')
  return { visit, place, person, isOwn }
}

/** Make somebody's address; the one they had stops. @returns its secret, which is kept nowhere */
export async function makeAddress (trx: Trx, viewer: Viewer, visitId: string, personId: string, at: string) {
  const found = await findForAddress(trx, viewer, visitId, personId)
  await stopAll(trx, found.person, at)
  const secret = newSecret()
  await trx.insertInto('visit_calendar').values({ id: newId(), visit_person_id: found.person.id, token_hash: hashSecret(secret), made_at: at, revoked_at: null, last_used_on: null }).execute()
  await record(trx, viewer, 'visit.calendar-made', found.visit.id, {}, found.place.id)
  return { ...found, secret }
}

/** Stop somebody's address at once. */
export async function stopAddress (trx: Trx, viewer: Viewer, visitId: string, personId: string, at: string) {
  const found = await findForAddress(trx, viewer, visitId, personId)
  await stopAll(trx, found.person, at)
  await record(trx, viewer, 'visit.calendar-stopped', found.visit.id, {}, found.place.id)
}

const stopAll = (trx: Trx, person: { id: string }, at: string) => trx.updateTable('visit_calendar').set({ revoked_at: at }).where('visit_person_id', '=', person.id).where('revoked_at', 'is', null).execute()

/** Remember the day an address was last asked for. */
export async function noteUse (trx: Trx, address: { id: string }, day: string) {
  await trx.updateTable('visit_calendar').set({ last_used_on: day }).where('id', '=', address.id).execute()
}
