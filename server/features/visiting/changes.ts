import { record } from '../audit/record.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import { findInvited } from './queries.ts'
import { deadBecause, endOf } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { VisitorLinkInput } from './forms.ts'
import type { Visitor } from './queries.ts'

/** A visitor as the trail names them. */
export const actorOf = ({ person, visit }: Pick<Visitor, 'person' | 'visit'>) => ({ id: person.id, name: `${person.name} (${person.organisation})`, authorityId: visit.authority_id })

/**
 * A personal link for somebody who takes part without an account. One they had before stops; what they wrote stays.
 * @returns its secret, which is kept nowhere, and what has to be said about its end
 */
export async function giveLink (trx: Trx, viewer: Viewer, visitId: string, personId: string, input: VisitorLinkInput, now: Date) {
  const found = await findInvited(trx, viewer, visitId, personId)
  const end = endOf(input.expires_on, input.expires_time, found.visit, now)
  if ('refused' in end) throw new FieldRefusal(end.field, end.refused)
  const at = now.toISOString()
  await trx.updateTable('visitor_link').set({ ended_at: at, ended_because: 'replaced' }).where('visit_person_id', '=', found.person.id).where('ended_at', 'is', null).execute()
  const secret = newSecret()
  await trx.insertInto('visitor_link').values({
    id: newId(), visit_person_id: found.person.id, link_hash: hashSecret(secret), browser_hash: null, browser: null, made_at: at, made_by_name: viewer.name,
    expires_at: end.at, started_at: null, ended_at: null, ended_because: null
  }).execute()
  await record(trx, viewer, found.link ? 'visitor.link-renewed' : 'visitor.link-made', found.person.id, { visit: found.visit.id, until: end.at }, found.place.id)
  return { ...found, secret, expiresAt: end.at, note: end.note }
}

/** Take a link back. It stops at once. */
export async function takeBackLink (trx: Trx, viewer: Viewer, visitId: string, personId: string, now: Date) {
  const found = await findInvited(trx, viewer, visitId, personId)
  if (!found.link || deadBecause(found.link, now)) throw new Refusal('There is no link that works. Nothing has to be taken back.')
  await trx.updateTable('visitor_link').set({ ended_at: now.toISOString(), ended_because: 'revoked' }).where('id', '=', found.link.id).execute()
  await record(trx, viewer, 'visitor.link-revoked', found.person.id, { visit: found.visit.id }, found.place.id)
  return found
}

/** The first browser that opens a link keeps it. @returns the secret that this browser holds from now on */
export async function bindBrowser (trx: Trx, visitor: Visitor, browser: string | null, now: Date): Promise<string> {
  const secret = newSecret()
  const { numUpdatedRows } = await trx.updateTable('visitor_link').set({ browser_hash: hashSecret(secret), browser, started_at: now.toISOString() })
    .where('id', '=', visitor.link.id).where('browser_hash', 'is', null).where('ended_at', 'is', null).executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('This link has just been opened in another browser.')
  await record(trx, actorOf(visitor), 'visitor.link-opened', visitor.person.id, { visit: visitor.visit.id }, visitor.place.id)
  return secret
}

/** A visitor has opened a paper, or taken it away as a file. Every view and export of theirs is in the trail. */
export async function recordReading (trx: Trx, visitor: Visitor, paper: string, format = 'page') {
  await record(trx, actorOf(visitor), format === 'page' ? 'visitor.read' : 'visitor.exported', visitor.person.id, { paper, format }, visitor.place.id)
}
