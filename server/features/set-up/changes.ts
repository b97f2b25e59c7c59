import { addAuthority } from '../organisation/changes.ts'
import { addPerson, giveRole, invitePerson } from '../people/changes.ts'
import { openSession } from '../sessions/changes.ts'
import { Refusal } from '../../lib/errors.ts'
import { dayOf, sessionName } from '../../lib/dates.ts'
import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import { isEmpty } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { AuthorityInput } from './forms.ts'

/** A new one-time key for the first-run page. Keys printed earlier stop working. @returns the key, which is kept nowhere else */
export async function newFirstRunKey (trx: Trx, now: Date): Promise<string> {
  await trx.deleteFrom('token').where('purpose', '=', 'first-run').execute()
  const key = newSecret()
  await trx.insertInto('token').values({
    id: newId(), purpose: 'first-run', secret_hash: hashSecret(key), person_id: null, created_at: now.toISOString(),
    expires_at: new Date(now.getTime() + 365 * 86_400_000).toISOString(), used_at: null
  }).execute()
  return key
}

/** The key has done its work. */
export async function useUpFirstRunKey (trx: Trx, now: Date) {
  await trx.updateTable('token').set({ used_at: now.toISOString() }).where('purpose', '=', 'first-run').execute()
}

/**
 * The first authority with its first administrator, and this year's session with the framework's core indicators.
 * @throws Refusal when somebody is here already
 */
export async function setUpAuthority (trx: Trx, library: Library, input: AuthorityInput, now: Date) {
  if (!await isEmpty(trx)) throw new Refusal('The toolkit has been set up already. Sign in instead.')
  const today = dayOf(now)
  const authority = await addAuthority(trx, input.authority, today)
  const actor = { id: 'set-up', name: 'Set-up', authorityId: authority.id }
  const person = await addPerson(trx, actor, { name: input.name, email: input.email, password: input.password })
  await giveRole(trx, actor, person.id, 'administrator', authority.id)
  await openDefaultSession(trx, actor, library, sessionName(today), now)
  await useUpFirstRunKey(trx, now)
  return person
}

/**
 * Another authority on the same installation, with its own administrator and session. Neither sees anything of the other.
 * @returns the secret of the administrator's invitation. @throws Refusal when an authority has the name; FieldRefusal when somebody has the address
 */
export async function addFurtherAuthority (trx: Trx, library: Library, input: { authority: string, name: string, email: string }, now: Date): Promise<string> {
  const names = await trx.selectFrom('place').select('name').where('kind', '=', 'authority').execute()
  if (names.some(({ name }) => name.toLowerCase() === input.authority.toLowerCase())) throw new Refusal(`There is an authority called ${input.authority} already.`)
  const authority = await addAuthority(trx, input.authority, dayOf(now))
  const actor = { id: 'set-up', name: 'Set-up', authorityId: authority.id }
  const { secret } = await invitePerson(trx, actor, { name: input.name, email: input.email, role: 'administrator', placeId: authority.id }, now)
  await openDefaultSession(trx, actor, library, sessionName(dayOf(now)), now)
  return secret
}

/** A session with the newest framework, its core indicators, and the newest improvement report. */
export async function openDefaultSession (trx: Trx, actor: { id: string, name: string, authorityId: string }, library: Library, name: string, now: Date) {
  const framework = library.selfEvaluationFrameworks()[0]!
  const reports = library.improvementReports().slice(0, 1)
  return openSession(trx, actor, library, { name, framework, reports, indicators: framework.core }, now.toISOString())
}
