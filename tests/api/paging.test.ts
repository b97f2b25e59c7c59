import fc from 'fast-check'
import { sql } from 'kysely'
import t from 'tap'
import { listActionRows } from '../../server/features/api/action-queries.ts'
import { cursorOf, readCursor } from '../../server/features/api/rules.ts'
import { listEvaluationRows, listJudgementRows } from '../../server/features/api/team-queries.ts'
import { newId } from '../../server/lib/ids.ts'
import { frameworks, people, places, testApp } from '../support/app.ts'
import { craigmorAtWork, craigmorPublished } from '../support/work.ts'
import { all, ask, tokenFor } from '../support/api.ts'

const runs = { numRuns: 25 }

t.test('no row comes twice and none is missed, also while others are being added', { timeout: 120_000 }, async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const token = await tokenFor(test)
  const { plan_id: plan } = await test.db.selectFrom('action').select('plan_id').executeTakeFirstOrThrow()
  let number = 1
  const add = async () => {
    const id = newId()
    await test.db.insertInto('action').values({ id, plan_id: plan, number: ++number, what: `Action ${number}`, why: null, difference: null, measure: null, baseline: null, target: null, how_known: null, owner_id: null, owner_role: null, partners: null, starts_on: null, due_on: null, funding: null, impact: null, carried_from: null, stopped_at: null, stopped_because: null, saved_by: people.chair.id, saved_by_name: 'x', saved_at: '2026-11-23T09:00:00.000Z' }).execute()
    return id
  }
  for (let n = 0; n < 12; n++) await add()
  await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 9 }), fc.array(fc.nat({ max: 3 }), { minLength: 1, maxLength: 6 }), async (limit, inserts) => {
    await test.db.deleteFrom('action').where('number', '>', 13).execute()
    number = 13
    const before = (await test.db.selectFrom('action').select('id').execute()).map(row => row.id)
    const seen: string[] = []
    const mine = await tokenFor(test) // each run its own, as requests are limited by token
    let page = 0
    for (let next: string | null = `/api/v1/actions?limit=${limit}`; next;) {
      const reply = await ask(test, mine, next)
      const body: { data: { id: string }[], next: string | null } = reply.json()
      if (body.data.length > limit || (body.next !== null && body.data.length < limit)) return false
      if ((reply.headers.link ?? null) !== (body.next && `<${body.next}>; rel="next"`)) return false
      seen.push(...body.data.map(row => row.id))
      for (let n = 0; n < (inserts[page] ?? 0); n++) await add()
      page++
      next = body.next
    }
    return new Set(seen).size === seen.length && before.every(id => seen.includes(id)) && seen.every((id, n) => n === 0 || id > seen[n - 1]!)
  }), runs)
  t.same((await ask(test, token, 'actions?limit=200')).json().next, null)
})

t.test('filters stay on through the pages, and the last page is exactly the end', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const token = await tokenFor(test)
  const whole = (await ask(test, token, 'recommendations?session=2026-27')).json().data
  const first = (await ask(test, token, 'recommendations?session=2026-27&limit=2')).json()
  t.match(first.next, 'session=2026-27')
  t.same(await all(test, token, 'recommendations?session=2026-27&limit=3'), whole)
  t.equal((await ask(test, token, `recommendations?session=2026-27&limit=${whole.length}`)).json().next, null)
  const teams = (await ask(test, token, 'teams?limit=2')).json()
  t.equal(teams.data.length, 2)
  t.same((await ask(test, token, teams.next)).json().data.length, 1)
})

t.test('a cursor is read back, and nothing else is taken for one', t => {
  const key = fc.stringMatching(/^[\w.-]{1,60}$/)
  fc.assert(fc.property(key, key => readCursor('teams', cursorOf('teams', key)) === key && readCursor('actions', cursorOf('teams', key)) === null))
  fc.assert(fc.property(fc.string(), text => { const read = readCursor('teams', text); return read === null || cursorOf('teams', read) === text }))
  t.end()
})

t.test('lists are read by indexes, never by looking through a whole table of work', { skip: process.env.TEST_DATABASE ? 'SQLite explains it' : false }, async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await craigmorPublished(test.db)
  const seen: string[] = []
  const queries: { sql: string, parameters: readonly unknown[] }[] = []
  const watched = test.db.withPlugin({
    transformQuery: ({ node }) => { const { sql: text, parameters } = test.db.getExecutor().compileQuery(node, { queryId: 'x' } as never); queries.push({ sql: text, parameters }); return node },
    transformResult: async ({ result }) => result
  })
  const held = { id: 'x', authorityId: places.authority, place: { id: places.north, kind: 'area' as const } }
  const window = { after: '', limit: 100 }
  await listActionRows(watched, held, { since: '2026-11-01' }, window, '2026-11-23')
  const forActions = queries.length
  await listEvaluationRows(watched, held, {}, window)
  await listJudgementRows(watched, frameworks, held, {}, window)
  t.ok(forActions <= 5 && queries.length <= 9, 'a handful of queries')
  for (const { sql: text, parameters } of queries) {
    const pieces = text.split('?')
    const plan = await sql<{ detail: string }>`explain query plan ${sql.join(pieces.flatMap((piece, n) => n < pieces.length - 1 ? [sql.raw(piece), sql`${parameters[n]}`] : [sql.raw(piece)]), sql.raw(''))}`.execute(test.db)
    seen.push(...plan.rows.map(row => row.detail))
  }
  t.same(seen.filter(detail => /^SCAN (action|judgement|self_evaluation|self_evaluation_step|plan|plan_step|action_source|evidence|evidence_link|progress_update)\b(?!.*USING)/.test(detail)), [])
  t.ok(seen.some(detail => detail.startsWith('SEARCH action')), seen.join('\n'))
})
