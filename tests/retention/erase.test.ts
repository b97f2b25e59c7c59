import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { goalAddresses, keeper } from '../support/goals.ts'
import { logged } from '../support/monthly-log.ts'
import { opened } from '../support/surveying.ts'
import { bundleForSteering, viewerOf } from '../support/work.ts'
import { connect, scrub } from '../../server/db/connect.ts'
import { eraseRecord, removeDue } from '../../server/features/retention/changes.ts'
import { erasedTables, kept } from '../../server/features/retention/kept.ts'
import { goesOn, idIn, lastDueDay, sessionEnd } from '../../server/features/retention/rules.ts'
import { newId } from '../../server/lib/ids.ts'
import type { Db } from '../../server/db/types.ts'

const canary = 'quetzalcoatlus'
const at = '2026-11-20T09:00:00.000Z'
const sqliteOnly = process.env.TEST_DATABASE ? 'files are read of SQLite only' : false

/** An entry of the voice log with a word in it that is nowhere else, and copies: a draft, a form kept over a lost sign-in, a download. */
async function heardOf (db: Db): Promise<string> {
  const session = await db.selectFrom('session').select('id').where('name', '=', '2026-27').where('authority_id', '=', places.authority).executeTakeFirstOrThrow()
  const said = `The ${canary} frightens me on the way to school.`
  const id = newId()
  const check = { space: 'yes', voice: 'yes', audience: 'yes', influence: 'partly', space_note: null, voice_note: null, audience_note: null, influence_note: null } as const
  await db.insertInto('voice_entry').values({
    id, place_id: places.craigmor, session_id: session.id, heard_on: '2026-11-02', who: 'children', who_words: null, how_many: '1-4', how: 'group', how_words: null, said, changed: null,
    revision: 1, saved_by: people.chair.id, saved_by_name: 'Catriona Baird', saved_at: at, removed_at: null, removed_by_name: null, removed_because: null, ...check
  } as never).execute()
  await db.insertInto('draft').values([
    { id: newId(), person_id: people.member.id, path: `/communities/craigmor/2026-27/voice-log/${id}`, title: 'Voice log', body: JSON.stringify({ said: `${canary} again` }), device: null, saved_at: at },
    { id: newId(), person_id: people.member.id, path: '/communities/craigmor/2026-27/evidence/new', title: 'Evidence', body: JSON.stringify({ shows: `They told us: ${said}` }), device: null, saved_at: at },
    { id: newId(), person_id: people.member.id, path: '/communities/craigmor/2026-27/evidence/newer', title: 'Evidence', body: JSON.stringify({ shows: 'Something else' }), device: null, saved_at: at }
  ]).execute()
  await db.insertInto('kept_form').values({ id: newId(), secret_hash: 'x', person_id: people.chair.id, path: '/communities/craigmor/2026-27/voice-log', body: JSON.stringify({ said }), kept_at: at }).execute()
  return id
}

/** How often a word stands in the files of a database. */
const standing = (file: string): number => [file, `${file}-wal`, `${file}-shm`].filter(existsSync).reduce((sum, one) => sum + readFileSync(one).toString('latin1').split(canary).length - 1, 0)

/** Put a record into a database on disk, erase it, and count what is left of its word. */
async function eraseOnDisk (t: Test, prepare: (db: Db) => Promise<void> = async () => {}) {
  const test = await testApp(t)
  const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-erase-'))
  t.teardown(() => rmSync(folder, { recursive: true, force: true }))
  const file = path.join(folder, 'toolkit.sqlite')
  await sql`vacuum into ${file}`.execute(test.db)
  const db = await connect(file)
  t.teardown(() => db.destroy())
  await prepare(db)
  const id = await heardOf(db)
  const before = standing(file)
  await db.transaction().execute(trx => eraseRecord(trx, { ...viewerOf('chair'), asking: 'record.erase' }, 'voice-log', id, 'asked', new Date(at)))
  return { db, file, before }
}
type Test = { teardown: (fn: () => unknown) => void }

