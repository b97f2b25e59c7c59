import { sql } from 'kysely'
import t from 'tap'
import { makeLinks, startReading } from '../../server/features/surveys/changes.ts'
import { poolWith } from '../../server/features/surveys/rules.ts'
import { newId } from '../../server/lib/ids.ts'
import { testApp } from '../support/app.ts'
import { opened, phone, poolOf } from '../support/surveying.ts'
import { viewerOf } from '../support/work.ts'
import type { Db } from '../../server/db/types.ts'
import type { Answers, Pool } from '../../server/features/surveys/rules.ts'
import type { App } from '../support/surveying.ts'

t.setTimeout(240_000)

const people = 40
const choices = ['yes', 'partly', 'no', 'unsure']
/** Marks whose own order of letters is not that of the people. */
const markOf = (n: number) => String((n * 17 + 5) % people).padStart(3, '0')
const personOf = new Map(Array.from({ length: people }, (_, n) => [markOf(n), n]))
const textOf = (n: number) => `marker${markOf(n)} it would be better with more time`
const answersOf = (n: number): Answers => ({ asked: choices[n % 4]!, easy: choices[(n * 7) % 4]!, listened: choices[(n * 3 + 1) % 4]!, better: textOf(n) })

/** Every table, every column, and what the database keeps beside them: the place of a row, and on PostgreSQL the transaction that wrote it. */
async function dump (db: Db): Promise<{ table: string, rows: Record<string, unknown>[] }[]> {
  const postgres = Boolean(process.env.TEST_DATABASE)
  const named = postgres
    ? await sql<{ name: string }>`select tablename as name from pg_tables where schemaname = 'public'`.execute(db)
    : await sql<{ name: string }>`select name from sqlite_master where type = 'table' and name not like 'sqlite_%'`.execute(db)
  const tables = []
  for (const { name } of named.rows) {
    const beside = postgres ? sql`ctid::text as ctid, xmin::text as xmin` : sql`rowid as place`
    tables.push({ table: name, rows: (await sql<Record<string, unknown>>`select ${beside}, * from ${sql.table(name)}`.execute(db)).rows })
  }
  return tables
}

/** In every order that a table of the dump can be brought into: which texts come first? */
function ordersIn (tables: Awaited<ReturnType<typeof dump>>): { how: string, order: number[] }[] {
  return tables.flatMap(({ table, rows }) => ['as they lie', ...Object.keys(rows[0] ?? {})].flatMap(column => {
    const sorted = column === 'as they lie' ? rows : rows.toSorted((a, b) => compare(a[column], b[column]))
    const order = [...JSON.stringify(sorted).matchAll(/marker(\d{3})/g)].map(([, mark]) => personOf.get(mark!)!)
    return order.length === people ? [{ how: `${table} by ${column}`, order }] : []
  }))
}
const compare = (a: unknown, b: unknown) => typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1

/** How well an order of texts tells the order of starts: guesses that are right, and the correlation of ranks. */
function strength (order: number[]) {
  const right = Math.max(order.filter((n, at) => n === at).length, order.filter((n, at) => n === people - 1 - at).length)
  const squares = order.reduce((sum, n, at) => sum + (n - at) ** 2, 0)
  return { right, correlation: 1 - 6 * squares / (people * (people ** 2 - 1)) }
}
/** Chance gives one right guess on average; nine, or a correlation of 0.62, come up less than once in ten thousand tries. */
const tells = (order: number[]) => { const { right, correlation } = strength(order); return right >= 9 || Math.abs(correlation) >= 0.62 }

/** Does a row hold a text beside anything that is in the table of links? */
function joins (tables: Awaited<ReturnType<typeof dump>>): string[] {
  const links = new Set(tables.find(({ table }) => table === 'survey_link')!.rows.map(row => String(row.token_hash)))
  return tables.filter(({ table }) => table !== 'survey_link').flatMap(({ table, rows }) => rows.flatMap(row => [...links].filter(hash => JSON.stringify(row).includes(hash)).map(() => table)))
}

