import t from 'tap'
import { PDFDocument } from '@cantoo/pdf-lib'
import { testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { answer, opened, phone, poolOf, views } from '../support/surveying.ts'
import { craigmorAtWork } from '../support/work.ts'

t.setTimeout(240_000)
const day = (name: string, year: number, month: number, date: number) => ({ [`${name}-day`]: date, [`${name}-month`]: month, [`${name}-year`]: year })
const form = { questionnaire: 'views-parent@1', ...day('opens_on', 2026, 11, 23), ...day('closes_on', 2026, 12, 11), used_at: 'Three primaries', contact: 'The box at the office', answer_cap: 200 }

t.test('the chair opens a questionnaire and gets its link, code and poster', async t => {
  const test = await testApp(t)
  const reply = await test.as('chair').post(`${views}/surveys`, form)
  t.equal(reply.statusCode, 303)
  const { body } = await test.as('chair').get(String(reply.headers.location))
  t.match(body, /Open until 11 December 2026/)
  t.match(body, /Nobody has answered yet/)
  t.match(body, /Polish: a translation to be checked by a speaker before use/, 'the chair is told about translations')
  t.match(body, /<svg class="app-qr"/)
  const link = /\/s\/([\w-]{22})/.exec(body)![1]!
  t.equal((await phone(test).get(`/s/${link}`)).statusCode, 200)
  t.notMatch((await phone(test).get(`/s/${link}`)).body, /translation to be checked/, 'families are not')
  const inUse = await test.db.selectFrom('framework_in_use').select('framework_id').where('framework_id', '=', 'views-parent').execute()
  t.equal(inUse.length, 1, 'and its version is frozen')
  t.match(JSON.stringify(await test.db.selectFrom('audit_event').select('what').execute()), /survey\.opened/)
})

t.test('what is wrong is said beside the field, and nothing typed is lost', async t => {
  const test = await testApp(t)
  const nothing = await test.as('chair').post(`${views}/surveys`, {})
  t.equal(nothing.statusCode, 422)
  for (const words of ['Choose whom to ask', 'Say from which day it can be answered', 'Say until which day it can be answered']) t.match(nothing.body, words)
  const wrong = await test.as('chair').post(`${views}/surveys`, { ...form, ...day('closes_on', 2026, 11, 1), answer_cap: 3 })
  t.equal(wrong.statusCode, 422)
  t.match(wrong.body, /Give a whole number from 5 to 1,000/)
  t.match(wrong.body, /Three primaries/)
  t.match((await test.as('chair').post(`${views}/surveys`, { ...form, ...day('closes_on', 2026, 11, 1) })).body, /Choose a day that is not before it opens/)
  t.equal((await test.as('member').post(`${views}/surveys`, form)).statusCode, 403)
  t.equal((await test.as('outsider').post(`${views}/surveys`, form)).statusCode, 404)
})

t.test('dates change while it is open, and two who change them at once see both', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const address = `${views}/surveys/${survey.id}`
  const change = (more: object) => ({ revision: 1, ...day('opens_on', 2026, 11, 1), ...day('closes_on', 2026, 12, 18), answer_cap: 300, used_at: 'Two primaries', contact: 'The box at the school office', ...more })
  t.equal((await test.as('chair').post(address, change({}))).statusCode, 303)
  const clash = await test.as('chair').post(address, change({ used_at: 'Four nurseries' }))
  t.equal(clash.statusCode, 409)
  t.match(clash.body, /Four nurseries/)
  t.match(clash.body, /Two primaries/)
})

t.test('closed early it is closed at once, and can be opened longer until it is read', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const address = `${views}/surveys/${survey.id}`
  for (let n = 0; n < 5; n++) await answer(test, survey.link, ['yes', '', '', '', `text ${n}`])
  t.equal((await test.as('chair').post(`${address}/reading`)).statusCode, 409, 'not read while it is open')
  await test.as('chair').post(`${address}/closing`)
  t.equal((await phone(test).get(`/s/${survey.link}`)).statusCode, 410)
  const row = await test.db.selectFrom('survey').select('revision').where('id', '=', survey.id).executeTakeFirstOrThrow()
  t.equal((await test.as('chair').post(address, { revision: row.revision, ...day('opens_on', 2026, 11, 1), ...day('closes_on', 2026, 12, 18), answer_cap: 300 })).statusCode, 303)
  t.equal((await phone(test).get(`/s/${survey.link}`)).statusCode, 200)
})

t.test('links that work once each are shown once, and only their marks are kept', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const { body } = await test.as('chair').post(`${views}/surveys/${survey.id}/links`, { how_many: 12 })
  const tokens = [...new Set([...body.matchAll(/\/s\/([\w-]{22})/g)].map(([, token]) => token!))]
  t.equal(tokens.length, 12)
  const kept = JSON.stringify(await test.db.selectFrom('survey_link').selectAll().execute())
  t.ok(tokens.every(token => !kept.includes(token)))
  for (const token of tokens.slice(0, 3)) await answer(test, token, ['no'])
  t.match((await test.as('chair').get(`${views}/surveys/${survey.id}`)).body, /12 made, fewer than 5 used/, 'a small number is not told')
  t.match((await test.as('chair').post(`${views}/surveys/${survey.id}/links`, { how_many: 1000 })).body, /Give a whole number from 1 to 60/)
})

