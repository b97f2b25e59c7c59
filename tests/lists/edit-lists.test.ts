import t from 'tap'
import { places, testApp } from '../support/app.ts'
import { listItems } from '../../server/features/lists/queries.ts'

const names = async ({ db }: Awaited<ReturnType<typeof testApp>>) => (await listItems(db, places.authority, 'supports')).filter(item => !item.retired).map(item => item.name)

t.test('an authority adds, renames, moves and takes out; codes stay, and another authority has its own', async t => {
  const test = await testApp(t)
  const { as, db } = test
  const before = await names(test)
  const post = async (end: string, form = {}) => t.equal((await as('dataOfficer').post(`/lists/supports/items${end}`, form)).statusCode, 303, end)
  await post('', { name: 'Family meal group' })
  t.same(await names(test), [...before, 'Family meal group'])
  await post('/mentoring', { name: 'Mentors in Violence', was: 'Mentoring' })
  await post('/family-meal-group/position', { direction: 'up' })
  await post('/counselling/retirement')
  const after = await names(test)
  t.ok(after.includes('Mentors in Violence'))
  t.notOk(after.includes('Counselling'))
  t.same(after.slice(-2), ['Family meal group', 'Another support'])
  const all = await listItems(db, places.authority, 'supports')
  t.match(all.find(item => item.code === 'counselling'), { name: 'Counselling', retired: true }, 'it is still named for older records')
  t.equal(all.find(item => item.code === 'mentoring')!.name, 'Mentors in Violence')
  t.same((await listItems(db, places.otherAuthority, 'supports')).map(item => item.name), before)
  await post('/counselling/offering')
  t.ok((await names(test)).includes('Counselling'))
  t.equal((await db.selectFrom('audit_event').select('what').where('what', 'like', 'list.%').execute()).length, 5)
  const page = await as('administrator').get('/lists/supports')
  t.match(page.body, 'Family meal group')
})

t.test('bad input is explained and stays typed', async t => {
  const test = await testApp(t)
  const { as } = test
  const twice = await as('dataOfficer').post('/lists/supports/items', { name: ' MENTORING ' })
  t.equal(twice.statusCode, 422)
  t.match(twice.body, 'The list has an item of this name')
  t.match(twice.body, 'MENTORING')
  const long = await as('dataOfficer').post('/lists/supports/items/mentoring', { name: 'x'.repeat(81), was: 'Mentoring' })
  t.equal(long.statusCode, 422)
  t.match(long.body, /Keep this to 80 characters/)
  t.match(long.body, 'x'.repeat(81))
  await as('dataOfficer').post('/lists/supports/items/mentoring', { name: 'Mentors', was: 'Mentoring' })
  const late = await as('administrator').post('/lists/supports/items/mentoring', { name: 'Mentor scheme', was: 'Mentoring' })
  t.equal(late.statusCode, 422)
  t.match(late.body, 'Somebody has renamed it to “Mentors” meanwhile')
  t.match(late.body, 'Mentor scheme')
  await as('dataOfficer').post('/lists/supports/items/mentors/retirement')
  await as('dataOfficer').post('/lists/supports/items/mentoring/retirement')
  t.match((await as('dataOfficer').post('/lists/supports/items', { name: 'Mentors' })).body, 'Offer it again instead')
})

t.test('the eight wellbeing indicators can be reworded, and neither added to nor taken out; who may not', async t => {
  const { as } = await testApp(t)
  t.equal((await as('dataOfficer').post('/lists/wellbeing/items', { name: 'Happy' })).statusCode, 422)
  t.equal((await as('dataOfficer').post('/lists/wellbeing/items/safe/retirement')).statusCode, 409)
  t.equal((await as('dataOfficer').post('/lists/wellbeing/items/safe', { name: 'I am safe', was: 'Safe' })).statusCode, 303)
  t.equal((await as('dataOfficer').post('/lists/supports/items/no-such/retirement')).statusCode, 404)
  t.equal((await as('dataOfficer').get('/lists/weather')).statusCode, 404)
  for (const name of ['chair', 'steering', 'areaLead'] as const) t.equal((await as(name).get('/lists')).statusCode, 403)
})