t.test('after an erasure the word stands nowhere in the database’s files: tables, indexes, log, drafts, kept forms', { skip: sqliteOnly }, async t => {
  const { db, file, before } = await eraseOnDisk(t)
  t.ok(before > 3, `${before} times before`)
  await scrub(db, erasedTables)
  t.equal(standing(file), 0)
  t.same((await db.selectFrom('draft').select('path').execute()).map(row => row.path), ['/communities/craigmor/2026-27/evidence/newer'], 'what others typed stays')
})

t.test('on PostgreSQL too: the word stands nowhere in the files of the database’s tables and indexes', { skip: process.env.TEST_DATABASE ? false : 'files are read of PostgreSQL only' }, async t => {
  const { db } = await testApp(t)
  const ask = async (query: string) => String(Object.values((await sql.raw(query).execute(db)).rows[0] as object)[0])
  const folder = path.join(await ask('show data_directory'), 'base', await ask('select oid from pg_database where datname = current_database()'))
  const stands = async () => {
    await sql`checkpoint`.execute(db)
    return readdirSync(folder).reduce((sum, file) => sum + readFileSync(path.join(folder, file)).toString('latin1').split(canary).length - 1, 0)
  }
  const id = await heardOf(db)
  t.ok(await stands() > 3, 'it stands there before')
  await db.transaction().execute(trx => eraseRecord(trx, { ...viewerOf('chair'), asking: 'record.erase' }, 'voice-log', id, 'asked', new Date(at)))
  t.ok(await stands() > 0, 'a deletion alone leaves it')
  await scrub(db, erasedTables)
  t.equal(await stands(), 0)
})

t.test('a record’s own page leads whoever may erase it there, and nobody else', async t => {
  const { as, db } = await testApp(t)
  const views = '/communities/craigmor/2026-27/views'
  const survey = await opened(db)
  const voice = await heardOf(db)
  await keeper(db, 'chair')
  const { goal } = await goalAddresses(db)
  for (const [page, erasure] of [[`${views}/surveys/${survey.id}`, `/records/responses/${survey.id}/erasure`], [`${views}/voice-log/${voice}`, `/records/voice-log/${voice}/erasure`], [`/communities/craigmor/goals/${goal}`, `/records/goals/${goal}/erasure`]] as const) {
    t.match((await as('chair').get(page)).body, `href="${erasure}"`)
    t.equal((await as('chair').get(erasure)).statusCode, 200)
    t.notMatch((await as('member').get(page)).body, erasure)
  }
})

t.test('without overwriting and scrubbing it would be found', { skip: sqliteOnly }, async t => {
  const { file } = await eraseOnDisk(t, async db => { await sql`pragma secure_delete = off`.execute(db) })
  t.ok(standing(file) > 0, `${standing(file)} times`)
})

t.test('a chair erases on demand: asked twice, why is kept and what is not, and backups are spoken of', async t => {
  const { as, db } = await testApp(t)
  const id = await logged(db, '2026-11-04')
  const bundle = await bundleForSteering(db)
  const url = `/records/log/${id}/erasure`
  const page = await as('chair').get(url)
  t.match(page.body, 'Meeting in the monthly log of Craigmor, 4 November 2026')
  t.match(page.body, 'Backups hold it until 28 December 2026')
  const unsure = await as('chair').post(url, { why: 'mistake' })
  t.equal(unsure.statusCode, 422)
  t.match(unsure.body, 'Tick that it shall be erased for good')
  t.match(unsure.body, /value="mistake"[^>]*checked/)
  t.ok(await db.selectFrom('log_entry').select('id').where('id', '=', id).executeTakeFirst(), 'still there')
  t.equal((await as('chair').post(url, { why: 'mistake', sure: 'yes' })).statusCode, 303)
  for (const [table, column] of [['log_entry', 'id'], ['log_count', 'entry_id'], ['log_entry_version', 'entry_id']] as const) {
    t.same((await sql`select * from ${sql.table(table)} where ${sql.ref(column)} = ${id}`.execute(db)).rows, [], table)
  }
  t.notOk(await db.selectFrom('bundle').select('id').where('id', '=', bundle).executeTakeFirst(), 'downloads are made again')
  t.match(await db.selectFrom('erasure').selectAll().executeTakeFirstOrThrow(), { kind: 'log', why: 'mistake', backups_until: '2026-12-28', by_name: people.chair.name })
  t.match((await as('administrator').get('/retention')).body, 'It was entered by mistake')
  t.equal((await as('chair').get(url)).statusCode, 404)
})

