import fc from 'fast-check'
import t from 'tap'
import { people } from '../support/people.ts'
import { everybody, home, lineOf, publicLines, publicPage, ready, release } from '../support/you-said.ts'
import type { App } from '../support/you-said.ts'

t.test('what is released is read by everybody, as it was then', async t => {
  const test = await ready(t)
  const { as, work, db } = test
  const reply = await as('nobody').get(publicPage)
  t.equal(reply.statusCode, 200)
  t.equal(reply.headers['cache-control'], 'no-store')
  t.equal(reply.headers['x-robots-tag'], undefined)
  for (const words of ['Craigmor', 'Session 2026–27', 'Published on 20 November 2026', 'Young people said', 'Tell us more in the box at the office.', 'Strathclutha Council']) t.match(reply.body, words)
  t.same(publicLines(reply.body), ['“We do not know whom to ask for help.”', 'Every school has a poster that says whom to ask.'])
  const links = [...reply.body.matchAll(/(?:href|src|action)="([^"]*)"/g)].map(([, link]) => link!)
  t.same(links.filter(link => !link.startsWith('/assets/') && link !== '#content'), [], 'no link leads into the product')

  await as('chair').post(`${home}/lines/${work.line}`, lineOf(test, { revision: 1, said: 'Not for the public yet' }))
  await as('member').post('/communities/craigmor/2026-27/plan/actions/1/updates', { status: 'complete', what: 'Done', impact: 'Much' })
  t.equal((await as('nobody').get(publicPage)).body, reply.body, 'neither a changed line nor a changed action is public')
  t.match((await as('chair').get(home)).body, 'The lines below are not the same any more')

  t.equal((await release(test, 'Write to the team.')).statusCode, 303)
  const later = (await as('nobody').get(publicPage)).body
  for (const words of ['Not for the public yet', 'Done', '23 November 2026', 'Write to the team.']) t.match(later, words)
  t.notMatch(later, /whom to ask for help|box at the office/)
  t.equal((await db.selectFrom('you_said_release').select('id').execute()).length, 2, 'both releases stay')
  t.ok(await db.selectFrom('audit_event').select('id').where('what', '=', 'you-said.released').executeTakeFirst())
})

t.test('withdrawn, closed, never released or not there: the same answer, and machines are told to keep away', async t => {
  const test = await ready(t)
  const { as, work } = test
  const gone = async (url: string) => {
    const reply = await as('nobody').get(url)
    t.equal(reply.statusCode, 404, url)
    t.equal(reply.headers['x-robots-tag'], 'noindex')
    t.equal(reply.headers['cache-control'], 'no-store')
    t.notMatch(reply.body, /whom to ask|Craigmor/)
  }
  await gone('/you-said/inverallan')
  await gone('/you-said/nowhere')
  await gone('/you-said/north')
  t.equal((await as('chair').post(`${home}/withdrawal`)).statusCode, 303)
  await gone(publicPage)
  t.equal((await as('chair').post(`${home}/withdrawal`)).statusCode, 409, 'once')
  t.equal((await as('areaLead').get(`${home}/poster.pdf?copy=released`)).statusCode, 404, 'its poster is gone with it')
  t.equal((await release(test)).statusCode, 303)
  t.equal((await as('nobody').get(publicPage)).statusCode, 200)
  await as('administrator').post(`/organisation/places/${work.places.craigmor}/closure`)
  await gone(publicPage)
  t.equal((await as('chair').post(`${home}/withdrawal`)).statusCode, 303, 'the chair of a closed team can still take it back')
  await as('administrator').post(`/organisation/places/${work.places.craigmor}/reopening`)
  await gone(publicPage)
})

