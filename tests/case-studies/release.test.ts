import { strFromU8, unzipSync } from 'fflate'
import t from 'tap'
import { people } from '../support/app.ts'
import { day, keeper, ready as readyGoals } from '../support/goals.ts'

const home = '/communities/craigmor/case-studies'
const text = (more: Record<string, string> = {}): Record<string, string> => ({ title: 'A quiet start', happening: 'A child found mornings hard.', tried: 'A named adult met the child.', changed: 'Three mornings became five.', said: '“It is quieter,” the child says.', ...more })

async function ready (t: Parameters<typeof readyGoals>[0], consent: 'shared' | 'team' = 'shared') {
  const test = await readyGoals(t)
  const study = String((await test.as('member').post(home, { label: 'The early bird', case_code: 'CR-27-04', ...day('starts_on', '2026-05-20'), consent_by: 'both', consent_who: 'In the review', ...day('consent_on', '2026-05-19'), consent_for: consent, ...day('consent_until', '2028-12-31') })).headers.location)
  return { ...test, study }
}
const write = async (test: Awaited<ReturnType<typeof ready>>, more: Record<string, string> = {}) => String((await test.as('member').post(`${test.study}/texts`, text(more))).headers.location)

t.test('a text is written by a keeper, handed on by the chair, reviewed by a second person, and frozen for all who read the team', async t => {
  const test = await ready(t)
  const { as, db } = test
  const url = await write(test)
  const page = (await as('chair').get(url)).body
  t.match(page, 'Nothing in the text looks identifying')
  t.notMatch(page, /early bird|CR-27/, 'the chair, who is no keeper, reads the text alone')
  t.equal((await as('chair').get(test.study)).statusCode, 403)
  t.equal((await as('member').post(`${url}/submission`, { revision: '1' })).statusCode, 403, 'the chair hands on')
  t.equal((await as('chair').post(`${url}/review`, { decision: 'release', revision: '1' })).statusCode, 409, 'nothing to review yet')
  t.equal((await as('chair').post(`${url}/submission`, { revision: '1' })).statusCode, 303)
  t.equal((await as('member').post(url, { ...text(), revision: '1' })).statusCode, 409, 'no change while somebody reads it')
  t.equal((await as('chair').post(`${url}/review`, { decision: 'release', revision: '1' })).statusCode, 409, 'a second person')
  t.equal((await as('steering').get(`${home}/released`)).body.includes('A quiet start'), false)
  t.equal((await as('member').post(`${url}/review`, { decision: 'release', revision: '1' })).statusCode, 303)
  for (const who of ['chair', 'member', 'both', 'areaLead', 'steering', 'visitLead'] as const) t.match((await as(who).get(`${home}/released`)).body, 'A quiet start', who)
  const released = /case-studies\/released\/[0-9a-f-]{36}/.exec((await as('areaLead').get(`${home}/released`)).body)![0]
  const read = (await as('areaLead').get(`/communities/craigmor/${released}`)).body
  for (const words of ['A child found mornings hard.', 'Three mornings became five.', 'reviewed by Mairi Sinclair', 'OFFICIAL']) t.ok(read.includes(words), words)
  t.notMatch(read, /early bird|CR-27|SENSITIVE/)
  t.equal((await as('outsider').get(`/communities/craigmor/${released}`)).statusCode, 404)
  const word = await as('steering').get(`/communities/craigmor/${released}/study.docx`)
  t.match(word.headers['content-disposition'], 'OFFICIAL Craigmor case study')
  t.notMatch(Object.values(unzipSync(word.rawPayload)).map(file => strFromU8(file)).join(''), /early bird|CR-27|SENSITIVE/)
  await db.updateTable('case_study_release').set({ happening: 'Changed behind its back' }).execute()
  t.notMatch((await as('areaLead').get(`/communities/craigmor/${released}`)).body, 'behind its back', 'it is frozen')
  t.equal((await db.selectFrom('audit_event').select('id').where('what', '=', 'case-study.released').execute()).length, 1)
})

