import { record } from '../audit/record.ts'
import { findPerson } from '../people/queries.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { removeUnused } from './changes.ts'
import { findAccount, findVisit, listPartners, listVisitPeople } from './queries.ts'
import { mostPeople, nextNumber } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { PartnerInput, PersonInput } from './forms.ts'
import type { Visit, VisitPerson } from './queries.ts'

/** Add somebody: chosen from the accounts of the authority, or by name. An address that is an account's links to it. */
export async function addVisitPerson (trx: Trx, viewer: Viewer, visitId: string, input: PersonInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const people = await listVisitPeople(trx, visit)
  if (people.length >= mostPeople) throw new Refusal(`There are ${mostPeople} people in this visit. Remove somebody first.`)
  const person = { id: newId(), visit_id: visit.id, ...await whoIs(trx, viewer, visit, people, input, null), added_at: at }
  await trx.insertInto('visit_person').values(person).execute()
  await record(trx, viewer, 'visit.person-added', visit.id, { part: person.part }, place.id)
  return person
}

/** Change what is kept of somebody in a visit. */
export async function saveVisitPerson (trx: Trx, viewer: Viewer, visitId: string, id: string, input: PersonInput) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const people = await listVisitPeople(trx, visit)
  const person = people.find(one => one.id === id)
  if (!person) throw new NotFound()
  await trx.updateTable('visit_person').set(await whoIs(trx, viewer, visit, people, input, person)).where('id', '=', person.id).execute()
  await record(trx, viewer, 'visit.person-saved', visit.id, { part: input.part }, place.id)
}

/** Take somebody out of a visit. @throws Refusal when they lead a session, or notes are theirs */
export async function removeVisitPerson (trx: Trx, viewer: Viewer, visitId: string, id: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const person = (await listVisitPeople(trx, visit)).find(one => one.id === id)
  if (!person) throw new NotFound()
  await removeUnused(() => trx.deleteFrom('visit_person').where('id', '=', person.id).execute(), `${person.name} is used already: in the timetable, as a reader, in notes or in findings. Take them out there first.`)
  await record(trx, viewer, 'visit.person-removed', visit.id, { part: person.part }, place.id)
}

async function whoIs (trx: Trx, viewer: Viewer, visit: Visit, people: VisitPerson[], input: PersonInput, changed: VisitPerson | null) {
  const found = input.account ? await findPerson(trx, visit.authority_id, input.account) : input.email ? await findAccount(trx, visit.authority_id, input.email) : null
  if (!found && !input.name) throw new FieldRefusal('name', 'Give their name, or choose an account above')
  if (!found && !input.organisation) throw new FieldRefusal('organisation', 'Say where they come from: a council, a service, a school')
  const others = people.filter(one => one.id !== changed?.id)
  const there = others.find(one => (found && one.person_id === found.id) || (input.email && one.email?.toLowerCase() === input.email.toLowerCase()))
  if (there) throw new FieldRefusal(input.account ? 'account' : 'email', `${there.name} takes part already. Change their part instead`)
  return {
    name: input.name ?? found!.name,
    organisation: input.organisation ?? found?.agency ?? viewer.authorityName,
    email: input.email ?? found?.email ?? null,
    part: input.part,
    group_label: input.group_label ?? null,
    person_id: found?.id ?? null
  }
}

/** Add who makes the visit together with the authority. */
export async function addPartner (trx: Trx, viewer: Viewer, visitId: string, input: PartnerInput) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const partners = await listPartners(trx, visit)
  if (partners.length >= 30) throw new Refusal('There are 30 partners. Remove one first.')
  const partner = { id: newId(), visit_id: visit.id, position: nextNumber(partners.map(one => String(one.position))), ...input }
  await trx.insertInto('visit_partner').values(partner).execute()
  await record(trx, viewer, 'visit.partner-added', visit.id, { kind: partner.kind }, place.id)
}

/** Remove a partner. */
export async function removePartner (trx: Trx, viewer: Viewer, visitId: string, id: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const partner = (await listPartners(trx, visit)).find(one => one.id === id)
  if (!partner) throw new NotFound()
  await trx.deleteFrom('visit_partner').where('id', '=', partner.id).execute()
  await record(trx, viewer, 'visit.partner-removed', visit.id, { kind: partner.kind }, place.id)
}
