import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { craigmorAtWork, craigmorPublished, viewerOf } from '../support/work.ts'
import { visitReady } from '../support/visiting.ts'
import { reopenEvaluation } from '../../server/features/evaluations/sign-off.ts'
import { withdrawEvidence } from '../../server/features/evidence/changes.ts'

/** Craigmor agreed a self-evaluation in 2025–26 and is at work in 2026–27; a visit to the authority is prepared. */
async function ready (t: any, place?: { id: string, kind: 'authority' | 'team' }) {
  const test = await testApp(t)
  await craigmorPublished(test.db)
  const work = await craigmorAtWork(test.db)
  return { work, ...await prepared(test, place) }
}

/** A visit that is prepared, with nothing there yet to draw from. */
async function prepared (test: Awaited<ReturnType<typeof testApp>>, place?: { id: string, kind: 'authority' | 'team' }) {
  const made = await visitReady(test.db, place)
  const theme = `${made.home}/preliminary/themes/${made.themes[0]!.id}`
  const lead = test.as('visitLead')
  const keyOf = async (kind: string, words: RegExp, query = '') => {
    const { body } = await lead.get(`${theme}/candidates?kind=${kind}${query}`)
    const found = [...body.matchAll(/value="([^"]+ [^"]+)"[^>]*>\s*<label[^>]*>([^<]*)</g)].find(([, , text]) => words.test(text!))
    return found?.[1] ?? ''
  }
  const pick = async (kind: string, words: RegExp, into = 'suggested') => lead.post(`${theme}/candidates`, { kind, into, sources: [await keyOf(kind, words)] })
  const statements = () => test.db.selectFrom('preliminary_statement').selectAll().orderBy('id').execute()
  return { ...test, test, ...made, theme, lead, keyOf, pick, statements }
}

t.test('what teams agreed is taken theme by theme, each with its source, where it belongs', async t => {
  const { lead, theme, keyOf, statements } = await ready(t)
  const shown = (await lead.get(`${theme}/candidates?kind=self-evaluation`)).body
  t.match(shown, 'Last year, 2.4 went well.')
  t.notMatch(shown, 'Outreach reaches every primary.', 'what is not agreed yet is not offered')
  const sources = [await keyOf('self-evaluation', /2\.4 went well/), await keyOf('self-evaluation', /9 of 16/)]
  t.equal((await lead.post(`${theme}/candidates`, { kind: 'self-evaluation', into: 'suggested', sources })).headers.location, theme)
  const rows = await statements()
  t.same(rows.map(row => row.part).sort(), ['know', 'strength'])
  t.match(rows.find(row => row.part === 'strength'), { text: 'Last year, 2.4 went well.', source_text: 'Last year, 2.4 went well.', source_place: 'Craigmor', source_session: '2025–26' })
  t.match((await lead.get(theme)).body, 'Craigmor, session 2025–26: self-evaluation, 2.4, strengths')
  const again = await lead.post(`${theme}/candidates`, { kind: 'self-evaluation', into: 'suggested', sources })
  t.equal(again.statusCode, 422)
  t.match(again.body, 'in this theme already')
  t.equal((await statements()).length, 2, 'nothing is taken twice')
  t.match((await lead.post(`${theme}/candidates`, { kind: 'self-evaluation', into: 'suggested' })).body, 'Tick at least one')
})

