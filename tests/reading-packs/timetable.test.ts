import t from 'tap'
import { testApp } from '../support/app.ts'
import { craigmorVisited } from '../support/visits.ts'

t.test('the timetable of the visit is part of its pack', async t => {
  const test = await testApp(t)
  const { visit, session } = await craigmorVisited(test.db)
  const { body } = await test.as('chair').get(`/visits/${visit.id}/pack/timetable`)
  t.match(body, session.title)
  t.match(body, 'Led by')
  t.match((await test.as('chair').get(`/visits/${visit.id}/pack`)).body, 'Timetable')
})
