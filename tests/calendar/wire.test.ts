import nodeIcal from 'node-ical'
import t from 'tap'
import { addressOf, ask, eventsOf, ready, saveAction } from '../support/calendar.ts'
import { places } from '../support/app.ts'

t.test('the text is as RFC 5545 wants it: lines of 75 octets, CRLF, and every letter comes back', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member', 'team/craigmor')
  const what = 'Sgoiltean is clàr-ama; päivä, „größer“ \\ "now" 👩🏽‍🏫👩🏽‍🏫👩🏽‍🏫'
  const owner = 'Còmhla; a, b and 😀 '.repeat(8).trim()
  await saveAction(test, { what, owner_id: '', owner_role: owner })
  await test.db.updateTable('place').set({ name: 'Craigmor; North, Àird & "co"' }).where('id', '=', places.craigmor).execute()
  const { body, rawPayload } = await ask(test, path)
  t.ok(body.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n') && body.trimEnd().endsWith('END:VCALENDAR'))
  t.notMatch(body, /[^\r]\n|\r[^\n]/, 'CRLF and nothing else ends a line')
  t.equal(Buffer.from(body).compare(rawPayload), 0, 'valid UTF-8')
  const lines = body.split('\r\n')
  t.same(lines.filter(line => Buffer.byteLength(line) > 75), [])
  t.notMatch(body, '\ufffd', 'no letter is cut in two')
  t.ok(lines.some(line => line.startsWith(' ')), 'something was folded')
  for (const line of ['REFRESH-INTERVAL;VALUE=DURATION:PT12H', 'X-PUBLISHED-TTL:PT12H', 'TRANSP:TRANSPARENT']) t.ok(lines.includes(line), line)
  t.notMatch(body, 'METHOD:')

  const parsed = nodeIcal.sync.parseICS(body) as Record<string, any>
  const event = Object.values(parsed).find(part => part.uid === `action-${test.work.action.id}@lc-jst`)
  t.equal(event.summary, `Action 1 due: ${what}`)
  t.equal(event.description.split('\n')[0], 'Craigmor; North, Àird & "co", session 2026–27')
  t.equal(event.description.split('\n')[1], `Owner: ${owner}`)
  t.equal(event.description.split('\n').length, 3)
  t.match(lines.join('\n').replaceAll('\n ', ''), 'X-WR-CALNAME:Craigmor\\; North\\, Àird & "co": LC-JST\n')
})

t.test('a long or many-lined action is one short title', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  await saveAction(test, { what: `One\r\nBEGIN:VEVENT\r\nUID:forged\r\n${'👩🏽‍🏫 and so on '.repeat(20)}` })
  const events = await eventsOf(test, path)
  t.notOk('forged' in events, 'nobody writes events into a text box')
  const { summary } = events[`action-${test.work.action.id}@lc-jst`]
  t.match(summary, /^Action 1 due: One BEGIN:VEVENT UID:forged 👩🏽‍🏫 .*…$/u)
  t.ok([...new Intl.Segmenter('en-GB').segment(summary)].length <= 100)
})

t.test('the same data give the same bytes; whoever has them is told so, until something changes', async t => {
  const test = await ready(t)
  const path = await addressOf(test, 'member')
  const first = await ask(test, path)
  const tag = String(first.headers.etag)
  t.match(tag, /^"[\w-]+"$/)
  test.clock.now = new Date('2026-12-24T10:00:00Z')
  const again = await ask(test, path)
  t.equal(again.body, first.body, 'a month later')
  for (const header of [tag, `W/${tag}`, `"other", ${tag}`]) {
    const known = await ask(test, path, { 'if-none-match': header })
    t.equal(known.statusCode, 304, header)
    t.equal(known.body, '')
    t.equal(known.headers.etag, tag)
  }
  t.equal((await ask(test, path, { 'if-none-match': '"other"' })).statusCode, 200)
  await saveAction(test, { what: 'Something else' })
  const changed = await ask(test, path, { 'if-none-match': tag })
  t.equal(changed.statusCode, 200)
  t.not(changed.headers.etag, tag)
  t.match(changed.body, 'Something else')
})

t.test('UIDs and addresses are of the public address, where there is one', async t => {
  const test = await ready(t, { ORIGIN: 'https://toolkit.example.org' })
  const headers = { host: 'toolkit.example.org', 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded', cookie: (await test.cookieFor('member')).replace('sid=', '__Host-sid='), 'x-forwarded-proto': 'https' }
  const { body } = await test.app.inject({ method: 'POST', url: '/calendar/addresses', headers, payload: 'shows=mine' })
  t.match(body, 'webcal://toolkit.example.org/calendar/')
  const [, path] = /https:\/\/toolkit\.example\.org(\/calendar\/[\w-]{43}\.ics)/.exec(body)!
  const feed = await ask(test, path!, { host: 'toolkit.example.org' })
  t.match(feed.body, `UID:action-${test.work.action.id}@toolkit.exam`)
  t.match(feed.body.replaceAll('\r\n ', ''), 'URL;VALUE=URI:https://toolkit.example.org/communities/craigmor/2026-27/plan/actions/1\r\n')
})
