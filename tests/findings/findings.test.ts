import t from 'tap'
import { findBrowser } from '../../server/exports/find-browser.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { findingOf, noteOf, visitAtWork, visitorOf } from '../support/visit-work.ts'
import { wordText } from '../support/word.ts'

t.setTimeout(240_000)

const noBrowser = await findBrowser({ setting: process.env.BROWSER_PATH ?? '', cacheDir: '/tmp' }) ? false : 'no browser for PDF on this machine'

async function withFinding (t: Parameters<typeof visitAtWork>[0]) {
  const test = await visitAtWork(t)
  await test.as('member').post(`${test.home}/findings`, findingOf())
  const { id } = await test.db.selectFrom('visit_finding').select('id').executeTakeFirstOrThrow()
  return { ...test, finding: `${test.home}/findings/${id}` }
}

t.test('a finding is written, agreed to by the core group, and closed by the lead', async t => {
  const { as, db, home, finding } = await withFinding(t)
  const { body } = await as('outsider').get(`${home}/findings`)
  for (const words of ['1 finding, none agreed.', 'T1 Is the purpose understood?', 'Everybody knows what the meeting is for.', 'Said in both groups', 'Seen by Groups A and B, written by Mairi Sinclair', 'Nobody has agreed yet']) t.match(body, words)
  t.equal((await as('visitLead').post(`${finding}/closing`, { revision: 1 })).statusCode, 409, 'nobody agreed')
  t.equal((await as('member').post(`${finding}/agreement`, { revision: 1 })).statusCode, 403, 'a scribe is not of the core group')
  t.equal((await as('outsider').post(`${finding}/agreement`, { revision: 1 })).statusCode, 303)
  t.match((await as('visitLead').get(`${home}/findings`)).body, 'Agreed by Olu Adeyemi')
  t.equal((await as('outsider').post(`${finding}/closing`, { revision: 1 })).statusCode, 403, 'only the lead closes')
  t.equal((await as('visitLead').post(`${finding}/closing`, { revision: 1 })).statusCode, 303)
  t.match((await as('member').get(`${home}/findings?show=agreed`)).body, 'Agreed: closed by Vikram Rao on 23 November 2026')
  const late = await as('member').post(finding, findingOf({ revision: '1', text: 'Other words' }))
  t.equal(late.statusCode, 409)
  t.match(late.body, 'This finding is agreed, so it cannot be changed.')
  t.equal((await as('visitLead').post(`${finding}/reopening`)).statusCode, 303)
  t.equal((await as('visitLead').post(`${finding}/reopening`)).statusCode, 409)
  t.ok((await db.selectFrom('audit_event').select('id').where('what', 'in', ['finding.added', 'finding.agreed-to', 'finding.closed', 'finding.reopened']).execute()).length === 4)
})

t.test('new words ask for agreement again; who read the old ones is told', async t => {
  const { as, db, finding } = await withFinding(t)
  await as('outsider').post(`${finding}/agreement`, { revision: 1 })
  t.match((await as('member').get(finding)).body, 'Olu Adeyemi agreed to these words.')
  t.equal((await as('member').post(finding, findingOf({ revision: '1', text: 'Most know what the meeting is for.' }))).statusCode, 303)
  t.equal((await db.selectFrom('visit_finding_agreement').select('by_id').execute()).length, 0)
  const stale = await as('outsider').post(`${finding}/agreement`, { revision: 1 })
  t.equal(stale.statusCode, 409)
  t.match(stale.body, 'Read it again before you agree.')
})

t.test('two leads who change it at once see both texts', async t => {
  const { as, finding } = await withFinding(t)
  t.equal((await as('visitLead').post(finding, findingOf({ revision: '1', text: 'First wording' }))).statusCode, 303)
  const clash = await as('outsider').post(finding, findingOf({ revision: '1', text: 'Second wording', kind: 'opportunity' }))
  t.equal(clash.statusCode, 409)
  for (const words of ['First wording', 'Second wording', 'Vikram Rao saved this']) t.match(clash.body, words)
})

