import fc from 'fast-check'
import t from 'tap'
import { textDiff } from '../../server/lib/text-diff.ts'
import { testApp } from '../support/app.ts'

const home = '/communities/craigmor/2026-27/self-evaluation'

t.test('every change of a judgement is told in a sentence, with the words added and taken out', async t => {
  const { as, clock } = await testApp(t)
  await as('chair').post(home)
  t.match((await as('chair').get(`${home}/indicators/2.4/history`)).body, 'Nothing has been saved yet')
  await as('chair').post(`${home}/indicators/2.4`, { revision: 1, strengths: 'Outreach reaches every primary', level: '3' })
  clock.now = new Date('2026-11-23T10:12:00Z')
  await as('member').post(`${home}/indicators/2.4`, { revision: 2, strengths: 'Outreach reaches each primary and nursery', level: '4' })
  const { body } = await as('areaLead').get(`${home}/indicators/2.4/history`)
  for (const text of ['Mairi Sinclair changed strengths and changed the level from “satisfactory (3)” to “good (4)”', '23 November 2026 at 10:12', 'Catriona Baird changed strengths', '<ins>', 'nursery', '<del>', 'every']) t.match(body, text)
  t.equal((await as('outsider').get(`${home}/indicators/2.4/history`)).statusCode, 404)
})

t.test('a diff holds both texts whole, whatever they are, and long ones in time', t => {
  fc.assert(fc.property(fc.string({ maxLength: 300 }), fc.string({ maxLength: 300 }), (before, after) => {
    const parts = textDiff(before, after)
    return parts.filter(part => part.kind !== 'added').map(part => part.text).join('') === before && parts.filter(part => part.kind !== 'removed').map(part => part.text).join('') === after
  }))
  const [one, other] = [0, 1].map(seed => Array.from({ length: 4000 }, (_none, n) => `w${(n * 7919 + seed * 13) % 5000}`).join(' ')) as [string, string]
  const began = Date.now()
  t.ok(textDiff(one, other).length > 0)
  t.comment(`20,000 characters against others: ${Date.now() - began} ms`)
  t.end()
})
