import t from 'tap'
import { craigmorAsks } from '../support/asks.ts'
import { newId } from '../../server/lib/ids.ts'
import { people, places, testApp } from '../support/app.ts'
import { addAttachment } from '../../server/features/evidence/attachments.ts'
import { broughtIn } from '../support/data-files.ts'
import { logged } from '../support/monthly-log.ts'
import { files } from '../support/upload.ts'
import { goalAddresses } from '../support/goals.ts'
import { bundleForSteering, cityAtWork, craigmorAtWork, craigmorPublished, imported, viewerOf } from '../support/work.ts'
import { preliminaryAsked } from '../support/visiting.ts'
import { craigmorVisited } from '../support/visits.ts'
import { craigmorHeard } from '../support/surveying.ts'
import { released } from '../support/figures.ts'
import { expected } from './expected.ts'
import { answersFor } from './rows.ts'
import type { CastName } from '../support/people.ts'
import type { Answer } from './rows.ts'

/** Routes that are tested by journeys of their own: the door, and pages that exist only with a link in hand. */
const elsewhere = [/^(GET|POST|HEAD) \/(sign-in|sign-out|welcome|kept|contribute|visiting|set-up|assets|account\/|s\/|answer)/, /^HEAD /, /^OPTIONS /]

/** Forms without a text to explain are read strictly: they need their one word. */
const words: Record<string, Record<string, string>> = { order: { direction: 'later' }, done: { done: 'yes' }, 'ready-evidence': { offer: 'x' }, 'setting-aside': { offer: 'x' }, position: { direction: 'down' }, agreement: { revision: '1' }, closing: { revision: '1' }, draw: {}, steps: { step: 'to-partners' }, 'accept-rest': { seen: '0'.repeat(32) }, taking: { passage: 'x' }, drafts: { path: '/x', title: 'x', fields: '[]' }, removal: { path: '/x' }, resolution: { resolved: 'yes' }, addresses: { shows: 'mine' }, nudges: { team: 'craigmor', about: 'plan' } }
const formFor = (route: string): Record<string, string> => words[route.slice(route.lastIndexOf('/') + 1)] ?? {}

// Many pages and documents for many people: minutes on a busy machine.
t.setTimeout(600_000)