t.test('every clue is confirmed one by one, or taken out; a change asks again', async t => {
  const test = await ready(t)
  const { as } = test
  const url = await write(test, { happening: 'In Craigmor, a nine-year-old (CR-27-04) found mornings hard.' })
  t.match((await as('chair').get(url)).body, /Craigmor[\s\S]*nine-year-old[\s\S]*CR-27-04/)
  const refused = await as('chair').post(`${url}/submission`, { revision: '1', confirmed: ['place:craigmor'] })
  t.equal(refused.statusCode, 422)
  t.match(refused.body, /Take out, or confirm one by one: “nine-year-old”, “CR-27-04”/)
  t.match(refused.body, /value="place:craigmor" checked/)
  t.equal((await as('member').post(url, { ...text({ happening: 'In Craigmor, a child found mornings hard.' }), revision: '1' })).statusCode, 303)
  t.equal((await as('chair').post(`${url}/submission`, { revision: '1', confirmed: ['place:craigmor'] })).statusCode, 409, 'it has changed since')
  t.equal((await as('chair').post(`${url}/submission`, { revision: '2', confirmed: ['place:craigmor'] })).statusCode, 303)
  t.match((await as('member').get(url)).body, /What the chair has confirmed[\s\S]*Craigmor/)
  t.match((await as('member').post(`${url}/review`, { decision: 'return', revision: '2' })).body, 'Say what should be changed')
  t.equal((await as('member').post(`${url}/review`, { decision: 'return', note: 'Leave the place out', revision: '2' })).statusCode, 303)
  t.match((await as('chair').get(url)).body, 'Returned with a note: Leave the place out')
  t.equal((await as('member').post(url, { ...text(), revision: '1' })).statusCode, 409, 'somebody saved it since')
})

t.test('only what the family agreed to; a withdrawn consent takes everything back at once', async t => {
  const unshared = await ready(t, 'team')
  t.equal((await unshared.as('member').post(`${unshared.study}/texts`, text())).statusCode, 409)
  t.notMatch((await unshared.as('member').get(unshared.study)).body, 'Write a text for others')
  const test = await ready(t)
  const { as, db } = test
  const url = await write(test)
  await as('chair').post(`${url}/submission`, { revision: '1' })
  await as('member').post(`${url}/review`, { decision: 'release', revision: '1' })
  const { id } = await db.selectFrom('case_study_release').select('id').executeTakeFirstOrThrow()
  t.equal((await as('areaLead').get(`${home}/released/${id}`)).statusCode, 200)
  await as('member').post(`${test.study}/withdrawal`)
  for (const end of ['', '/study.pdf', '/study.docx']) t.equal((await as('areaLead').get(`${home}/released/${id}${end}`)).statusCode, 404)
  t.notMatch((await as('areaLead').get(`${home}/released`)).body, 'A quiet start')
})

t.test('who may not', async t => {
  const test = await ready(t)
  const url = await write(test)
  await keeper(test.db, 'outsider', (await test.db.selectFrom('place').select('id').where('slug', '=', 'inverallan').executeTakeFirstOrThrow()).id)
  for (const [who, status] of [['both', 403], ['areaLead', 403], ['steering', 403], ['outsider', 404], ['nobody', 303]] as const) {
    t.equal((await test.as(who).get(url)).statusCode, status, who)
    for (const end of ['/submission', '/review', '/withdrawal']) t.equal((await test.as(who).post(url + end, { revision: '1', decision: 'release' })).statusCode, status, `${who} ${end}`)
  }
  t.equal((await test.as('chair').post(`${url}/withdrawal`)).statusCode, 303)
  t.match((await test.db.selectFrom('case_study_release').select('withdrawn_by_name').executeTakeFirstOrThrow()).withdrawn_by_name, people.chair.name)
})
