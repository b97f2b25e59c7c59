import t from 'tap'
import { places, testApp } from '../support/app.ts'

t.test('a list is previewed, confirmed and brought in, with the areas that are new', async t => {
  const { as, db } = await testApp(t)
  const rows = 'Area,Learning community\nNorth,Glenorrin\nWest,"Brae, The"'
  const preview = await as('administrator').post('/organisation/import', { rows })
  t.equal(preview.statusCode, 200)
  t.match(preview.body, '2 learning communities will be added.')
  t.equal(await db.selectFrom('place').select('id').where('name', '=', 'Glenorrin').executeTakeFirst(), undefined, 'nothing is saved yet')
  const done = await as('administrator').post('/organisation/import', { rows, confirmed: 'true' })
  t.equal(done.statusCode, 303)
  const brae = await db.selectFrom('place').selectAll().where('name', '=', 'Brae, The').executeTakeFirstOrThrow()
  t.match(brae, { slug: 'brae-the', kind: 'community', authority_id: places.authority })
})

t.test('a file may be uploaded', async t => {
  const { app, cookieFor } = await testApp(t)
  const body = ['--x', 'content-disposition: form-data; name="file"; filename="list.csv"', 'content-type: text/csv', '', 'North;Upbrae', '--x--', ''].join('\r\n')
  const reply = await app.inject({ method: 'POST', url: '/organisation/import', payload: body, headers: { host: 'localhost', cookie: await cookieFor('administrator'), 'sec-fetch-site': 'same-origin', 'content-type': 'multipart/form-data; boundary=x' } })
  t.equal(reply.statusCode, 200)
  t.match(reply.body, 'Upbrae')
})

t.test('every bad line is named with what is wrong, and nothing is saved', async t => {
  const { as, db } = await testApp(t)
  const before = await db.selectFrom('place').select('id').execute()
  const rows = 'North,Newbrae\nNorth\n,Nowhere\nNorth,Craigmor\nNorth,Newbrae'
  const preview = await as('administrator').post('/organisation/import', { rows })
  t.match(preview.body, '4 lines of 5 cannot be used')
  t.match(preview.body, 'The learning community is missing')
  t.match(preview.body, 'The area is missing')
  t.match(preview.body, 'is already there')
  t.match(preview.body, /<textarea[^>]*>\s*North,Newbrae/, 'the list can be corrected')
  const forced = await as('administrator').post('/organisation/import', { rows, confirmed: 'true' })
  t.equal(forced.statusCode, 422)
  t.match(forced.body, 'Line 2:')
  t.equal((await db.selectFrom('place').select('id').execute()).length, before.length)
  t.match((await as('administrator').post('/organisation/import', {})).body, 'Type or paste a list, or choose a file')
})

t.test('a place is renamed, moved, closed and opened again, with its history', async t => {
  const { as, db } = await testApp(t)
  const place = `/organisation/places/${places.craigmor}`
  await as('administrator').post(`${place}/name`, { name: 'Craigmore' })
  t.match((await as('administrator').get(place)).body, 'Craigmor, until 23 November 2026')
  t.match((await as('administrator').post(`${place}/name`, { name: 'inverallan' })).body, 'There is already a learning community called inverallan')
  await as('administrator').post(`${place}/area`, { area: places.south })
  t.equal((await as('areaLead').get('/communities/craigmor/2026-27/members')).statusCode, 404, 'no longer in this lead’s area')
  t.equal((await as('administrator').post(`${place}/closure`)).statusCode, 303)
  t.match((await as('administrator').get(place)).body, 'Closed on 23 November 2026')
  t.equal((await as('administrator').post(`/organisation/places/${places.south}/closure`)).statusCode, 409, 'an area with open communities')
  await as('administrator').post(`${place}/reopening`)
  t.same((await db.selectFrom('audit_event').select('what').where('subject_id', '=', places.craigmor).orderBy('id').execute()).map(row => row.what),
    ['community.renamed', 'community.moved', 'community.closed', 'community.reopened'])
})

t.test('who may not', async t => {
  const { as } = await testApp(t)
  t.equal((await as('steering').get('/organisation')).statusCode, 200)
  t.equal((await as('steering').post('/organisation/areas', { name: 'West' })).statusCode, 403)
  t.equal((await as('administrator').post(`/organisation/places/${places.otherCommunity}/closure`)).statusCode, 404)
})
