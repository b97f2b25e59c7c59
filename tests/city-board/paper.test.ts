import { PDFDocument } from '@cantoo/pdf-lib'
import t from 'tap'
import { frameworks, testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { craigmorAtWork, craigmorPublished, viewerOf } from '../support/work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { movement } from '../../server/features/city-board/rules.ts'

async function paper (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  await craigmorPublished(test.db)
  await test.db.transaction().execute(trx => addAction(trx, viewerOf('outsider'), 'inverallan', '2026-27', { what: 'Meet every family in August', due_on: '2026-10-01', owner_role: 'Chair', priority: 'yes', recommendations: ['T1-R1'] }, frameworks, '2026-11-20T09:00:00.000Z'))
  return test
}

t.test('the board paper writes itself: what moved, who stands where, what is late, what the city answers', async t => {
  const { as } = await paper(t)
  await as('steering').post('/recommendations/2026-27/T1-R1', { revision: 0, answer: 'planned', owner: 'City Steering Group' })
  const { body } = await as('steering').get('/city/2026-27/paper')
  for (const words of ['Board paper', 'What moved', '1 priority action overdue.', 'Meet every family in August', '53 days overdue', '15 of 16 recommendations are not answered yet.', 'City Steering Group', 'Levels compared with session 2025–26', 'Who may need help', 'Inverallan']) t.match(body, words)
  t.notMatch((await as('areaLead').get('/city/2026-27/paper')).body, 'Meet every family', 'an area lead’s paper is about the area')
  t.equal((await as('chair').get('/city/2026-27/paper')).statusCode, 403)
})

t.test('it is a PDF of upright pages, the board one of pages that lie', { skip: noBrowser }, async t => {
  const { as } = await paper(t)
  const pdf = await readPdf((await as('steering').get('/city/2026-27/paper.pdf')).rawPayload)
  t.match(folded(pdf.text), 'Meet every family in August')
  for (const [paper, size] of [['A3', [1191, 842]], ['A4', [842, 595]]] as const) {
    const { rawPayload } = await as('steering').get(`/city/2026-27/board.pdf?paper=${paper}`)
    const pages = (await PDFDocument.load(rawPayload)).getPages()
    t.same(pages.map(page => [Math.round(page.getWidth()), Math.round(page.getHeight())]), [size, size], 'a sheet for indicators, one for recommendations')
  }
  const board = await readPdf((await as('steering').get('/city/2026-27/board.pdf?paper=A3')).rawPayload)
  t.match(folded(board.text), 'Teams and recommendations')
})

t.test('movement counts teams with a level in both sessions', t => {
  const level = (team_id: string, level: number | null) => ({ team_id, indicator_code: '2.4', level })
  t.same(movement({ code: '2.4', title: 'x' }, [level('a', 4), level('b', 3), level('c', 2), level('d', 5), level('e', null)], [level('a', 3), level('b', 3), level('c', 3), level('e', 4)]), { code: '2.4', title: 'x', higher: 1, same: 1, lower: 1, notCompared: 1 })
  t.end()
})
