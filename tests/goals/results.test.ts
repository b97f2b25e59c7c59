import { unzipSync, strFromU8 } from 'fflate'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { medianOf, resultSentences, resultsOf, stackedBars, supportSentences } from '../../server/features/goals/result-rules.ts'
import { reachedBy, reachedWords } from '../../server/features/goals/rules.ts'
import { day, home, ready, reviewForm } from '../support/goals.ts'

const names = { wellbeing: [{ code: 'safe', name: 'Safe' }, { code: 'active', name: 'Active' }], need: [{ code: 'n', name: 'Learning' }], support: [{ code: 'a', name: 'Mentoring' }, { code: 'b', name: 'Counselling' }] }
const goal = (score: -2 | -1 | -0.5 | 0 | 1 | 2, support = 'a', baseline = -1) => ({ wellbeing: 'safe', need: 'n', support, baseline, score })

t.test('counts: as expected or better, moved up, distribution, median', async t => {
  const results = resultsOf([goal(0), goal(1), goal(-0.5), goal(-1), goal(-2), goal(-1, 'b', -2)], names)
  t.same(results.reached, { reached: 2, moved: 2, same: 1, worse: 1 })
  t.equal(results.movedUp, 3, 'from −1 to 0 and +1, from −2 to −1; half a level is not one')
  t.equal(results.median, -0.75)
  t.same(results.byScore.map(({ n }) => n), [0, 1, 1, 1, 2, 1])
  t.match(resultSentences(results), ['Goals reviewed: 6. As expected or better: 2 of 6 goals.', /Moved up .*3 of 6/, 'The middle goal is at −0.75 on the scale from −2 to +2.'])
  t.same(results.wellbeing.map(row => row.total), [6, 0], 'a gap stays visible')
  t.same(resultSentences(resultsOf([], names)), ['No goal was reviewed in this time.'])
  t.equal(medianOf([]), null)
  t.equal(reachedBy(-1, -2), 'moved')
})

t.test('which supports work is said from five goals on', async t => {
  t.match(supportSentences(resultsOf([goal(0), goal(0)], names)), [/^No support has five/])
  const five = Array.from({ length: 5 }, () => goal(1))
  t.match(supportSentences(resultsOf([...five, ...Array.from({ length: 5 }, () => goal(-1, 'b'))], names)), ['As expected or better for at least half of their goals: Mentoring (5 of 5).', 'For fewer than half: Counselling (0 of 5).'])
  t.match(supportSentences(resultsOf([goal(-1)], names)).at(-1), 'Needs in which no goal has been reached yet: Learning (1)')
})

t.test('bars fill the row and add up', async t => {
  const drawing = stackedBars(resultsOf([goal(0), goal(0), goal(-1), goal(-2)], names).wellbeing, reachedWords)
  const [row] = drawing.rows
  t.same(row!.parts.map(part => [part.name, part.n]), [['reached', 2], ['same', 1], ['worse', 1]])
  t.equal(Math.round(row!.parts.reduce((sum, part) => sum + part.width, 0)), 600)
  t.ok(drawing.rows.every(one => one.totalX < drawing.width))
})

t.test('the keepers’ page shows real counts of the last year, each goal once with its last review', async t => {
  const { as, url } = await ready(t)
  await as('member').post(`${url}/reviews`, reviewForm({ score: '-1', ...day('reviewed_on', '2026-10-20') }))
  await as('member').post(`${url}/reviews`, reviewForm({ score: '1' }))
  const { body } = await as('member').get(`${home}/results`)
  for (const words of ['Goals reviewed: 1. As expected or better: 1 of 1 goals', 'No goal reviewed: Safe, Healthy', '<svg class="app-goal-bars"', 'By support, as a table', 'How this is worked out', 'OFFICIAL-SENSITIVE']) t.match(body, words)
  const early = await as('member').get(`${home}/results?${new URLSearchParams({ ...day('from', '2026-10-01'), ...day('to', '2026-10-31') }).toString()}`)
  t.match(early.body, 'As expected or better: 0 of 1 goals')
  const wrong = await as('member').get(`${home}/results?${new URLSearchParams({ ...day('from', '2026-10-01'), 'to-day': '31', 'to-month': '2', 'to-year': '2027' }).toString()}`)
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /Give a real date[\s\S]*value="31"/)
})

t.test('what leaves is marked, complete and in the trail', async t => {
  const { as, db, url } = await ready(t)
  await as('member').post(`${url}/reviews`, reviewForm({ score: '1', childs_words: 'I sit with two', note: '=2+2' }))
  const csv = await as('member').get(`${home}/goals.csv`)
  t.match(csv.headers['content-disposition'], 'filename="OFFICIAL-SENSITIVE Craigmor goals 2026-27.csv"')
  const [row] = parse(csv.body, { bom: true, columns: true }) as Record<string, string>[]
  t.match(row, { Marking: 'OFFICIAL-SENSITIVE', 'Case code': 'CR-27-04', 'The child’s own words': 'I want somebody to sit with at lunch', 'Level reached': '1', Support: 'Nurture group' })
  const book = await as('member').get(`${home}/goals.xlsx`)
  const texts = Object.values(unzipSync(book.rawPayload)).map(file => strFromU8(file)).join('')
  for (const words of ['OFFICIAL-SENSITIVE', 'I sit with two', 'Eats lunch with another pupil on 5 days in a week']) t.match(texts, words)
  const word = await as('member').get(`${url}/goal.docx`)
  t.match(word.headers['content-disposition'], 'OFFICIAL-SENSITIVE Craigmor goal')
  const document = Object.values(unzipSync(word.rawPayload)).map(file => strFromU8(file)).join('')
  for (const words of ['OFFICIAL-SENSITIVE', 'I want somebody to sit with at lunch', 'I sit with two', 'The team together']) t.match(document, words)
  const events = await db.selectFrom('audit_event').select(['what', 'details']).where('what', '=', 'goal.exported').orderBy('id').execute()
  t.same(events.map(event => JSON.parse(event.details).format), ['csv', 'xlsx', 'docx'])
  for (const event of await db.selectFrom('audit_event').select('details').execute()) t.notMatch(event.details, /lunch|sit with|CR-27/, 'the trail holds no child’s words')
})
