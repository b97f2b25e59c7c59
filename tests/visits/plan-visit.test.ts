import t from 'tap'
import { people, places, testApp } from '../support/app.ts'
import { craigmorVisited, visitOf } from '../support/visits.ts'

/** A form of a new visit as a browser sends it, with its dates in three boxes. */
const formOf = (more: Record<string, string> = {}) => {
  const { starts_on: starts, ends_on: ends, ...rest } = { ...visitOf() as unknown as Record<string, string>, ...more }
  const boxes = (name: string, day: string) => { const [year, month, date] = day.split('-'); return { [`${name}-day`]: date!, [`${name}-month`]: month!, [`${name}-year`]: year! } }
  return { ...rest, ...boxes('starts_on', starts!), ...boxes('ends_on', ends!) }
}

t.test('a lead plans a visit to the authority, to a team, and of two teams to each other', async t => {
  const { as, db } = await testApp(t)
  const made = await as('visitLead').post('/visits', formOf())
  t.equal(made.statusCode, 303)
  const home = await as('visitLead').get(String(made.headers.location))
  for (const words of ['Collaborative Improvement visit, June 2027', 'What changes for children?', 'Strathclutha Council', '9 June 2027 to 11 June 2027', 'Being prepared', 'Themes and focus questions']) t.match(home.body, words)
  t.equal((await as('visitLead').post('/visits', formOf({ kind: 'team', team: 'craigmor', title: 'A visit to Craigmor' }))).statusCode, 303)
  t.equal((await as('visitLead').post('/visits', formOf({ kind: 'peer', team: 'craigmor', peer: 'inverallan', title: 'Craigmor and Inverallan' }))).statusCode, 303)
  t.match(await db.selectFrom('visit').select(['kind', 'place_id', 'peer_place_id']).orderBy('id').execute(), [
    { kind: 'authority', place_id: places.authority, peer_place_id: null }, { kind: 'team', place_id: places.craigmor, peer_place_id: null }, { kind: 'peer', place_id: places.craigmor, peer_place_id: places.inverallan }
  ])
  const titles = async (who: Parameters<typeof as>[0]) => [...(await as(who).get('/visits')).body.matchAll(/href="\/visits\/[0-9a-f-]{36}">([^<]+)</g)].map(([, title]) => title)
  t.same(await titles('steering'), ['Craigmor and Inverallan', 'A visit to Craigmor', 'Collaborative Improvement visit, June 2027'])
  t.same(await titles('member'), ['Craigmor and Inverallan', 'A visit to Craigmor'], 'a team sees its own')
  t.same(await titles('outsider'), ['Craigmor and Inverallan'], 'and those in which it is one of two')
  t.same(await titles('otherVisitLead'), [], 'another authority sees none')
  t.equal((await db.selectFrom('audit_event').select('id').where('what', '=', 'visit.added').execute()).length, 3)
})

t.test('what is wrong is said beside the field, and nothing typed is lost', async t => {
  const { as, db } = await testApp(t)
  const post = (form: Record<string, string>) => as('visitLead').post('/visits', form)
  const empty = await post({})
  t.equal(empty.statusCode, 422)
  for (const words of ['Choose who is visited', 'Give the visit a name', 'Write the question that the whole visit answers', 'Give the first day', 'Give the last day']) t.match(empty.body, words)
  for (const [more, words] of [
    [{ ends_on: '2027-06-08' }, 'The last day must be the first day or later'], [{ ends_on: '2027-07-20' }, 'A visit lasts at most 31 days'], [{ starts_on: '2027-02-30' }, 'Give a real date'],
    [{ kind: 'team' }, 'Choose the learning community that is visited'], [{ kind: 'peer', team: 'craigmor' }, 'Choose the second learning community'], [{ kind: 'peer', team: 'craigmor', peer: 'craigmor' }, 'Choose another learning community']
  ] as const) {
    const reply = await post(formOf(more))
    t.equal(reply.statusCode, 422, words)
    t.match(reply.body, words)
    t.match(reply.body, 'What changes for children?', 'kept')
  }
  t.same(await db.selectFrom('visit').selectAll().execute(), [])
  t.equal((await post(formOf({ kind: 'team', team: 'lochbeag' }))).statusCode, 404, 'a team of another authority')
  t.equal((await as('steering').post('/visits', formOf())).statusCode, 403)
})

