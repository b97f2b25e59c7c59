import { setTimeout as pause } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import type { Selectable } from 'kysely'
import { dayOf } from '../../lib/dates.ts'
import { newId } from '../../lib/ids.ts'
import { handOver } from '../../web/mail.ts'
import { listDue, listLinked, listNudgesById, listRecipients } from './queries.ts'
import { choiceHref, digestLetter, nextTry, nudgeLetter, ownerLetter, weekKey } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Letter } from './rules.ts'
import type { ReminderTables } from './tables.ts'

export type PostOffice = Pick<FastifyInstance, 'db' | 'config' | 'server' | 'log' | 'now'>
type OutMail = Selectable<ReminderTables['mail_outbox']>
type Envelope = { to: string, letter: Letter } | { dropped: string }
export interface Tally { sent: number, dropped: number, failed: number, givenUp: number }

const batchSize = 10
/** How long a sender may take over a batch. Then another may have it: a sender that died must not keep mails for ever. */
const leaseMinutes = 15

/**
 * Hand the mails that are due to the relay. Any number of senders may run at once: each mail is claimed by one. What was handed over is
 * marked at once; only a sender that dies between the two lets a mail be sent again. Stops early when told to, or when the relay is down.
 */
export async function sendDue (office: PostOffice, signal?: AbortSignal): Promise<Tally> {
  const tally: Tally = { sent: 0, dropped: 0, failed: 0, givenUp: 0 }
  if (!office.config.SMTP_URL) {
    tally.dropped = await dropAll(office)
    return tally
  }
  const sender = newId()
  for (let batch = await claim(office, sender); batch.length > 0; batch = await claim(office, sender)) {
    const envelopes = await fill(office.db, batch, office.now())
    for (const mail of batch) {
      const relayIsUp = await deliver(office, mail, envelopes.get(mail.id)!, tally)
      if (!relayIsUp || signal?.aborted || isLate(office, mail)) {
        await release(office.db, sender)
        return tally
      }
    }
  }
  return tally
}

/** Half of the lease is left for the mail in hand. */
const isLate = ({ now }: PostOffice, mail: OutMail): boolean => now().getTime() > Date.parse(mail.claimed_until!) - leaseMinutes * 30_000

/** Take some of the mails that are due. The conditions are in the update itself, so that of two senders only one gets a mail. */
async function claim ({ db, now }: PostOffice, sender: string): Promise<OutMail[]> {
  const at = now().toISOString()
  const free = db.selectFrom('mail_outbox').select('id').where('state', '=', 'waiting').where('next_try_at', '<=', at)
    .where(where => where.or([where('claimed_until', 'is', null), where('claimed_until', '<', at)]))
  const some = await free.orderBy('next_try_at').orderBy('id').limit(batchSize).execute()
  if (some.length === 0) return []
  await db.updateTable('mail_outbox').set({ claimed_by: sender, claimed_until: new Date(now().getTime() + leaseMinutes * 60_000).toISOString() })
    .where('id', 'in', some.map(({ id }) => id)).where('state', '=', 'waiting').where('next_try_at', '<=', at)
    .where(where => where.or([where('claimed_until', 'is', null), where('claimed_until', '<', at)])).execute()
  return db.selectFrom('mail_outbox').selectAll().where('claimed_by', '=', sender).where('state', '=', 'waiting').orderBy('next_try_at').orderBy('id').execute()
}

const release = (db: Db, sender: string) =>
  db.updateTable('mail_outbox').set({ claimed_by: null, claimed_until: null }).where('claimed_by', '=', sender).where('state', '=', 'waiting').execute()

