import { record } from '../audit/record.ts'
import { dayOf } from '../../lib/dates.ts'
import { NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { listDue, listRecipients } from './queries.ts'
import { digestWeek } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { ReminderTables } from './tables.ts'

/**
 * Tell somebody whom another person made the owner of an action, unless they want no such mail. Belongs into the transaction that
 * makes them the owner.
 */
export async function queueOwnerMail (trx: Trx, viewer: Pick<Viewer, 'id'>, action: { id: string, owner_id: string | null, revision: number }, at: string) {
  if (!action.owner_id || action.owner_id === viewer.id) return
  const [person] = await listRecipients(trx, [action.owner_id])
  if (!person || person.disabled_at || person.owner === 'no') return
  await queueMails(trx, [{ key: `owner:${action.id}:${person.id}:${action.revision}`, kind: 'owner', person_id: person.id, action_id: action.id }], at)
}

/**
 * Queue this week's digests, once Monday 08:00 in London has passed. A week is queued once, whoever asks and however often.
 * Without a relay nothing is queued: people see the same list on their home page. @returns how many were queued
 */
export async function queueDigests ({ db, config, now }: { db: Db, config: { SMTP_URL: string }, now: () => Date }): Promise<number> {
  const moment = now()
  const week = digestWeek(moment)
  if (!config.SMTP_URL || !week) return 0
  if (await db.selectFrom('mail_week').select('week').where('week', '=', week).executeTakeFirst()) return 0
  return db.transaction().execute(async (trx) => {
    const at = moment.toISOString()
    const begun = await trx.insertInto('mail_week').values({ week, queued_at: at }).onConflict(conflict => conflict.column('week').doNothing()).executeTakeFirst()
    if (begun.numInsertedOrUpdatedRows !== 1n) return 0
    return queueDigestsOf(trx, week, moment)
  })
}

/** The digests of a week for everybody who has something due and wants them. The key of each keeps it from being queued twice. */
export async function queueDigestsOf (trx: Trx, week: string, moment: Date): Promise<number> {
  const due = await listDue(trx, dayOf(moment))
  const people = await listRecipients(trx, [...new Set(due.map(({ person_id }) => person_id))])
  const mails = people.filter(person => person.digest !== 'no').map(({ id }) => ({ key: `digest:${id}:${week}`, kind: 'digest' as const, person_id: id, action_id: null }))
  return queueMails(trx, mails, moment.toISOString())
}

/** A polite mail to the chairs of a team, sent by somebody's own decision. Belongs into the transaction that writes the nudge down. @returns how many there are */
export async function queueNudgeMails (trx: Trx, nudge: { id: string, place_id: string }, at: string): Promise<number> {
  const chairs = await trx.selectFrom('role_held').innerJoin('person', 'person.id', 'role_held.person_id').select('person.id').distinct()
    .where('role_held.place_id', '=', nudge.place_id).where('role_held.role', '=', 'chair').where('role_held.ended_at', 'is', null).where('person.disabled_at', 'is', null).execute()
  return queueMails(trx, chairs.map(({ id }) => ({ key: `nudge:${nudge.id}:${id}`, kind: 'nudge' as const, person_id: id, action_id: null })), at)
}

/** Put mails into the outbox. One whose key is there already is left out. @returns how many are new */
async function queueMails (trx: Trx, mails: Pick<ReminderTables['mail_outbox'], 'key' | 'kind' | 'person_id' | 'action_id'>[], at: string): Promise<number> {
  if (mails.length === 0) return 0
  const { numInsertedOrUpdatedRows } = await trx.insertInto('mail_outbox').values(mails.map(mail => ({ id: newId(), ...mail, queued_at: at, next_try_at: at })))
    .onConflict(conflict => conflict.column('key').doNothing()).executeTakeFirstOrThrow()
  return Number(numInsertedOrUpdatedRows)
}

/** Choose which mails one wants. It counts for mails that wait already, too. */
export async function saveChoice (trx: Trx, viewer: Viewer, choice: { digest: 'yes' | 'no', owner: 'yes' | 'no' }) {
  await trx.insertInto('mail_choice').values({ person_id: viewer.id, ...choice }).onConflict(conflict => conflict.column('person_id').doUpdateSet(choice)).execute()
  await record(trx, viewer, 'person.mails-chosen', viewer.id, choice)
}

/** Try a mail again that was given up. @throws NotFound for another authority's, Refusal when it was not given up */
export async function tryAgain (trx: Trx, viewer: Viewer, mailId: string, at: string) {
  const mail = await trx.selectFrom('mail_outbox').innerJoin('person', 'person.id', 'mail_outbox.person_id').select(['mail_outbox.id', 'mail_outbox.kind', 'mail_outbox.state', 'mail_outbox.person_id'])
    .where('mail_outbox.id', '=', mailId).where('person.authority_id', '=', viewer.authorityId).executeTakeFirst()
  if (!mail) throw new NotFound()
  if (mail.state !== 'given-up') throw new Refusal('This mail was not given up. Look at the list again.')
  await trx.updateTable('mail_outbox').set({ state: 'waiting', tries: 0, next_try_at: at, settled_at: null }).where('id', '=', mail.id).execute()
  await record(trx, viewer, 'person.mail-tried-again', mail.person_id, { kind: mail.kind })
}

/** Mails and weeks of more than 90 days ago. */
export async function tidyMails (db: Db, now: Date) {
  const before = new Date(now.getTime() - 90 * 86_400_000).toISOString()
  await db.deleteFrom('mail_outbox').where('queued_at', '<', before).execute()
  await db.deleteFrom('mail_week').where('queued_at', '<', before).execute()
}