t.test('every route is in the table, and everybody gets the answer it says', { timeout: 600_000 }, async t => {
  const test = await testApp(t)
  const work = await craigmorAtWork(test.db)
  const session = '2026-27'
  const held = await test.db.selectFrom('role_held').select('id').where('person_id', '=', people.member.id).executeTakeFirstOrThrow()
  const attached = { name: 'Minutes.pdf', type: 'pdf', bytes: files.pdf(), scan: 'clean' } as const
  await test.db.transaction().execute(trx => addAttachment(trx, viewerOf('member'), 'craigmor', work.evidence.id, attached, '2026-11-20T09:00:00.000Z'))
  const { id: attachmentId } = await test.db.selectFrom('attachment').select('id').executeTakeFirstOrThrow()
  const visited = await craigmorVisited(test.db)
  await released(test.db)
  const values: Record<string, string> = {
    kind: 'strength',
    ...await craigmorAsks(test.db),
    subject: 'log',
    part: 'themes',
    keptKind: 'log',
    record: await logged(test.db, '2026-09-02'),
    list: 'supports',
    item: 'mentoring',
    visit: visited.visit.id,
    day: visited.day.id,
    visitSession: visited.session.id,
    address: visited.address,
    theme: visited.theme.id,
    question: visited.question.id,
    about: 'T1',
    note: newId(),
    finding: newId(),
    point: newId(),
    partner: visited.partner.id,
    person: visited.visitor.id,
    statement: await preliminaryAsked(test.db, visited.visit, visited.theme),
    attachmentId,
    ...await craigmorHeard(test.db, work.action),
    import: await imported(test.db, 'chair', 'plan', places.craigmor),
    bundle: await bundleForSteering(test.db),
    entry: await logged(test.db, '2026-10-07'),
    ...await goalAddresses(test.db),
    slug: 'craigmor', session, code: '2.4', number: '1', step: work.step.id, evidenceId: work.evidence.id, linkId: work.link.id, frameworkId: 'hgios4', version: '1',
    placeId: places.strathfearn, personId: people.dataOfficer.id, roleId: held.id, name: session, contributor: work.contributor, meeting: work.meeting, comment: work.comment, line: work.line, moderation: work.moderation, draft: newId(), criterion: newId(), feed: work.calendar.feed.id, token: work.calendar.secret, area: 'north', recommendation: 'T1-R1', evaluation: await craigmorPublished(test.db)
  }
  /** The authority's plan has its own step; its slug is that of the authority. */
  const inCityPlan: Record<string, string> = { ...values, slug: 'strathclutha', step: await cityAtWork(test.db), import: await imported(test.db, 'steering', 'plan', places.authority) }
  const inRegister: Record<string, string> = { ...values, import: await imported(test.db, 'steering', 'recommendations', places.authority) }
  const inData: Record<string, string> = { ...values, file: newId(), import: await broughtIn(test.db, 'dataOfficer', places.authority) }
  const inLog: Record<string, string> = { ...inData, import: await broughtIn(test.db, 'chair', places.craigmor) }
  const valuesFor = (pattern: string) => pattern.startsWith('/plans/') ? inCityPlan : pattern.startsWith('/recommendations/') ? inRegister : pattern.startsWith('/data-import') ? inData : pattern.includes('/log/import') ? inLog : values
  const addressOf = (pattern: string) => pattern.replace(/:(\w+)/g, (_all, name: string) => valuesFor(pattern)[name] ?? name)
  const routes = test.app.routeTable.map(({ method, url }) => `${method} ${url}`).filter(route => !elsewhere.some(pattern => pattern.test(route)))
  t.same(routes.filter(route => !(route in expected)), [], 'no route without a row')
  t.same(Object.keys(expected).filter(route => !routes.includes(route)), [], 'no row without a route')

  let cells = 0
  const wrong: string[] = []
  const actors: (CastName | 'nobody')[] = [...Object.keys(people) as CastName[], 'nobody']
  // Reads first: a change that is allowed may take away what a later row needs.
  for (const route of routes.filter(route => route in expected).sort((a, b) => Number(a.startsWith('POST')) - Number(b.startsWith('POST')))) {
    const [method, pattern] = route.split(' ') as [string, string]
    const url = addressOf(pattern)
    let printed = false
    for (const actor of actors) {
      const wanted = answersFor(expected[route]!, actor, pattern)
      // Printing takes its time: the first who may have a PDF gets it, everybody who may not is refused it.
      if (pattern.endsWith('.pdf') && wanted.includes('yes') && printed) continue
      printed ||= pattern.endsWith('.pdf') && wanted.includes('yes')
      // Those who may are asked last and with an empty form, so that nothing changes; the answers 303, 409 and 422 all mean "you may".
      if (method === 'POST' && wanted.includes('yes')) continue
      const reply = method === 'GET' ? await test.as(actor).get(url === '/drafts' ? '/drafts?path=/x' : url) : await test.as(actor).post(url, formFor(route))
      const got: Answer | number = reply.statusCode === 303 && String(reply.headers.location).startsWith('/sign-in') ? 'sign-in' : [401, 403, 404].includes(reply.statusCode) ? reply.statusCode : reply.statusCode < 500 ? 'yes' : reply.statusCode
      cells++
      if (!wanted.includes(got as Answer)) wrong.push(`${actor} ${route}: ${got} instead of ${wanted.join(' or ')}`)
    }
  }
  // What takes somebody's part away comes last.
  const takesAway = (route: string) => Number(/removal|keepers|people|members|roles|closure/.test(route))
  for (const [route, row] of Object.entries(expected).filter(([route]) => route.startsWith('POST')).sort(([a], [b]) => takesAway(a) - takesAway(b))) {
    const url = addressOf(route.slice(5))
    const actor = actors.find(name => (row[name] ?? row.else) === 'yes')
    if (!actor) continue
    const reply = await test.as(actor).post(url, formFor(route))
    cells++
    if ([403, 500].includes(reply.statusCode)) wrong.push(`${actor} ${route}: ${reply.statusCode} though allowed`)
  }
  t.same(wrong, [])
  t.comment(`${cells} cells over ${routes.length} routes`)
})

t.test('the matrix can fail: a route open to all is noticed', async t => {
  const test = await testApp(t)
  t.not((await test.as('outsider').get('/communities/craigmor/2026-27/plan')).statusCode, 200)
  t.equal((await test.as('outsider').get('/communities/inverallan/2026-27/plan')).statusCode, 200, 'the same page of the own team is there')
})