/** Forty people with a link each, who start and send one after the other, as somebody watches. */
async function answeredInOrder (test: App, survey: { id: string }) {
  const tokens = await test.db.transaction().execute(trx => makeLinks(trx, viewerOf('chair'), 'craigmor', '2026-27', survey.id, people, '2026-11-23'))
  for (const [n, token] of tokens.entries()) {
    const hand = phone(test)
    await hand.post(`/s/${token}`)
    for (const [at, question] of ['asked', 'easy', 'listened', 'changed', 'better'].entries()) await hand.post(`/answer/${at + 1}`, answersOf(n)[question] ? { answer: answersOf(n)[question]! } : {})
    const { statusCode, headers } = await hand.post('/answer/sending')
    if (statusCode !== 303 || !String(headers.location).startsWith('/answer/thanks/')) throw new Error(`answer ${n}: ${statusCode}`)
  }
  return tokens
}

t.test('a full dump and the known order of starts tell nobody’s answers', { timeout: 120_000 }, async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  await answeredInOrder(test, survey)
  t.equal((await poolOf(test, survey)).answers, people)

  const open = await dump(test.db)
  const orders = ordersIn(open)
  t.ok(orders.length >= 3, `${orders.length} orders were tried while it is open`)
  t.same(orders.filter(({ order }) => tells(order)).map(({ how, order }) => ({ how, ...strength(order) })), [], 'no order of the dump is the order of starts')
  t.same(joins(open), [], 'no mark of a link lies beside anything else')
  t.same(open.flatMap(({ rows }) => rows).filter(row => JSON.stringify(row).includes('marker')).length, 1, 'all texts lie in one row')

  await test.db.updateTable('survey').set({ closed_on: '2026-11-23' }).where('id', '=', survey.id).execute()
  await test.db.transaction().execute(trx => startReading(trx, viewerOf('chair'), 'craigmor', '2026-27', survey.id, { today: '2026-11-23', threshold: 5 }))
  const read = await dump(test.db)
  const dealt = ordersIn(read)
  t.ok(dealt.some(({ how }) => how.startsWith('survey_text')), 'the texts are rows now')
  t.same(dealt.filter(({ order }) => tells(order)).map(({ how, order }) => ({ how, ...strength(order) })), [], 'nor is any order once they are read')
  t.same(joins(read), [])
})

t.test('the attack has teeth: a twin whose texts get keys of time is caught', async t => {
  const { db } = await testApp(t)
  const survey = await opened(db)
  let pool: Pool = await poolOf({ db }, survey)
  for (let n = 0; n < people; n++) pool = poolWith(pool, answersOf(n), newId)
  await db.updateTable('survey_pool').set({ content: JSON.stringify(pool) }).where('survey_id', '=', survey.id).execute()
  const caught = ordersIn(await dump(db)).filter(({ order }) => tells(order))
  t.ok(caught.length > 0)
  t.equal(strength(caught[0]!.order).right, people)
})

t.test('and a twin that notes the link beside the answer is caught', async t => {
  const { db } = await testApp(t)
  const survey = await opened(db)
  const { token_hash: hash } = await db.selectFrom('survey_link').select('token_hash').executeTakeFirstOrThrow()
  await db.insertInto('survey_receipt').values({ survey_id: survey.id, key_hash: hash }).execute()
  t.same(joins(await dump(db)), ['survey_receipt'])
})

t.test('what is counted is the same whoever said it', async t => {
  const { db } = await testApp(t)
  const empty: Pool = await poolOf({ db }, await opened(db))
  const pooled = (order: number[]) => order.reduce((pool, n) => poolWith(pool, answersOf(n), () => ''), empty)
  const there = Array.from({ length: people }, (_, n) => n)
  const plain = ({ texts, ...pool }: Pool) => ({ ...pool, texts: texts.map(({ question, text }) => `${question} ${text}`).sort() })
  t.same(plain(pooled(there)), plain(pooled(there.toReversed())))
  t.same(Object.values(pooled(there).counts.asked!), [10, 10, 10, 10])
})
