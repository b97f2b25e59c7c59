import { record } from '../audit/record.ts'
import { hashPassword, passwordProblem } from '../sign-in/passwords.ts'
import { makeToken } from '../sign-in/tokens.ts'
import { findPlace } from '../organisation/queries.ts'
import { FieldRefusal, Forbidden, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { roleNames } from '../../permissions.ts'
import { countAdministrators, findPerson } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Role, Viewer } from '../../permissions.ts'

type Actor = Pick<Viewer, 'id' | 'name' | 'authorityId'>
export interface PersonInput { name: string, email: string, agency?: string, jobTitle?: string }

/** A new person of the actor's authority. Without a password they can come in only by an invitation. @throws FieldRefusal */
export async function addPerson (trx: Trx, actor: Actor, input: PersonInput & { password?: string, passwordHash?: string }, at = new Date().toISOString()) {
  const key = input.email.trim().toLowerCase()
  if (await trx.selectFrom('person').select('id').where('email_key', '=', key).executeTakeFirst()) throw new FieldRefusal('email', 'There is already an account with this address')
  const problem = input.password === undefined ? null : passwordProblem(input.password, [input.name, input.email])
  if (problem) throw new FieldRefusal('password', problem)
  const person = {
    id: newId(), authority_id: actor.authorityId, name: input.name, email: input.email.trim(), email_key: key, agency: input.agency ?? null, job_title: input.jobTitle ?? null,
    password_hash: input.passwordHash ?? (input.password === undefined ? null : await hashPassword(input.password)), created_at: at, disabled_at: null
  }
  await trx.insertInto('person').values(person).execute()
  await record(trx, actor, 'person.added', person.id, { agency: person.agency })
  return person
}

/** Add somebody with a role at a place, and make their invitation. @returns the person and the secret of the link, which is kept nowhere */
export async function invitePerson (trx: Trx, actor: Actor, input: PersonInput & { role: Role, placeId: string }, now: Date) {
  const person = await addPerson(trx, actor, input, now.toISOString())
  await giveRole(trx, actor, person.id, input.role, input.placeId, now.toISOString())
  return { person, secret: await makeInvitation(trx, actor, person.id, now) }
}

/** A new invitation; earlier ones stop working. @returns its secret */
export async function makeInvitation (trx: Trx, actor: Actor, personId: string, now: Date): Promise<string> {
  const person = await findPerson(trx, actor.authorityId, personId)
  if (person.disabled_at) throw new Refusal('This account is closed. Open it again first.')
  if (person.password_hash) throw new Refusal(`${person.name} has a password already. Make a link to reset it instead.`)
  await record(trx, actor, 'person.invited', personId)
  return makeToken(trx, 'invitation', personId, now)
}

/** A link with which somebody chooses a new password. @returns its secret */
export async function makeReset (trx: Trx, actor: Actor, personId: string, now: Date): Promise<string> {
  await findPerson(trx, actor.authorityId, personId)
  await record(trx, actor, 'person.reset-offered', personId)
  return makeToken(trx, 'reset', personId, now)
}

/** Give a role at a place of the kind the role is held at. It counts from the next request on. */
export async function giveRole (trx: Trx, actor: Actor, personId: string, role: Role, placeId: string, at = new Date().toISOString()) {
  await findPerson(trx, actor.authorityId, personId)
  const place = await findPlace(trx, actor.authorityId, placeId)
  if (place.kind !== roleNames[role].place) throw new FieldRefusal('place', `The role “${roleNames[role].name}” is held at ${{ community: 'a learning community', area: 'an area', authority: 'the authority' }[roleNames[role].place]}`)
  const held = await trx.selectFrom('role_held').select('id').where('person_id', '=', personId).where('role', '=', role).where('place_id', '=', placeId).where('ended_at', 'is', null).executeTakeFirst()
  if (held) throw new FieldRefusal('role', 'This person holds this role there already')
  await trx.insertInto('role_held').values({ id: newId(), person_id: personId, role, place_id: placeId, since_at: at, given_by: actor.id, ended_at: null, ended_by: null }).execute()
  await record(trx, actor, 'role.given', personId, { role, place: place.name }, placeId)
}

/** End a role. The last administrator of an authority stays. */
export async function endRole (trx: Trx, actor: Actor, roleId: string, now: Date, onlyAt?: { placeId: string, role: Role }) {
  const held = await trx.selectFrom('role_held').selectAll().where('id', '=', roleId).where('ended_at', 'is', null).executeTakeFirst()
  if (!held) throw new NotFound()
  await findPerson(trx, actor.authorityId, held.person_id)
  if (onlyAt && (held.place_id !== onlyAt.placeId || held.role !== onlyAt.role)) throw new Forbidden()
  if (held.role === 'administrator') await refuseLastAdministrator(trx, actor)
  await trx.updateTable('role_held').set({ ended_at: now.toISOString(), ended_by: actor.id }).where('id', '=', roleId).execute()
  await record(trx, actor, 'role.ended', held.person_id, { role: held.role }, held.place_id)
}

/** Close an account: nobody can sign in with it, and those who are signed in with it are out at once. */
export async function disablePerson (trx: Trx, actor: Actor, personId: string, now: Date) {
  const person = await findPerson(trx, actor.authorityId, personId)
  if (person.disabled_at) throw new Refusal('This account is closed already.')
  if (person.id === actor.id) throw new Refusal('You cannot close your own account. Ask another administrator.')
  const isAdministrator = await trx.selectFrom('role_held').select('id').where('person_id', '=', personId).where('role', '=', 'administrator').where('ended_at', 'is', null).executeTakeFirst()
  if (isAdministrator) await refuseLastAdministrator(trx, actor)
  await trx.updateTable('person').set({ disabled_at: now.toISOString() }).where('id', '=', personId).execute()
  await trx.deleteFrom('sign_in').where('person_id', '=', personId).execute()
  await trx.deleteFrom('token').where('person_id', '=', personId).execute()
  await record(trx, actor, 'person.disabled', personId)
}

/** Open a closed account again. */
export async function enablePerson (trx: Trx, actor: Actor, personId: string) {
  await findPerson(trx, actor.authorityId, personId)
  await trx.updateTable('person').set({ disabled_at: null }).where('id', '=', personId).execute()
  await record(trx, actor, 'person.enabled', personId)
}

async function refuseLastAdministrator (trx: Trx, actor: Actor) {
  if (await countAdministrators(trx, actor.authorityId) <= 1) throw new Refusal('This is the last administrator. Give the role to somebody else first.')
}