t.test('evidence, plans, the register: filtered by team and indicator, a page at a time', async t => {
  const { lead, theme, pick, statements, db } = await ready(t)
  const page = async (query: string) => (await lead.get(`${theme}/candidates?${query}`)).body
  t.match(await page('kind=evidence'), '13 of 18 goals were reached.')
  t.match(await page('kind=evidence&indicator=2.4'), '13 of 18 goals were reached.')
  t.match(await page('kind=evidence&indicator=3.1'), 'There is nothing from “Evidence”')
  t.match(await page(`kind=evidence&team=${places.inverallan}`), 'There is nothing from “Evidence”')
  t.match(await page('kind=recommendation'), 'T1-R1')
  t.notMatch(await page('kind=action-plan'), 'Map support against need', 'a plan that is not agreed is not offered')
  const { id } = await db.selectFrom('plan').select('id').where('place_id', '=', places.craigmor).executeTakeFirstOrThrow()
  await db.insertInto('plan_step').values({ id: `${id}-agreed`, plan_id: id, kind: 'agreed', by_id: 'x', by_name: 'Catriona Baird', at: '2026-11-21T09:00:00.000Z', note: null, frozen: null, pdf_sha256: null }).execute()
  t.match(await page('kind=action-plan'), 'Map support against need: not started')
  t.equal((await pick('evidence', /13 of 18/, 'strength')).statusCode, 303)
  t.equal((await statements())[0]!.part, 'strength', 'or where the lead says')
  const many = Array.from({ length: 40 }, (_, n) => ({
    id: `00000000-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`, community_id: places.strathfearn, title: `Piece ${n}`, strand: 'data' as const, about: 'process' as const, shows: `Piece ${n} shows it`, covers_from: '2026-09-01', covers_to: '2026-10-01',
    source: 'Register', recorded_at: '2026-11-20T09:00:00.000Z', recorded_by: 'x', recorded_by_name: 'X', saved_by_name: 'X', saved_at: '2026-11-20T09:00:00.000Z'
  }))
  await db.insertInto('evidence').values(many).execute()
  t.match(await page('kind=evidence'), 'page&#x3D;2')
  t.match(await page('kind=evidence&page=3'), /Piece \d+ shows it/)
  t.notMatch(await page('kind=evidence&page=3'), '13 of 18 goals')
})

t.test('a visit to one team draws from that team alone', async t => {
  const { lead, theme, db, keyOf } = await ready(t, { id: places.strathfearn, kind: 'team' })
  t.match((await lead.get(`${theme}/candidates?kind=self-evaluation`)).body, 'There is nothing from')
  const { id } = await db.selectFrom('judgement').select('id').where('strengths', '=', 'Last year, 2.4 went well.').executeTakeFirstOrThrow()
  t.equal(await keyOf('self-evaluation', /2\.4/), '')
  const forced = await lead.post(`${theme}/candidates`, { kind: 'self-evaluation', into: 'suggested', sources: [`${id} strengths`] })
  t.equal(forced.statusCode, 422, 'nor can the address be made up')
})

t.test('a reopened self-evaluation and withdrawn evidence show: both texts, and keep, take or remove', async t => {
  const { lead, home, theme, pick, statements, db, work } = await ready(t)
  const chair = viewerOf('chair')
  await pick('self-evaluation', /2\.4 went well/)
  await pick('self-evaluation', /2\.7 went well/)
  await pick('evidence', /13 of 18/)
  t.notMatch((await lead.get(theme)).body, 'Source changed')
  await db.transaction().execute(trx => reopenEvaluation(trx, chair, 'craigmor', '2025-26', 'A mistake', '2026-11-22T09:00:00.000Z'))
  await db.updateTable('judgement').set({ strengths: 'Corrected: 2.4 went fairly well.' }).where('strengths', '=', 'Last year, 2.4 went well.').execute()
  await db.transaction().execute(trx => withdrawEvidence(trx, chair, 'craigmor', work.evidence.id, 'Counted twice', '2026-11-22T09:00:00.000Z'))
  t.equal((await lead.get(theme)).body.match(/Source changed/g)?.length, 3)
  t.match((await lead.get(`${home}/preliminary`)).body, '3 sources changed')
  const [first, second, third] = await statements()
  const changeHref = (row: { id: string }) => `${home}/preliminary/statements/${row.id}/change`
  const form = async (row: { id: string }, choice: string) => {
    const { body } = await lead.get(changeHref(row))
    return { digest: /name="digest" value="(\w+)"/.exec(body)![1]!, revision: /name="revision" value="(\d+)"/.exec(body)![1]!, choice }
  }
  const both = (await lead.get(changeHref(first!))).body
  t.match(both, /reopened and is not agreed[^]+Last year, 2\.4 went well\.[^]+Corrected: 2\.4 went fairly well\./)
  await lead.post(changeHref(first!), await form(first!, 'take'))
  await lead.post(changeHref(second!), await form(second!, 'keep'))
  const withdrawn = (await lead.get(changeHref(third!))).body
  t.match(withdrawn, /withdrawn: Counted twice/)
  t.notMatch(withdrawn, 'value="take"', 'there is nothing to take')
  t.equal((await lead.post(changeHref(third!), await form(third!, 'take'))).statusCode, 422)
  t.equal((await lead.post(changeHref(third!), { ...await form(third!, 'keep'), digest: '0000000000000000' })).statusCode, 409, 'it changed again while they read')
  t.match((await lead.post(changeHref(third!), { ...await form(third!, 'keep'), choice: '' })).body, 'Choose what to do')
  await lead.post(changeHref(third!), await form(third!, 'remove'))
  t.same((await statements()).map(row => row.text), ['Corrected: 2.4 went fairly well.', 'Last year, 2.7 went well.'])
  t.notMatch((await lead.get(theme)).body, 'Source changed', 'all is settled')
  await db.updateTable('judgement').set({ strengths: 'Changed once more.' }).where('strengths', '=', 'Last year, 2.7 went well.').execute()
  t.match((await lead.get(theme)).body, 'Source changed', 'what was kept is shown again when it changes again')
})