t.test('nobody releases what they have not read, or nothing, or a name', async t => {
  const test = await ready(t)
  const { as, work, db } = test
  const seen = /name="seen" value="(\w+)"/.exec((await as('chair').get(home)).body)![1]!
  await as('chair').post(`${home}/lines`, lineOf(test))
  const stale = await as('chair').post(`${home}/release`, { seen })
  t.equal(stale.statusCode, 409)
  t.match(stale.body, 'The lines have changed since you opened the page')
  t.equal((await as('chair').post(`${home}/release`, {})).statusCode, 422)
  const named = await release(test, 'Ask Catriona Baird.')
  t.equal(named.statusCode, 422)
  t.match(named.body, 'the public page names nobody')
  t.match(named.body, 'Ask Catriona Baird.', 'what was typed is still there')
  t.match((await release(test, 'x'.repeat(201))).body, 'Keep this to 200 characters or fewer')
  await db.updateTable('you_said_line').set({ did: 'Łucja Nowak visits every school.' }).where('id', '=', work.line).execute()
  await db.updateTable('person').set({ name: 'Łucja Nowak' }).where('id', '=', people.dataOfficer.id).execute()
  const later = await release(test)
  t.equal(later.statusCode, 409, 'somebody of that name came to the service after the line was saved')
  t.match(later.body, 'A line names Łucja Nowak')
  t.equal(publicLines((await as('nobody').get(publicPage)).body).length, 2, 'the first release stands')
  await db.deleteFrom('you_said_line').execute()
  t.equal((await as('chair').post(`${home}/release`, { seen })).statusCode, 409)
})

t.test('the public page and the files name nobody', async t => {
  const test = await ready(t)
  for (const url of [publicPage, `${home}/poster.docx`, `${home}/poster.docx?copy=released`]) {
    const reply = await test.as(url === publicPage ? 'nobody' : 'steering').get(url)
    t.equal(reply.statusCode, 200, url)
    for (const name of everybody) t.notOk(reply.rawPayload.includes(name), `${url}: ${name}`)
  }
})

/** What a chair and an administrator may do to the list, in any order. */
type Step = { kind: 'add' | 'edit' | 'remove' | 'move' | 'release' | 'withdraw' | 'close' | 'reopen', at: number }
const steps = fc.array(fc.record({ kind: fc.constantFrom<Step['kind'][]>('add', 'edit', 'edit', 'remove', 'move', 'release', 'release', 'withdraw', 'close', 'reopen'), at: fc.nat(5) }), { minLength: 6, maxLength: 16 })

t.test('after any series of changes the public page shows the last release, whole, or nothing', { timeout: 120_000 }, async t => {
  const test = await ready(t)
  const place = test.work.places.craigmor
  let made = 0
  let shown: string[] | null = ['“We do not know whom to ask for help.”', 'Every school has a poster that says whom to ask.']
  let open = true
  const tally: Record<string, number> = {}
  await fc.assert(fc.asyncProperty(steps, async series => {
    for (const step of series) {
      const lines = await test.db.selectFrom('you_said_line').selectAll().where('place_id', '=', place).orderBy('position').execute()
      const one = lines[step.at % Math.max(1, lines.length)]
      const reply = await doStep(test, step, one, ++made)
      if (step.kind === 'close') open = false
      if (step.kind === 'reopen') open = true
      if (step.kind === 'release' && reply?.statusCode === 303) shown = lines.flatMap(line => [`“${line.said}”`, line.did])
      if (step.kind === 'withdraw' && reply?.statusCode === 303) shown = null
      const page = await test.as('nobody').get(publicPage)
      const wanted = open ? shown : null
      tally[wanted ? 'shown' : 'gone'] = (tally[wanted ? 'shown' : 'gone'] ?? 0) + 1
      if (page.statusCode !== (wanted ? 200 : 404)) throw new Error(`${step.kind}: ${page.statusCode}`)
      if (wanted) t.same(publicLines(page.body), wanted, step.kind)
      else if (/number \d+/.test(page.body)) throw new Error(`${step.kind}: a text on a page that is gone`)
    }
  }), { numRuns: 25, endOnFailure: true })
  t.ok(tally.shown! > 30 && tally.gone! > 30, JSON.stringify(tally))
})

async function doStep (test: App, step: Step, line: { id: string, revision: number } | undefined, n: number) {
  const { as, work } = test
  const texts = { said: `Said number ${n}`, did: `Did number ${n}` }
  switch (step.kind) {
    case 'add': return as('chair').post(`${home}/lines`, lineOf(test, texts))
    case 'edit': return line && as('chair').post(`${home}/lines/${line.id}`, lineOf(test, { ...texts, revision: line.revision }))
    case 'remove': return line && as('chair').post(`${home}/lines/${line.id}/removal`)
    case 'move': return line && as('chair').post(`${home}/lines/${line.id}/position`, { direction: step.at % 2 ? 'up' : 'down' })
    case 'release': return release(test)
    case 'withdraw': return as('chair').post(`${home}/withdrawal`)
    case 'close': return as('administrator').post(`/organisation/places/${work.places.craigmor}/closure`)
    case 'reopen': return as('administrator').post(`/organisation/places/${work.places.craigmor}/reopening`)
  }
}