t.test('two who save what the visit asks are shown both texts', async t => {
  const { as, db } = await testApp(t)
  const { visit } = await craigmorVisited(db)
  const { kind, ...form } = formOf()
  t.match((await as('visitLead').get(`/visits/${visit.id}/edit`)).body, 'What changes for children?')
  t.equal((await as('visitLead').post(`/visits/${visit.id}/edit`, { ...form, revision: '1', overarching_question: 'The first wording?' })).statusCode, 303)
  const clash = await as('visitLead').post(`/visits/${visit.id}/edit`, { ...form, revision: '1', overarching_question: 'The second wording?' })
  t.equal(clash.statusCode, 409)
  for (const words of ['The first wording?', 'The second wording?', 'Somebody else saved this']) t.match(clash.body, words)
  t.match(await db.selectFrom('visit').selectAll().executeTakeFirstOrThrow(), { overarching_question: 'The first wording?', revision: 2 })
  t.equal((await as('visitLead').post(`/visits/${visit.id}/edit`, { ...form, revision: '2', 'choice.overarching_question': 'mine', 'mine.overarching_question': 'The second wording?' })).statusCode, 303)
  t.ok(kind)
})

t.test('themes and questions are added, changed, moved and removed; a theme that asks nothing is pointed out', async t => {
  const { as, db } = await testApp(t)
  const { visit, theme, question } = await craigmorVisited(db)
  const home = `/visits/${visit.id}/themes`
  const lead = as('visitLead')
  t.equal((await lead.post(home, { title: 'How well do we listen?' })).statusCode, 303)
  const page = (await lead.get(home)).body
  for (const words of ['T1', 'What is it for?', 'How well do we listen?', 'This theme has no focus questions: add one, or say it is a whole-group session.']) t.match(page, words)
  t.match((await lead.get(`/visits/${visit.id}`)).body, '2 themes, 2 questions. Without questions: T2')
  t.match((await lead.post(home, { questions: 'Only this' })).body, 'Write the theme')
  const codes = async () => (await db.selectFrom('visit_theme').select('code').orderBy('position').execute()).map(row => row.code)
  await lead.post(`${home}/${theme.id}/position`, { direction: 'down' })
  t.same(await codes(), ['T2', 'T1'])
  await lead.post(`${home}/${theme.id}/questions`, { questions: '- Third?\n2) Fourth?\n\n' })
  t.same((await db.selectFrom('visit_question').select(['code', 'text']).where('theme_id', '=', theme.id).orderBy('position').execute()), [{ code: 'T1-Q1', text: 'What is it for?' }, { code: 'T1-Q2', text: 'Who knows it?' }, { code: 'T1-Q3', text: 'Third?' }, { code: 'T1-Q4', text: 'Fourth?' }])
  await lead.post(`/visits/${visit.id}/questions/${question.id}/position`, { direction: 'down' })
  t.equal((await lead.post(`/visits/${visit.id}/questions/${question.id}`, { revision: '1', text: 'What is it really for?' })).statusCode, 303)
  const clash = await lead.post(`/visits/${visit.id}/questions/${question.id}`, { revision: '1', text: 'Something else?' })
  t.equal(clash.statusCode, 409)
  t.match(clash.body, 'What is it really for?')
  t.same((await db.selectFrom('visit_question').select('text').where('theme_id', '=', theme.id).orderBy('position').execute()).map(row => row.text), ['Who knows it?', 'What is it really for?', 'Third?', 'Fourth?'])
  t.equal((await lead.post(`${home}/${theme.id}`, { revision: '1', title: 'Is its purpose understood?' })).statusCode, 303)
  t.equal((await lead.post(`${home}/${theme.id}`, { revision: '1', title: 'Another' })).statusCode, 409)
  t.equal((await lead.post(`/visits/${visit.id}/questions/${question.id}/removal`)).statusCode, 303)
  t.equal((await lead.post(`${home}/${theme.id}/removal`)).statusCode, 303)
  t.same(await codes(), ['T2'])
  t.equal((await lead.get(home)).statusCode, 200, 'a theme without questions breaks no page')
  t.match((await as('member').get(home)).body, 'How well do we listen?')
  t.notMatch((await as('member').get(home)).body, /Add a theme|Change theme/)
})