t.test('the poster holds the code, the address and each language on one sheet', { skip: noBrowser }, async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  const reply = await test.as('chair').get(`${views}/surveys/${survey.id}/poster.pdf`)
  t.equal(reply.statusCode, 200)
  t.match(reply.headers['content-disposition'], /OFFICIAL Craigmor questionnaire poster 2026-27\.pdf/)
  t.equal((await PDFDocument.load(reply.rawPayload, { updateMetadata: false })).getPageCount(), 1)
})

t.test('the chair reads each text, takes words out, and the team sees only what is shown', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const survey = await opened(test.db)
  const address = `${views}/surveys/${survey.id}`
  for (const text of ['Jamie Robertson in P6 is kind, ring 07700 900123', 'More time with the nurse', 'A quiet room', 'Nothing', 'Please listen']) await answerPersonal(test, survey.link, text)
  t.equal((await poolOf(test, survey)).texts.length, 5)
  await test.as('chair').post(`${address}/closing`)
  t.equal((await test.as('chair').post(`${address}/reading`)).headers.location, `${address}/texts`)
  const page = (await test.as('chair').get(`${address}/texts`)).body
  t.match(page, /<mark class="app-mark">Jamie Robertson/)
  t.match(page, /5 texts to read/)
  t.equal((await test.as('member').get(`${address}/texts`)).statusCode, 403)
  t.match((await test.as('member').get(`${address}/results`)).body, /Nobody wrote anything that is shown/)
  const rows = await test.db.selectFrom('survey_text').selectAll().execute()
  const idOf = (words: string) => rows.find(row => row.original!.includes(words))!.id
  const none = await test.as('chair').post(`${address}/texts/${idOf('nurse')}`, {})
  t.equal(none.statusCode, 422)
  t.match(none.body, /Choose what to do/)
  t.match((await test.as('chair').post(`${address}/texts/${idOf('nurse')}`, { decision: 'release', words: 'doctor' })).body, /“doctor” is not in the text/)
  await test.as('chair').post(`${address}/texts/${idOf('Jamie')}`, { decision: 'release', found: ['Jamie Robertson', '07700 900123'], words: 'in P6' })
  await test.as('chair').post(`${address}/texts/${idOf('nurse')}`, { decision: 'release' })
  await test.as('chair').post(`${address}/texts/${idOf('Nothing')}`, { decision: 'leave-out' })
  t.equal((await test.as('chair').post(`${address}/texts/${idOf('Nothing')}`, { decision: 'release' })).statusCode, 409, 'decided once')
  const after = await test.db.selectFrom('survey_text').selectAll().execute()
  const shown = after.filter(row => row.state === 'released').map(row => row.shown).sort()
  t.same(shown, ['More time with the nurse', '[taken out] [taken out] is kind, ring [taken out]'])
  t.same(after.filter(row => row.state !== 'waiting').map(row => row.original), [null, null, null], 'originals are gone')
  const results = (await test.as('member').get(`${address}/results`)).body
  t.match(results, /More time with the nurse/)
  t.notMatch(results, /Jamie|07700|Nothing|quiet room/)
  const trail = JSON.stringify(await test.db.selectFrom('audit_event').selectAll().where('what', 'like', 'survey-text.%').execute())
  t.match(trail, /places/, 'the trail keeps where')
  t.notMatch(trail, /Jamie|07700/, 'and not what')
})

/** Answer with a text that looks personal, on purpose. */
async function answerPersonal (test: Awaited<ReturnType<typeof testApp>>, link: string, text: string) {
  const hand = phone(test)
  await hand.post(`/s/${link}`)
  const asked = await hand.post('/answer/5', { answer: text })
  const seen = /name="seen" value="(\w+)"/.exec(asked.body)?.[1]
  if (seen) await hand.post('/answer/5', { answer: text, seen })
  await hand.post('/answer/sending')
}

t.test('where to get help and videos are the authority’s to say', async t => {
  const test = await testApp(t)
  const survey = await opened(test.db)
  t.equal((await test.as('chair').get('/survey-settings')).statusCode, 403)
  const bad = await test.as('dataOfficer').post('/survey-settings', { revision: 0, help_young: 'Childline: 0800 1111', bsl_child: 'not a link' })
  t.equal(bad.statusCode, 422)
  t.match(bad.body, /Give an address that begins with https:/)
  t.match(bad.body, /not a link/)
  t.equal((await test.as('dataOfficer').post('/survey-settings', { revision: 0, help_young: 'Childline: 0800 1111\nThe Den: 0800 000 000', bsl_child: 'https://videos.example.org/views' })).statusCode, 303)
  const { body } = await phone(test).get(`/s/${survey.link}`)
  t.match(body, /The Den: 0800 000 000/)
  t.match(body, /https:\/\/videos\.example\.org\/views/)
  t.equal((await test.as('administrator').post('/survey-settings', { revision: 0, help_young: 'Another line' })).statusCode, 409, 'two at once see both')
})
