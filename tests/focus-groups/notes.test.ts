import t from 'tap'
import { newId } from '../../server/lib/ids.ts'
import { noteOf, visitAtWork, visitorOf } from '../support/visit-work.ts'

t.setTimeout(240_000)

t.test('a scribe writes a note to one question or to all of a theme; it stands there with author, group and tag', async t => {
  const { as, db, home, question } = await visitAtWork(t)
  t.match((await as('member').get(`${home}/notes`)).body, 'Is the purpose understood?')
  const one = (await as('member').get(`${home}/notes/themes/T1?question=T1-Q1`)).body
  t.match(one, 'What is it for?')
  t.notMatch(one, '<select class="govuk-select" id="question"')
  const reply = await as('member').post(`${home}/notes/themes/T1`, noteOf({ question: 'T1-Q1', alone: 'yes', group_label: 'A', tag: 'opportunity' }))
  t.equal(reply.statusCode, 303)
  t.match(reply.headers.location, '?question=T1-Q1', 'back to the question that was shown alone')
  await as('member').post(`${home}/notes/themes/T1`, noteOf({ text: 'In general it helps.' }))
  const { body } = await as('visitLead').get(`${home}/notes/themes/T1`)
  for (const words of ['2 notes', 'Schools say the form is long.', 'T1-Q1 · Group A · Opportunity', 'In general it helps.', 'Mairi Sinclair']) t.match(body, words)
  t.match(await db.selectFrom('visit_note').selectAll().orderBy('id').execute(), [{ question_id: question.id, group_label: 'A' }, { question_id: null }])
  t.ok(await db.selectFrom('audit_event').select('id').where('what', '=', 'visit-note.added').executeTakeFirst())
  for (const whole of ['feedback', 'plenary']) t.equal((await as('member').post(`${home}/notes/themes/${whole}`, noteOf())).statusCode, 303)
  t.match((await as('member').get(`${home}/notes`)).body, 'Plenary</a>: 1 note')
  t.equal((await as('member').get(`${home}/notes/themes/T9`)).statusCode, 404)
})

t.test('a theme without focus questions gets one free page', async t => {
  const { as, home } = await visitAtWork(t)
  await as('visitLead').post(`${home}/themes`, { title: 'Whole group' })
  const { body } = await as('member').get(`${home}/notes/themes/T2`)
  t.match(body, 'This theme has no focus questions: write what is said.')
  t.equal((await as('member').post(`${home}/notes/themes/T2`, noteOf())).statusCode, 303)
})

