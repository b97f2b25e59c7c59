import t from 'tap'
import { cellOf, comparisonSentence, dotPlot, moveBetween } from '../../server/features/evaluations/comparison-rules.ts'
import { testApp } from '../support/app.ts'
import { craigmorAtWork, craigmorPublished } from '../support/work.ts'

const home = '/communities/craigmor/2026-27/self-evaluation'
const scale = { levels: [6, 5, 4, 3, 2, 1].map(value => ({ value, label: `level ${value}` })) }
const cell = (session: string, level: number | null) => cellOf(session, { level_state: level === null ? 'not-yet' : 'level', level }, scale, { notCompared: null, sameScale: true })

t.test('this session stands beside the last in words, arrows, a picture and its sentence', async t => {
  const { as, db } = await testApp(t)
  await craigmorPublished(db)
  await craigmorAtWork(db)
  const { body } = await as('areaLead').get(`${home}/comparison`)
  for (const text of ['Since 2025–26: 1 indicator up. 4 not compared.', 'satisfactory (3)', 'good (4)', '▲', 'up', 'role="img"', 'app-plot__before', 'app-plot__now', 'Not judged']) t.match(body, text === 'Not judged' ? 'Not yet evaluated' : text)
  const texts = (await as('member').get(`${home}/comparison/2.4`)).body
  for (const text of ['Last year, 2.4 went well.', 'Outreach reaches every primary.', 'Session 2025–26: satisfactory (3)', '<ins>', '<del>']) t.match(texts, text)
  t.equal((await as('outsider').get(`${home}/comparison`)).statusCode, 404)
})

t.test('with no earlier session it says so, and an unknown session falls back', async t => {
  const { as, db } = await testApp(t)
  await as('chair').post(home)
  t.match((await as('chair').get(`${home}/comparison`)).body, 'nothing can be compared yet')
  t.equal((await as('chair').get(`${home}/comparison/2.4?with=1999-00`)).statusCode, 200)
  await db.deleteFrom('session_indicator').where('session_id', 'in', query => query.selectFrom('session').select('id').where('name', '=', '2025-26')).execute()
  await db.deleteFrom('session_report').where('session_id', 'in', query => query.selectFrom('session').select('id').where('name', '=', '2025-26')).execute()
  await db.deleteFrom('session').where('name', '=', '2025-26').execute()
  t.match((await as('chair').get(`${home}/comparison`)).body, 'There is no earlier session')
  t.equal((await as('chair').get(`${home}/comparison/2.4`)).statusCode, 303)
})

t.test('what a framework version says is changed is not compared, and moves are counted, never averaged', t => {
  const changed = cellOf('2025-26', { level_state: 'level', level: 5 }, scale, { notCompared: 'The indicator now asks about families too', sameScale: true })
  t.match(changed, { level: null, words: 'Changed: not compared', reason: 'The indicator now asks about families too' })
  t.equal(moveBetween(changed, cell('2026-27', 4)), null)
  t.equal(cellOf('2025-26', { level_state: 'level', level: 5 }, scale, { notCompared: null, sameScale: false }).level, null, 'another scale')
  const row = (code: string, before: number | null, now: number | null) => ({ code, title: code, cells: [cell('2025-26', before), cell('2026-27', now)] })
  t.equal(comparisonSentence([row('1', 3, 4), row('2', 4, 3), row('3', 2, 5), row('4', 4, 4), row('5', null, 4)], '2025–26'), 'Since 2025–26: 2 indicators up, 1 down and 1 the same. 1 not compared.')
  const plot = dotPlot([row('1', 1, 6)], scale.levels)
  t.ok(plot.rows[0]!.before!.x < plot.rows[0]!.now!.x, 'a higher level stands further right')
  t.end()
})