t.test('people are chosen from accounts or typed; an address links to the account; addresses are for the lead', async t => {
  const { as, db } = await testApp(t)
  const { visit } = await craigmorVisited(db, { kind: 'authority' })
  const home = `/visits/${visit.id}/people`
  const lead = as('visitLead')
  t.equal((await as('chair').get(`/visits/${visit.id}`)).statusCode, 404, 'not yet in it')
  t.equal((await lead.post(home, { name: 'C. Baird', organisation: 'Craigmor', email: people.chair.email.toUpperCase(), part: 'host' })).statusCode, 303)
  t.match(await db.selectFrom('visit_person').selectAll().where('part', '=', 'host').executeTakeFirstOrThrow(), { person_id: people.chair.id, name: 'C. Baird' })
  t.equal((await as('chair').get(`/visits/${visit.id}`)).statusCode, 200, 'who takes part sees the visit')
  t.equal((await as('chair').get(`/visits/${visit.id}/edit`)).statusCode, 403)
  for (const words of ['freya@example.org', 'Visitor, Northshore Council', 'Host, Craigmor']) t.match((await lead.get(home)).body, words)
  t.notMatch((await as('chair').get(home)).body, /freya@example.org|Add somebody/)
  for (const [form, words] of [[{ part: 'core' }, 'Give their name'], [{ name: 'Somebody', part: 'core' }, 'Say where they come from'], [{ name: 'Somebody', organisation: 'X' }, 'Choose their part'], [{ account: people.member.id, part: 'core' }, 'takes part already'], [{ name: 'F', organisation: 'X', email: 'FREYA@example.org', part: 'core' }, 'takes part already'], [{ name: 'F', organisation: 'X', email: 'freya', part: 'core' }, 'Give an e-mail address']] as const) {
    const reply = await lead.post(home, form)
    t.equal(reply.statusCode, 422, words)
    t.match(reply.body, words)
  }
  t.equal((await lead.post(home, { account: people.stranger.id, part: 'core' })).statusCode, 404, 'an account of another authority cannot be chosen')
  t.equal((await lead.post(home, { name: 'Stuart Weir', organisation: 'Invented Council', email: people.stranger.email, part: 'visitor' })).statusCode, 303)
  t.equal((await db.selectFrom('visit_person').select('person_id').where('name', '=', 'Stuart Weir').executeTakeFirstOrThrow()).person_id, null, 'nor is one linked')
  const { id } = await db.selectFrom('visit_person').select('id').where('part', '=', 'host').executeTakeFirstOrThrow()
  t.equal((await lead.post(`${home}/${id}`, { name: 'Catriona Baird', organisation: 'Craigmor', email: people.chair.email, part: 'core', group_label: 'A' })).statusCode, 303)
  t.match((await lead.get(home)).body, 'Group A')
  t.equal((await lead.post(`${home}/${id}/removal`)).statusCode, 303)
  t.equal((await as('chair').get(`/visits/${visit.id}`)).statusCode, 404)
  t.equal((await lead.post(`/visits/${visit.id}/partners`, { name: 'Education Scotland', kind: 'education-scotland' })).statusCode, 303)
  t.match((await lead.post(`/visits/${visit.id}/partners`, { name: 'Somewhere' })).body, 'Choose what they are')
  t.match((await lead.get(home)).body, 'Education Scotland')
})