t.test('a note that comes twice is there once; many at the same time are all there', async t => {
  const { app, as, db, home, cookieFor } = await visitAtWork(t)
  const note = noteOf()
  const send = async (form: Record<string, string>, who: 'member' | 'outsider' | 'visitLead' = 'member') => app.inject({
    method: 'POST', url: `${home}/notes/themes/T1`, payload: new URLSearchParams(form).toString(),
    headers: { host: 'localhost', cookie: await cookieFor(who), 'sec-fetch-site': 'same-origin', accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' }
  })
  const [first, second] = [await send(note), await send(note)]
  t.same([first.statusCode, second.statusCode], [201, 201])
  t.equal(first.json().id, second.json().id)
  t.equal(second.json().isNew, false)
  const replies = await Promise.all(Array.from({ length: 30 }, (_none, n) => send(noteOf({ text: `Note ${n}` }), (['member', 'outsider', 'visitLead'] as const)[n % 3])))
  t.same(replies.map(reply => reply.statusCode).filter(status => status !== 201), [])
  t.equal((await db.selectFrom('visit_note').select('id').execute()).length, 31)
  t.match((await as('member').get(`${home}/notes/themes/T1`)).body, '31 notes')
})

t.test('own notes are changed and taken back, by their author alone; two devices see both texts', async t => {
  const { as, db, home } = await visitAtWork(t)
  await as('member').post(`${home}/notes/themes/T1`, noteOf())
  const { id } = await db.selectFrom('visit_note').select('id').executeTakeFirstOrThrow()
  t.equal((await as('visitLead').get(`${home}/notes/${id}`)).statusCode, 404, 'not the lead’s own')
  t.match((await as('member').get(`${home}/notes/${id}`)).body, 'Schools say the form is long.')
  t.equal((await as('member').post(`${home}/notes/${id}`, { revision: 1, text: 'The form is too long.' })).statusCode, 303)
  const clash = await as('member').post(`${home}/notes/${id}`, { revision: 1, text: 'The form takes an hour.' })
  t.equal(clash.statusCode, 409)
  for (const words of ['The form is too long.', 'The form takes an hour.']) t.match(clash.body, words)
  t.equal((await as('visitLead').post(`${home}/notes/${id}/taking-back`)).statusCode, 404)
  t.equal((await as('member').post(`${home}/notes/${id}/taking-back`)).statusCode, 303)
  t.match((await as('member').get(`${home}/notes/themes/T1`)).body, 'No notes yet')
})

t.test('what is wrong is said, what was typed stays; nobody is named', async t => {
  const { as, db, home } = await visitAtWork(t)
  const url = `${home}/notes/themes/T1`
  const empty = await as('member').post(url, noteOf({ text: '', group_label: 'B' }))
  t.equal(empty.statusCode, 422)
  t.match(empty.body, 'Write the note')
  t.match(empty.body, 'value="B"')
  t.match((await as('member').post(url, noteOf({ question: 'T9-Q9' }))).body, 'Choose a question of this theme')
  t.match((await as('member').post(url, noteOf({ text: 'Mairi Sinclair said it works' }))).body, 'Leave out Mairi Sinclair: notes name nobody')
  const guarded = await as('member').post(url, noteOf({ text: 'Hamish McDonald has no place to play.' }))
  t.equal(guarded.statusCode, 422)
  t.match(guarded.body, 'Does this tell who a child is?')
  t.equal((await db.selectFrom('visit_note').select('id').execute()).length, 0)
})

t.test('two groups stand side by side, question by question', async t => {
  const { as, home } = await visitAtWork(t)
  const url = `${home}/notes/themes/T1`
  for (const [group_label, text] of [['A', 'We all know.'], ['B', 'New schools do not.'], ['C', 'It depends.']] as const) await as('member').post(url, noteOf({ question: 'T1-Q1', group_label, text }))
  const { body } = await as('visitLead').get(`${url}/side-by-side`)
  for (const words of ['Group A', 'Group B', 'We all know.', 'New schools do not.']) t.match(body, words)
  t.notMatch(body, 'It depends.')
  t.match((await as('visitLead').get(`${url}/side-by-side?left=B&right=C`)).body, 'It depends.')
})

t.test('a visitor with a link writes too, as themselves, and changes only their own', async t => {
  const test = await visitAtWork(t)
  const browser = await visitorOf(test)
  t.match((await browser.get('/visiting')).body, '/visiting/notes')
  t.match((await browser.get('/visiting/notes')).body, 'Is the purpose understood?')
  t.equal((await browser.post('/visiting/notes/themes/T1', noteOf({ text: 'We do this with one page.' }))).statusCode, 303)
  const note = await test.db.selectFrom('visit_note').selectAll().executeTakeFirstOrThrow()
  t.match(note, { author_name: 'Freya Lund', author_id: test.visitor.id, visit_id: test.visit.id })
  t.match((await browser.get('/visiting/notes/themes/T1')).body, `/visiting/notes/${note.id}`)
  t.equal((await browser.post(`/visiting/notes/${note.id}`, { revision: '1', text: 'One page each.' })).statusCode, 303)
  t.equal((await test.as('nobody').get('/visiting/notes')).statusCode, 403)
})

t.test('who may not', async t => {
  const { as, home } = await visitAtWork(t)
  for (const [who, status] of [['both', 403], ['chair', 403], ['areaLead', 403], ['steering', 403], ['dataOfficer', 403], ['stranger', 404], ['nobody', 303]] as const) {
    t.equal((await as(who).get(`${home}/notes`)).statusCode, status, who)
    t.equal((await as(who).post(`${home}/notes/themes/T1`, noteOf())).statusCode, status, who)
  }
  t.equal((await as('member').get(`/visits/${newId()}/notes`)).statusCode, 404)
})