t.test('own words, editing, order and moving to another theme; nothing typed is lost', async t => {
  const { lead, home, theme, themes, statements } = await prepared(await testApp(t))
  t.match((await lead.post(`${theme}/statements`, { text: 'Kept though no part was chosen' })).body, /Choose where it belongs[^]+Kept though no part was chosen/)
  for (const text of ['One', 'Two', 'Three']) await lead.post(`${theme}/statements`, { part: 'area', text })
  const [one, two, three] = await statements()
  const at = (row: { id: string }) => `${home}/preliminary/statements/${row.id}`
  await lead.post(`${at(three!)}/position`, { direction: 'up' })
  await lead.post(`${at(three!)}/position`, { direction: 'up' })
  await lead.post(`${at(three!)}/position`, { direction: 'up' })
  t.match((await lead.get(theme)).body, /Three[^]+One[^]+Two/)
  await lead.post(at(two!), { revision: 1, text: 'Two, said better', part: 'strength', theme: themes[1]!.id })
  t.match((await lead.get(`${home}/preliminary/themes/${themes[1]!.id}`)).body, 'Two, said better')
  t.match((await lead.post(at(one!), { revision: 1, text: '', part: 'area', theme: themes[0]!.id })).body, 'Write the statement')
  await lead.post(`${at(one!)}/removal`)
  t.equal((await statements()).length, 2)
})

t.test('two leads edit one statement: the second sees both texts and loses nothing', async t => {
  const { lead, home, theme, themes, statements } = await prepared(await testApp(t))
  await lead.post(`${theme}/statements`, { part: 'area', text: 'As it was' })
  const [row] = await statements()
  const save = (text: string) => lead.post(`${home}/preliminary/statements/${row!.id}`, { revision: 1, text, part: 'area', theme: themes[0]!.id })
  await save('First to save')
  const clash = await save('Second to save')
  t.equal(clash.statusCode, 409)
  t.match(clash.body, /First to save[^]+Second to save|Second to save[^]+First to save/)
  t.equal((await statements())[0]!.text, 'First to save')
})

t.test('what looks as if it told of a child is asked about before it is saved, and pointed out before it is taken', async t => {
  const { lead, theme, db, statements } = await ready(t)
  await db.updateTable('evidence').set({ shows: 'Liam Docherty (born 3 May 2014) came back to school.' }).execute()
  t.match((await lead.get(`${theme}/candidates?kind=evidence`)).body, /Look at it before you take it: “Liam Docherty”/)
  const asked = await lead.post(`${theme}/statements`, { part: 'know', text: 'Liam Docherty, born 3 May 2014, came back.' })
  t.equal(asked.statusCode, 422)
  t.match(asked.body, 'Does this tell who a child is?')
  t.equal((await statements()).length, 0)
})

t.test('only the lead prepares the report', async t => {
  const { test, theme, home } = await prepared(await testApp(t))
  for (const who of ['steering', 'chair', 'areaLead', 'administrator'] as const) t.equal((await test.as(who).post(`${theme}/statements`, { part: 'know', text: 'No' })).statusCode, 403, who)
  t.equal((await test.as('nobody').get(`${home}/preliminary`)).statusCode, 303)
})