t.test('findings are sorted by form; what is wrong is said; taken out is gone', async t => {
  const { as, db, home, finding } = await withFinding(t)
  await as('member').post(`${home}/findings`, findingOf({ text: 'A second strength.' }))
  t.equal((await as('member').post(`${finding}/position`, { direction: 'down' })).statusCode, 403)
  t.equal((await as('outsider').post(`${finding}/position`, { direction: 'down' })).statusCode, 303)
  const { body } = await as('member').get(`${home}/findings`)
  t.ok(body.indexOf('A second strength.') < body.indexOf('Everybody knows'), 'moved down')
  const wrong = await as('member').post(`${home}/findings`, { text: '', evidence: 'Heard twice' })
  t.equal(wrong.statusCode, 422)
  for (const words of ['Choose what it is', 'Write the finding', 'Heard twice']) t.match(wrong.body, words)
  t.match((await as('member').post(`${home}/findings`, findingOf({ evidence: 'Mairi Sinclair told us' }))).body, 'Leave out Mairi Sinclair')
  t.match((await as('member').post(`${home}/findings`, findingOf({ theme: 'T9' }))).body, 'Choose a theme of this visit')
  await as('member').post(`${finding}/withdrawal`)
  t.notMatch((await as('member').get(`${home}/findings`)).body, 'Everybody knows')
  t.equal((await as('member').get(finding)).statusCode, 404)
  t.equal((await db.selectFrom('visit_finding').select('id').execute()).length, 2, 'and kept for the trail')
})

t.test('a visitor adds findings, and takes home what they will try with what was agreed, as PDF and Word', { skip: noBrowser }, async t => {
  const test = await withFinding(t)
  const { as, finding } = test
  const browser = await visitorOf(test)
  await as('outsider').post(`${finding}/agreement`, { revision: 1 })
  await as('visitLead').post(`${finding}/closing`, { revision: 1 })
  t.equal((await browser.post('/visiting/findings', findingOf({ text: 'Not agreed by anybody.' }))).statusCode, 303)
  t.equal((await browser.get('/visiting/take-away.pdf')).statusCode, 404, 'nothing written yet')
  t.match((await browser.post('/visiting/take-away', { revision: '0' })).body, 'Write what you will try')
  t.equal((await browser.post('/visiting/take-away', { revision: '0', text: 'Try the one-page form with two schools by May.' })).statusCode, 303)
  const clash = await browser.post('/visiting/take-away', { revision: '0', text: 'From my other device' })
  t.equal(clash.statusCode, 409)
  t.match(clash.body, 'one-page form')
  const pdf = await browser.get('/visiting/take-away.pdf')
  t.match(pdf.headers['content-disposition'], 'OFFICIAL Craigmor take-away 2026-27.pdf')
  const text = folded((await readPdf(pdf.rawPayload)).text)
  for (const words of ['What I will try at home: Freya Lund', 'Try the one-page form with two schools by May.', 'Everybody knows what the meeting is for.']) t.match(text, words)
  t.notMatch(text, 'Not agreed by anybody.')
  t.match(await wordText((await browser.get('/visiting/take-away.docx')).rawPayload), 'Try the one-page form with two schools by May.')
  t.equal((await as('member').get(`${test.home}/take-away.pdf`)).statusCode, 404, 'each has their own')
})

t.test('who may not', async t => {
  const { as, home, finding } = await withFinding(t)
  for (const [who, status] of [['both', 403], ['chair', 403], ['steering', 403], ['stranger', 404], ['nobody', 303]] as const) {
    t.equal((await as(who).get(`${home}/findings`)).statusCode, status, who)
    t.equal((await as(who).post(finding, findingOf({ revision: '1' }))).statusCode, status, who)
    t.equal((await as(who).get(`${home}/take-away`)).statusCode, status, who)
  }
  t.equal((await as('member').post(`${home}/notes/themes/T1`, noteOf())).statusCode, 303)
})
