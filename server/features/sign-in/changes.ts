import { record } from '../audit/record.ts'
import { FieldRefusal, NotFound } from '../../lib/errors.ts'
import { hashSecret, newId } from '../../lib/ids.ts'
import { hashPassword, isPassword, passwordProblem } from './passwords.ts'
import { absoluteHours } from './session-store.ts'
import { findToken } from './tokens.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

/** Too many tries. Nobody is locked out for good: waiting is enough. */
export class TooManyTries extends Error {
  readonly statusCode = 429
  constructor (minutes: number) { super(`There were too many tries. Wait ${minutes} minutes and try again, or ask for a new password.`) }
}

const windows = [{ minutes: 5, tries: 5 }, { minutes: 24 * 60, tries: 50 }]

/**
 * Sign somebody in by address and password. Unknown account, wrong password and closed account take as long and look the same.
 * Tries are counted by account and by network address, in the database, so that a restart does not start the count anew.
 * @returns the person's id, or null. @throws TooManyTries
 */
export async function signIn (db: Db, email: string, password: string, address: string, now: Date): Promise<string | null> {
  const key = email.trim().toLowerCase()
  const counted = hashSecret(`${key} ${address}`)
  await db.transaction().execute(trx => countTry(trx, counted, now))
  const person = await db.selectFrom('person').select(['id', 'name', 'authority_id', 'password_hash', 'disabled_at']).where('email_key', '=', key).executeTakeFirst()
  const right = await isPassword(password, person?.password_hash ?? null)
  if (!person || !right || person.disabled_at) return null
  await db.transaction().execute(async trx => {
    await trx.deleteFrom('sign_in_attempt').where('key', '=', counted).execute()
    await record(trx, { id: person.id, name: person.name, authorityId: person.authority_id }, 'person.signed-in', person.id)
  })
  return person.id
}

async function countTry (trx: Trx, key: string, now: Date) {
  for (const { minutes, tries } of windows) {
    const since = new Date(now.getTime() - minutes * 60_000).toISOString()
    const { n } = await trx.selectFrom('sign_in_attempt').select(({ fn }) => fn.countAll<number>().as('n')).where('key', '=', key).where('at', '>', since).executeTakeFirstOrThrow()
    if (n >= tries) throw new TooManyTries(minutes === 5 ? 5 : 60)
  }
  await trx.insertInto('sign_in_attempt').values({ id: newId(), key, at: now.toISOString() }).execute()
}

/** Choose a password with the link of an invitation or a reset. The link is used up and every earlier sign-in ends. @returns the person's id */
export async function choosePassword (trx: Trx, secret: string, password: string, now: Date): Promise<string> {
  const token = await findToken(trx, secret, now)
  if (!token) throw new NotFound()
  const problem = passwordProblem(password, [token.name, token.email])
  if (problem) throw new FieldRefusal('password', problem)
  await trx.updateTable('token').set({ used_at: now.toISOString() }).where('id', '=', token.id).execute()
  await setPassword(trx, { id: token.person_id, name: token.name, authorityId: token.authority_id }, password)
  return token.person_id
}

/** Change one's own password with the present one. Every other sign-in ends. */
export async function changePassword (trx: Trx, viewer: Viewer, input: { passwordNow: string, passwordNew: string }) {
  const person = await trx.selectFrom('person').select(['password_hash', 'email']).where('id', '=', viewer.id).executeTakeFirstOrThrow()
  if (!await isPassword(input.passwordNow, person.password_hash)) throw new FieldRefusal('passwordNow', 'This is not your present password')
  const problem = passwordProblem(input.passwordNew, [viewer.name, person.email])
  if (problem) throw new FieldRefusal('passwordNew', problem)
  await setPassword(trx, viewer, input.passwordNew)
}

async function setPassword (trx: Trx, person: Pick<Viewer, 'id' | 'name' | 'authorityId'>, password: string) {
  await trx.updateTable('person').set({ password_hash: await hashPassword(password) }).where('id', '=', person.id).execute()
  await trx.deleteFrom('sign_in').where('person_id', '=', person.id).execute()
  await record(trx, person, 'person.password-chosen', person.id)
}

/** End one of one's own sign-ins, by the hash that the list shows. */
export async function endSignIn (trx: Trx, viewer: Viewer, idHash: string) {
  await trx.deleteFrom('sign_in').where('id_hash', '=', idHash).where('person_id', '=', viewer.id).execute()
  await record(trx, viewer, 'sign-in.ended', viewer.id)
}

/** End all of one's sign-ins but this one. */
export async function endOtherSignIns (trx: Trx, viewer: Viewer, thisId: string) {
  await trx.deleteFrom('sign_in').where('person_id', '=', viewer.id).where('id_hash', '!=', hashSecret(thisId)).execute()
  await record(trx, viewer, 'sign-in.others-ended', viewer.id)
}

/** Throw away what is over: sign-ins of more than a day, tries, links and kept forms of more than a week. Runs at every start. */
export async function tidySignIns (trx: Trx, now: Date) {
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString()
  await trx.deleteFrom('sign_in').where('seen_at', '<', ago(absoluteHours + 24)).execute()
  await trx.deleteFrom('sign_in_attempt').where('at', '<', ago(25)).execute()
  await trx.deleteFrom('token').where('expires_at', '<', ago(0)).where('purpose', '!=', 'first-run').execute()
  await trx.deleteFrom('kept_form').where('kept_at', '<', ago(7 * 24)).execute()
}
