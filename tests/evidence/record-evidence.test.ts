import t from 'tap'
import { testApp } from '../support/app.ts'
import { craigmorAtWork } from '../support/work.ts'

const register = '/communities/craigmor/2026-27/evidence'
const day = (name: string, d: number, m: number, y: number) => ({ [`${name}-day`]: d, [`${name}-month`]: m, [`${name}-year`]: y })
const form = { title: 'What <parents> told us', strand: 'views', about: 'outcome', shows: 'Six of eight repeat their story less often', source: 'Telephone', ...day('covers_from', 1, 9, 2026), ...day('covers_to', 1, 11, 2026) }

t.test('evidence is recorded once and used for several indicators, a theme and an action', async t => {
  const { as, db } = await testApp(t)
  const { action } = await craigmorAtWork(db)
  const reply = await as('member').post(register, { ...form, indicators: ['2.7', '3.1'], themes: ['T4'], actions: [action.id] })
  t.equal(reply.statusCode, 303)
  const row = await db.selectFrom('evidence').selectAll().where('strand', '=', 'views').executeTakeFirstOrThrow()
  t.match(row, { covers_from: '2026-09-01', covers_to: '2026-11-01', recorded_by_name: 'Mairi Sinclair' })
  const links = await db.selectFrom('evidence_link').select(['kind', 'code']).where('evidence_id', '=', row.id).orderBy('kind').orderBy('code').execute()
  t.same(links.map(link => `${link.kind} ${link.code ?? ''}`.trim()), ['action', 'indicator 2.7', 'indicator 3.1', 'review-theme T4'])
  t.match((await as('chair').get(register)).body, 'What &lt;parents&gt; told us')
  t.match((await as('chair').get('/communities/craigmor/2026-27/self-evaluation/indicators/2.7')).body, 'What &lt;parents&gt; told us')
  t.match((await as('chair').get('/communities/craigmor/2026-27/plan/actions/1')).body, 'What &lt;parents&gt; told us')
  t.match((await as('areaLead').get('/communities/craigmor/2026-27/plan/report')).body, 'What &lt;parents&gt; told us')
})

t.test('evidence there already is used again, and taken off again', async t => {
  const { as, db } = await testApp(t)
  const { evidence } = await craigmorAtWork(db)
  t.match((await as('member').get(`${register}/choose?indicator=1.1&strand=data`)).body, 'Goal reviews')
  t.equal((await as('member').post(`${register}/links`, { target: 'indicator:1.1', evidence: [evidence.id] })).statusCode, 303)
  t.match((await as('chair').get('/communities/craigmor/2026-27/self-evaluation/indicators/1.1')).body, 'Goal reviews')
  const link = await db.selectFrom('evidence_link').select('id').where('code', '=', '1.1').executeTakeFirstOrThrow()
  t.equal((await as('member').post(`${register}/${evidence.id}/links/${link.id}/removal`)).statusCode, 303)
  t.notMatch((await as('chair').get('/communities/craigmor/2026-27/self-evaluation/indicators/1.1')).body, 'Goal reviews')
})

t.test('bad input is explained beside the field, and nothing typed is lost', async t => {
  const { as } = await testApp(t)
  const reply = await as('member').post(register, { ...form, title: '', ...day('covers_from', 31, 2, 2026) })
  t.equal(reply.statusCode, 422)
  t.match(reply.body, 'Give the evidence a title')
  t.match(reply.body, 'Give a real date')
  t.match(reply.body, 'Six of eight repeat their story less often')
  t.match(reply.body, /name="covers_from-day"[^>]*value="31"/)
  const order = await as('member').post(register, { ...form, ...day('covers_to', 1, 8, 2026) })
  t.equal(order.statusCode, 422)
})

t.test('a link leads only where links may lead', async t => {
  const { as, db } = await testApp(t)
  for (const link of ['javascript:alert(1)', 'https://example.org/report']) await as('member').post(register, { ...form, title: link, link })
  for (const row of await db.selectFrom('evidence').selectAll().execute()) {
    const { body } = await as('chair').get(`${register}/${row.id}`)
    t.equal(body.includes(`href="${row.link!.replaceAll('=', '&#x3D;')}"`), row.link!.startsWith('https:'), row.link!)
  }
})

t.test('a clash keeps both texts; what is withdrawn stays, with its reason', async t => {
  const { as, db } = await testApp(t)
  const { evidence } = await craigmorAtWork(db)
  const edit = { ...form, strand: 'data', revision: 1 }
  t.equal((await as('chair').post(`${register}/${evidence.id}`, { ...edit, shows: 'Chair’s words' })).statusCode, 303)
  const clash = await as('member').post(`${register}/${evidence.id}`, { ...edit, shows: 'Nurse’s words' })
  t.equal(clash.statusCode, 409)
  for (const words of ['Chair’s words', 'Nurse’s words']) t.match(clash.body, words)
  t.equal((await as('member').post(`${register}/${evidence.id}/withdrawal`, {})).statusCode, 422)
  t.equal((await as('member').post(`${register}/${evidence.id}/withdrawal`, { reason: 'Counted twice' })).statusCode, 303)
  t.match((await as('chair').get(`${register}/${evidence.id}`)).body, 'Counted twice')
})

t.test('another team’s evidence can be neither read nor linked', async t => {
  const { as, db } = await testApp(t)
  const { evidence } = await craigmorAtWork(db)
  t.equal((await as('outsider').get(`/communities/inverallan/2026-27/evidence/${evidence.id}`)).statusCode, 404)
  t.equal((await as('outsider').post('/communities/inverallan/2026-27/evidence/links', { target: 'indicator:1.1', evidence: [evidence.id] })).statusCode, 404)
  t.equal((await as('areaLead').post(register, form)).statusCode, 403)
})
