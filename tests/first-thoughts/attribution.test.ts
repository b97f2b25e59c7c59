import fc from 'fast-check'
import t from 'tap'
import { namedAgencies, spreadOf } from '../../server/features/first-thoughts/rules.ts'
import { testApp } from '../support/app.ts'
import { wordParts, wordText } from '../support/word.ts'
import type { Thought } from '../../server/features/first-thoughts/rules.ts'

const agencies = ['Education', 'Social work', 'Health', 'Third sector']
const thought = (agency: string, n: number): Thought => ({
  agency, goes_well: `text ${n}`, gets_in_the_way: n % 2 ? `other ${n}` : null, what_changed: null, level_state: 'level', level: 1 + n % 6,
  passages: { goes_well: `a${(n * 7919) % 10_007}`, gets_in_the_way: `b${(n * 104_729) % 10_007}`, what_changed: `c${n}` }
})

t.test('every passage could be by three people or more, also after taking away those that are named', t => {
  fc.assert(fc.property(fc.array(fc.constantFrom(...agencies), { maxLength: 14 }), (members) => {
    const { shown } = spreadOf(members.map(thought))
    if (!shown) return members.length < 3
    const named = namedAgencies(members)
    const rest = members.filter(agency => !named.has(agency)).length
    return [...named].every(agency => members.filter(one => one === agency).length >= 3) && (rest === 0 || rest >= 3) &&
      shown.parts.every(({ passages }) => passages.every(({ agency }) => agency === null || named.has(agency)))
  }), { numRuns: 2000 })
  t.pass('2,000 teams')
  t.same([...namedAgencies(['Health', 'Health', 'Health', 'Education'])], [], 'one left over would be told by elimination, so nobody is named')
  t.same([...namedAgencies(['Health', 'Health', 'Health', 'Education', 'Education', 'Education', 'Third sector'])], ['Health'], 'the left-over one hides among others')
  t.end()
})

t.test('the property can fail: naming every agency of three, without a look at the rest, would be caught', t => {
  const careless = (members: string[]) => new Set(members.filter(agency => members.filter(one => one === agency).length >= 3))
  const members = ['Health', 'Health', 'Health', 'Education']
  t.equal(members.filter(agency => !careless(members).has(agency)).length, 1)
  t.end()
})

/** What a reader of an answer can read: of Word its text without the numbers of bookmarks, of Excel every part but when it was packed. */
function readable (address: string, reply: { statusCode: number, body: string, rawPayload: Buffer }): string {
  if (reply.statusCode !== 200 || !/\.(docx|xlsx)$/.test(address)) return reply.body
  if (address.endsWith('.docx')) return wordText(reply.rawPayload).replace(/_Toc\d+/g, '')
  return JSON.stringify(Object.entries(wordParts(reply.rawPayload)).filter(([name]) => !name.startsWith('docProps/')))
}

/**
 * If two people of one visible group had written each other's texts, every page and export must be the same to the byte.
 * So nothing that anybody can fetch depends on who wrote what.
 */
t.test('no page and no export changes when people who look alike swap what they wrote', async t => {
  const test = await testApp(t)
  const team = '/communities/craigmor/2026-27'
  await test.as('chair').post(`${team}/self-evaluation`)
  await test.as('chair').post(`${team}/first-thoughts`, { indicators: ['1.1', '2.4'] })
  for (const [n, agency] of ['Health', 'Health', 'Health', 'Education', 'Social work', 'Third sector'].entries()) await test.as('chair').post(`${team}/first-thoughts/people`, { name: `Guest number ${n}`, agency })
  const contributors = await test.db.selectFrom('contributor').selectAll().where('person_id', 'is', null).orderBy('id').execute()
  for (const [n, contributor] of contributors.entries()) {
    await test.db.insertInto('first_thought').values({
      id: `0000000${n}-0000-4000-8000-00000000000${(n * 5) % 7}`, contributor_id: contributor.id, indicator_code: '2.4', goes_well: `Secret of ${n}`, gets_in_the_way: `Worry of ${n}`,
      what_changed: null, level_state: 'level', level: 1 + n, revision: 1 + n, saved_at: `2026-11-2${n}T10:00:00.000Z`
    }).execute()
  }
  t.equal((await test.as('chair').post(`${team}/meeting`, { 'held_on-day': '23', 'held_on-month': '11', 'held_on-year': '2026' })).statusCode, 303)
  const meeting = (await test.db.selectFrom('meeting').select('id').executeTakeFirstOrThrow()).id
  const routes = test.app.routeTable.filter(({ method, url }) => method === 'GET' && !/\.pdf$|\/assets|contribute|:(?!slug|session|code|area|name|meeting)/.test(url))
  const addresses = routes.map(({ url }) => url.replace(/:slug/g, 'craigmor').replace(/:session/g, '2026-27').replace(/:code/g, '2.4').replace(/:area/g, 'north').replace(/:name/g, '2026-27').replace(/:meeting/g, meeting))
  t.ok(addresses.length > 40, `${addresses.length} addresses`)
  const seen = async () => {
    await test.db.deleteFrom('audit_event').where('what', 'like', '%exported').execute()
    const pages = new Map<string, string>()
    for (const who of ['chair', 'member', 'areaLead', 'steering', 'administrator'] as const) for (const address of addresses) pages.set(`${who} ${address}`, readable(address, (await test.as(who).get(address))).replace(/\d\d:\d\d/g, ''))
    return pages
  }
  await test.as('chair').get('/') // takes the message of the last change away
  const before = await seen()
  t.ok([...before.values()].some(body => body.includes('Secret of 3')), 'the texts are shown somewhere')
  const swap = async (a: number, b: number) => {
    const move = (from: string, to: string) => test.db.updateTable('first_thought').set({ contributor_id: to }).where('contributor_id', '=', from).execute()
    const spare = (await test.db.selectFrom('contributor').select('id').where('person_id', 'is not', null).limit(1).executeTakeFirstOrThrow()).id
    await move(contributors[a]!.id, spare)
    await move(contributors[b]!.id, contributors[a]!.id)
    await move(spare, contributors[b]!.id)
  }
  for (const [a, b] of [[0, 2], [3, 5]] as const) {
    await swap(a, b)
    const after = await seen()
    t.same([...after].filter(([address, body]) => body !== before.get(address)).map(([address]) => address), [], `people ${a} and ${b}`)
    await swap(a, b)
  }
  await swap(0, 3)
  const told = await seen()
  t.ok([...told].some(([address, body]) => body !== before.get(address)), 'the comparison can fail: across groups the named agency changes')
})