/** What each mail says now, and to which address; or why it is not needed any more. */
async function fill (db: Db, batch: OutMail[], now: Date): Promise<Map<string, Envelope>> {
  const today = dayOf(now)
  const people = new Map((await listRecipients(db, batch.map(mail => mail.person_id))).map(person => [person.id, person]))
  const due = Map.groupBy(await listDue(db, today, batch.filter(mail => mail.kind === 'digest').map(mail => mail.person_id)), action => action.person_id)
  const actions = new Map((await listLinked(db, batch.flatMap(mail => mail.action_id ?? []))).map(action => [action.id, action]))
  const nudges = new Map((await listNudgesById(db, batch.filter(mail => mail.kind === 'nudge').map(nudgeOf))).map(nudge => [nudge.id, nudge]))
  return new Map(batch.map((mail): [string, Envelope] => {
    const person = people.get(mail.person_id)!
    if (person.disabled_at) return [mail.id, { dropped: 'The account is closed' }]
    if (mail.kind === 'nudge') return [mail.id, { to: person.email, letter: nudgeLetter(person.name, nudges.get(nudgeOf(mail))!) }]
    if (person[mail.kind] === 'no') return [mail.id, { dropped: 'They do not want this mail' }]
    if (mail.kind === 'digest') {
      if (!mail.key.endsWith(`:${weekKey(now)}`)) return [mail.id, { dropped: 'Its week is over' }]
      const letter = digestLetter(person.name, due.get(person.id) ?? [], today)
      return [mail.id, letter ? { to: person.email, letter } : { dropped: 'Nothing was due any more' }]
    }
    const action = actions.get(mail.action_id!)
    const isTheirs = action?.owner_id === person.id && action.status !== 'complete' && !action.stopped_at
    return [mail.id, isTheirs ? { to: person.email, letter: ownerLetter(person.name, action) } : { dropped: 'The action is done, or somebody else’s' }]
  }))
}

/** The nudge a mail belongs to is in its key. */
const nudgeOf = (mail: OutMail): string => mail.key.split(':')[1]!

/** Hand one mail over and write down what came of it. @returns false when the relay cannot be reached, so that the others need not try */
async function deliver ({ db, ...office }: PostOffice, mail: OutMail, envelope: Envelope, tally: Tally): Promise<boolean> {
  const at = () => office.now().toISOString()
  const settle = (values: Partial<OutMail>) => insist(() =>
    db.updateTable('mail_outbox').set({ claimed_by: null, claimed_until: null, ...values }).where('id', '=', mail.id).where('claimed_by', '=', mail.claimed_by).execute())
  if ('dropped' in envelope) {
    await settle({ state: 'dropped', settled_at: at(), reason: envelope.dropped })
    tally.dropped++
    return true
  }
  const handed = await handOver(office, { to: envelope.to, ...envelope.letter, id: mail.id, choiceHref })
  if (handed.how === 'handed-over') {
    await settle({ state: 'sent', settled_at: at(), tries: mail.tries + 1, reason: null })
    tally.sent++
    return true
  }
  const next = handed.how === 'refused' ? null : nextTry(mail.tries + 1, office.now())
  const outcome = next ? { next_try_at: next } : { state: 'given-up' as const, settled_at: at() }
  await settle({ ...outcome, tries: mail.tries + 1, reason: handed.reason })
  tally[next ? 'failed' : 'givenUp']++
  office.log[next ? 'warn' : 'error']({ mail: mail.id, tries: mail.tries + 1 }, next ? 'a mail was not handed over, and is tried again' : 'a mail was given up')
  return handed.how !== 'down'
}

/** What has left must be written down, or it leaves again: a database that is busy is asked a few more times. */
async function insist (work: () => Promise<unknown>) {
  for (let left = 5; ; left--) {
    try {
      return await work()
    } catch (error) {
      if (left === 0) throw error
      await pause(400)
    }
  }
}

/** Without a relay nothing waits: a relay set weeks later must not send what is long past. */
async function dropAll ({ db, now }: PostOffice): Promise<number> {
  const { numUpdatedRows } = await db.updateTable('mail_outbox').set({ state: 'dropped', settled_at: now().toISOString(), reason: 'No mail relay was set' }).where('state', '=', 'waiting').executeTakeFirst()
  return Number(numUpdatedRows)
}
