import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import t from 'tap'
import { connect } from '../../server/db/connect.ts'
import { startReminders } from '../../server/features/reminders/schedule.ts'
import { startRelay } from '../support/relay.ts'
import { remindingApp } from '../support/reminding.ts'

t.test('the schedule queues and sends by itself, a slow relay makes no second round, and it stops after the mail in hand', async t => {
  const { app, relay, action, forget, outbox } = await remindingApp(t)
  for (const owner of ['chair', 'member', 'both'] as const) await action(owner, '2026-11-25')
  await forget()
  relay.slowness = 1200
  const stop = startReminders(app, '* * * * * *')
  for (let waited = 0; relay.mails.length < 1 && waited < 100; waited++) await pause(100)
  t.equal(relay.mails.length, 1)
  await stop()
  t.equal((await outbox()).filter(({ state }) => state === 'sent').length, relay.mails.length, 'the mail in hand was finished and marked')
  const sent = relay.mails.length
  t.ok(sent < 3, 'the others were not begun')
  await pause(1500)
  t.equal(relay.mails.length, sent, 'nothing happens any more')
  relay.slowness = 0
  const stopAgain = startReminders(app, '* * * * * *')
  for (let waited = 0; relay.mails.length < 3 && waited < 100; waited++) await pause(100)
  await pause(1200)
  await stopAgain()
  t.equal(relay.mails.length, 3, 'after a restart in the middle each has arrived once')
})

const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-reminders-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))

/** A command of the toolkit on a database of its own. Not synchronous: the relay lives in this process. */
function toolkit (words: string[], settings: Record<string, string> = {}) {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, '../../server/main.ts'), ...words], { env: { PATH: process.env.PATH, DATA_DIR: folder, ...settings } })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', part => { output += String(part) })
  return new Promise<{ status: number | null, output: string }>(resolve => child.on('close', status => resolve({ status, output })))
}

t.test('the command send-reminders queues and sends once, for those who use cron', { timeout: 120_000 }, async t => {
  const relay = await startRelay(t)
  const mail = { SMTP_URL: relay.setting, MAIL_FROM: 'toolkit@example.gov.uk' }
  t.match(await toolkit(['send-reminders']), { status: 1, output: /There is no mail relay: name one in the setting SMTP_URL/ })
  t.match(await toolkit(['send-reminders', 'now'], mail), { status: 2, output: /It takes no words/ })
  t.match(await toolkit(['demo']), { status: 0 })
  const db = await connect(path.join(folder, 'toolkit.sqlite'))
  t.equal(await db.selectFrom('mail_outbox').select('id').executeTakeFirst(), undefined, 'the demonstration mails nobody')
  // An owner's mail, so that the command has something to send on any day of the week.
  const { id, owner_id } = await db.selectFrom('action').select(['id', 'owner_id']).where('owner_id', 'is not', null).where('status', '!=', 'complete').where('stopped_at', 'is', null).executeTakeFirstOrThrow()
  const at = new Date().toISOString()
  await db.insertInto('mail_outbox').values({ id: 'one', key: 'owner:one', kind: 'owner', person_id: owner_id!, action_id: id, queued_at: at, next_try_at: at }).execute()
  t.match(await toolkit(['send-reminders'], mail), { status: 0, output: /queued; \d+ sent, 0 not needed any more, 0 to be tried again, 0 given up/ })
  const sent = relay.mails.length
  t.ok(sent >= 1)
  t.match(await toolkit(['send-reminders'], mail), { status: 0, output: /no reminders queued; 0 sent/ })
  t.equal(relay.mails.length, sent)
  await relay.stop()
  await db.insertInto('mail_outbox').values({ id: 'two', key: 'owner:two', kind: 'owner', person_id: owner_id!, action_id: id, queued_at: at, next_try_at: at }).execute()
  t.match(await toolkit(['send-reminders'], mail), { status: 1, output: /1 to be tried again/ })
  await db.destroy()
})