t.test('the data officer erases by an address, without seeing the record', async t => {
  const { as, db } = await testApp(t)
  const id = await logged(db, '2026-11-04')
  const found = await as('dataOfficer').post('/retention/record', { address: `https://toolkit.example.org/communities/craigmor/2026-27/log/${id}?x=1` })
  t.equal(found.headers.location, `/records/log/${id}/erasure`)
  const none = await as('dataOfficer').post('/retention/record', { address: 'https://toolkit.example.org/communities/craigmor' })
  t.equal(none.statusCode, 422)
  t.match(none.body, 'There is no record at this address')
  t.equal((await as('outsider').get(`/records/log/${id}/erasure`)).statusCode, 404)
  t.equal((await as('areaLead').get(`/records/log/${id}/erasure`)).statusCode, 403)
  t.equal((await as('chair').get(`/records/log/${newId()}/erasure`)).statusCode, 404)
})

t.test('what is kept long enough is listed 30 days before and then goes by itself; released figures stay', async t => {
  const { as, db } = await testApp(t)
  await logged(db, '2026-11-04')
  const survey = await opened(db)
  await as('dataOfficer').post('/settings', { threshold: 5, release: 'by-hand', backup_days: 20, keep_log: 12, keep_responses: 24 })
  t.equal(await removeDue(db, new Date('2028-07-30T03:00:00Z')), 0)
  t.match((await as('administrator').get('/retention')).body, 'Nothing goes in the next 30 days')
  await db.updateTable('log_entry').set({ met_on: '2024-11-04' }).execute()
  await db.updateTable('survey').set({ opens_on: '2023-11-01', closes_on: '2023-12-04' }).where('id', '=', survey.id).execute()
  await as('dataOfficer').post('/settings', { threshold: 5, release: 'by-hand', backup_days: 20, keep_log: 16, keep_responses: 28 })
  const { body } = await as('administrator').get('/retention')
  t.match(body, /Meeting in the monthly log[\s\S]*Craigmor[\s\S]*30 November 2026/)
  t.equal(await removeDue(db, new Date('2026-11-29T03:00:00Z')), 0, 'a day before')
  t.equal(await removeDue(db, new Date('2026-11-30T03:00:00Z')), 2)
  t.same(await db.selectFrom('log_count').selectAll().execute(), [])
  t.same(await db.selectFrom('survey_pool').selectAll().execute(), [])
  t.same((await db.selectFrom('erasure').select(['kind', 'why', 'backups_until']).orderBy('kind').execute()).map(row => [row.kind, row.why, row.backups_until]), [['log', 'term-over', '2026-12-20'], ['responses', 'term-over', '2026-12-20']])
  t.equal(await removeDue(db, new Date('2026-12-01T03:00:00Z')), 0)
})

t.test('no table that points at a kept record is forgotten', { skip: sqliteOnly }, async t => {
  const { db } = await testApp(t)
  for (const { name } of await db.introspection.getTables()) {
    for (const { table } of (await sql<{ table: string }>`select "table" from pragma_foreign_key_list(${name})`.execute(db)).rows) {
      for (const one of kept.filter(one => one.table === table || one.parts.some(([part]) => part === table)).filter(one => one.table !== name)) {
        t.ok(one.parts.some(([part]) => part === name), `${name} is a part of ${one.table}`)
      }
    }
  }
})

t.test('months count from the end of the session', t => {
  t.equal(sessionEnd('2026-08-01'), '2027-07-31')
  t.equal(sessionEnd('2026-07-31'), '2026-07-31')
  t.equal(goesOn('2026-11-04', 12), '2028-07-31')
  t.equal(goesOn('2026-11-04', 5), '2027-12-31')
  t.equal(goesOn('2026-11-04', 7), '2028-02-29')
  t.equal(lastDueDay(12, '2028-07-30'), '2026-07-31')
  t.equal(lastDueDay(12, '2028-07-31'), '2027-07-31')
  t.equal(idIn('no id here'), null)
  t.end()
})
