import { connect as connectTo } from 'node:net'
import fc from 'fast-check'
import t from 'tap'
import { restoreArchive, writeArchive } from '../../server/db/archive.ts'
import { connect } from '../../server/db/connect.ts'
import scanWaiting from '../../server/cli/scan-attachments.ts'
import { cleanName } from '../../server/features/evidence/attachment-rules.ts'
import { contentOf } from '../../server/features/evidence/attachments.ts'
import { checkZip } from '../../server/lib/office-zip.ts'
import { scanBytes } from '../../server/web/clamd.ts'
import { testApp } from '../support/app.ts'
import { eicar, startScanner } from '../support/clamd.ts'
import { files, multipart, upload } from '../support/upload.ts'
import { craigmorAtWork } from '../support/work.ts'

const register = '/communities/craigmor/2026-27/evidence'

async function atWork (t: Parameters<typeof testApp>[0], settings: Record<string, string> = {}) {
  const test = await testApp(t, settings)
  const { evidence } = await craigmorAtWork(test.db)
  const record = `${register}/${evidence.id}`
  return { ...test, evidence, record, send: (name: string, bytes: Buffer, options = {}) => upload(test, 'member', `${record}/attachments`, name, bytes, options), stored: () => test.db.selectFrom('attachment').selectAll().orderBy('id').execute() }
}

t.test('a file goes in, comes out byte for byte as something to keep, and is never shown as a page', async t => {
  const { as, db, record, send, stored } = await atWork(t)
  const good = { 'Minutes of March.pdf': files.pdf(), 'Board.png': files.png(), 'Board.JPG': files.jpeg(), 'Minutes.docx': files.docx(), 'Figures – Übersicht.xlsx': files.xlsx() }
  for (const [name, bytes] of Object.entries(good)) t.equal((await send(name, bytes)).statusCode, 303, name)
  const rows = await stored()
  t.same(rows.map(row => row.name), Object.keys(good))
  t.match(rows[0], { scan: 'not-scanned', added_by_name: 'Mairi Sinclair', added_at: '2026-11-23T10:00:00.000Z' })
  for (const [n, bytes] of Object.values(good).entries()) {
    const reply = await as('areaLead').get(`${record}/attachments/${rows[n]!.id}`)
    t.equal(reply.statusCode, 200)
    t.ok(reply.rawPayload.equals(bytes), rows[n]!.name)
    t.match(reply.headers, {
      'content-disposition': /^attachment; filename="/, 'x-content-type-options': 'nosniff', 'content-security-policy': "sandbox; default-src 'none'", 'cross-origin-resource-policy': 'same-origin', 'cache-control': 'no-store'
    })
  }
  t.match((await as('chair').get(`${record}/attachments/${rows[4]!.id}`)).headers['content-disposition'], "filename*=UTF-8''Figures%20%E2%80%93%20%C3%9Cbersicht.xlsx")
  const page = (await as('chair').get(record)).body
  t.match(page, 'Not scanned for viruses: this server has no scanner.')
  t.match((await as('chair').get(register)).body, '5 files.')
  const trail = await db.selectFrom('audit_event').selectAll().where('what', '=', 'evidence.file-attached').execute()
  t.equal(trail.length, 5)
  t.notMatch(trail[0]!.details, 'Minutes', 'the trail holds no file names')
})

t.test('a large file is kept in parts and comes back the same', async t => {
  const { as, record, send, stored, db } = await atWork(t)
  const noise = Buffer.alloc(10 * 1024 * 1024 - 200)
  for (let at = 0; at < noise.length; at++) noise[at] = (at * 7919) >> 5
  const whole = Buffer.concat([files.pdf(), noise])
  t.equal((await send('All minutes.pdf', whole)).statusCode, 303)
  const [row] = await stored()
  t.ok((await as('chair').get(`${record}/attachments/${row!.id}`)).rawPayload.equals(whole))
  t.ok((await db.selectFrom('attachment_content').select('part').execute()).length > 35)
})

t.test('what cannot be kept is explained beside the field, and nothing is stored', async t => {
  const { send, stored, db } = await atWork(t)
  const cases: [string, Buffer, number, RegExp, { field?: string, cut?: number }?][] = [
    ['big.pdf', Buffer.concat([files.pdf(), Buffer.alloc(10 * 1024 * 1024)]), 413, /larger than 10 MB/],
    ['letter.odt', files.pdf(), 422, /Choose a PDF, PNG, JPEG/],
    ['empty.pdf', Buffer.alloc(0), 422, /The file is empty/],
    ['', Buffer.alloc(0), 422, /Choose a file/],
    ['half.pdf', Buffer.concat([files.pdf(), Buffer.alloc(5000)]), 422, /did not arrive whole/, { cut: 3000 }],
    ['half.pdf', files.pdf(), 422, /did not arrive whole/, { cut: 12 }]
  ]
  for (const [name, bytes, status, words, options] of cases) {
    const reply = await send(name, bytes, options)
    t.equal(reply.statusCode, status, name)
    t.match(reply.body, words)
    t.match(reply.body, /id="file-error"/)
    t.match(reply.body, 'There is a problem')
    t.match(reply.body, '13 of 18 goals', 'the record is still there')
  }
  t.same(await stored(), [])
  t.same(await db.selectFrom('attachment_content').selectAll().execute(), [])
})

t.test('a connection that breaks half-way leaves nothing behind and the server well', async t => {
  const test = await atWork(t)
  const origin = new URL(await test.app.listen({ host: '127.0.0.1', port: 0 }))
  const { payload, headers } = multipart('half.pdf', Buffer.concat([files.pdf(), Buffer.alloc(500_000)]))
  const cookie = await test.cookieFor('member')
  await new Promise<void>(resolve => {
    const socket = connectTo({ host: origin.hostname, port: Number(origin.port) }, () => {
      socket.write(`POST ${test.record}/attachments HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: ${cookie}\r\nSec-Fetch-Site: same-origin\r\nContent-Type: ${headers['content-type']}\r\nContent-Length: ${payload.length}\r\n\r\n`)
      socket.write(payload.subarray(0, 200_000), () => setTimeout(() => { socket.destroy(); resolve() }, 100))
    })
  })
  await new Promise(resolve => setTimeout(resolve, 200))
  t.same(await test.stored(), [])
  t.equal((await test.send('whole.pdf', files.pdf())).statusCode, 303)
})

t.test('a file whose name tells of a child is pointed out, one that names a colleague is not', async t => {
  const { as, record, send } = await atWork(t)
  await send('Minutes_Amy_Smith.pdf', files.pdf('1'))
  t.match((await as('member').get(record)).body, 'Its name looks personal: “Amy Smith” looks like a person’s name.')
  await send('Visit of Mairi Sinclair.pdf', files.pdf('2'))
  t.notMatch((await as('member').get(record)).body, 'looks personal')
})

t.test('twenty files and no more; the same file once', async t => {
  const { send, stored, as, record } = await atWork(t)
  for (let n = 0; n < 20; n++) t.equal((await send(`Minutes ${n}.pdf`, files.pdf(String(n)))).statusCode, 303)
  const twice = await send('Another name.pdf', files.pdf('3'))
  t.match(twice.body, 'This file is attached already')
  const more = await send('Minutes 20.pdf', files.pdf('20'))
  t.equal(more.statusCode, 422)
  t.match(more.body, 'room for 20 files')
  t.match((await as('chair').get(record)).body, 'no room for more than 20 files')
  t.equal((await stored()).length, 20)
})

t.test('two uploads at once do not pass the limit', async t => {
  const { send, stored } = await atWork(t)
  for (let n = 0; n < 19; n++) await send(`Minutes ${n}.pdf`, files.pdf(String(n)))
  const replies = await Promise.all(['a', 'b', 'c'].map(text => send(`${text}.pdf`, files.pdf(text))))
  t.same(replies.map(reply => reply.statusCode).sort(), [303, 422, 422])
  t.equal((await stored()).length, 20)
})

t.test('a file is taken off: its content goes, that it was there stays', async t => {
  const { as, db, record, send, stored } = await atWork(t)
  await send('Wrong.pdf', files.pdf())
  const [row] = await stored()
  t.equal((await as('areaLead').post(`${record}/attachments/${row!.id}/removal`)).statusCode, 403)
  t.equal((await as('chair').post(`${record}/attachments/${row!.id}/removal`)).statusCode, 303)
  t.match((await stored())[0], { removed_at: '2026-11-23T10:00:00.000Z', removed_by_name: 'Catriona Baird' })
  t.same(await db.selectFrom('attachment_content').selectAll().execute(), [])
  t.match((await as('chair').get(record)).body, 'Wrong.pdf was removed by Catriona Baird')
  t.equal((await as('chair').get(`${record}/attachments/${row!.id}`)).statusCode, 404)
  t.equal((await as('chair').post(`${record}/attachments/${row!.id}/removal`)).statusCode, 404, 'not twice')
  t.equal((await send('Right.pdf', files.pdf())).statusCode, 303, 'the same content may come again')
})

t.test('another team’s files are not there; closed and withdrawn evidence takes none', async t => {
  const test = await atWork(t)
  await test.send('Minutes.pdf', files.pdf())
  const [row] = await test.stored()
  const elsewhere = `/communities/inverallan/2026-27/evidence/${test.evidence.id}/attachments`
  t.equal((await test.as('outsider').get(`${elsewhere}/${row!.id}`)).statusCode, 404)
  t.equal((await test.as('outsider').get(`${test.record}/attachments/${row!.id}`)).statusCode, 404)
  t.equal((await upload(test, 'outsider', elsewhere, 'x.pdf', files.pdf())).statusCode, 404)
  t.equal((await upload(test, 'areaLead', `${test.record}/attachments`, 'x.pdf', files.pdf())).statusCode, 403)
  t.equal((await test.as('nobody').get(`${test.record}/attachments/${row!.id}`)).statusCode, 303)
  await test.as('chair').post(`${test.record}/withdrawal`, { reason: 'Counted twice' })
  t.equal((await test.send('Late.pdf', files.pdf('late'))).statusCode, 409)
  t.notMatch((await test.as('chair').get(test.record)).body, 'enctype')
})

t.test('0 of 50 hostile files are kept, or they come out as nothing but an attachment', async t => {
  const { as, record, send, stored, db } = await atWork(t)
  const html = Buffer.from('<!doctype html><script>alert(document.domain)</script>')
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')
  const zeros = new Uint8Array(30 * 1024 * 1024)
  const many = Object.fromEntries(Array.from({ length: 1999 }, (_none, n) => [`word/${n}.xml`, 'x']))
  const bomb = files.docx({ 'word/media/a.bin': zeros })
  const tampered = (bytes: Buffer, change: (copy: Buffer) => void) => { const copy = Buffer.from(bytes); change(copy); return copy }
  const directory = (bytes: Buffer) => bytes.indexOf(Buffer.from('PK\x01\x02', 'latin1'))
  const refused: [string, Buffer][] = [
    ...['x.png', 'x.jpg', 'x.jpeg', 'x.pdf', 'x.docx', 'x.xlsx', 'x.html', 'x.htm', 'x.png.html', 'x'].map((name): [string, Buffer] => [name, html]),
    ...['x.svg', 'x.png', 'x.xml'].map((name): [string, Buffer] => [name, svg]),
    ...['x.js', 'x.exe', 'x.docm', 'x.xlsm', 'x.doc', 'x.xls', 'x.zip', 'x.hta', 'x.lnk', 'x.pdf.exe', 'x.pdf\u202egpj.exe'].map((name): [string, Buffer] => [name, files.pdf()]),
    ['exe.pdf', Buffer.from('MZ\x90\0\x03')], ['png.pdf', files.png()], ['pdf.png', files.pdf()], ['docx.xlsx', files.docx()], ['xlsx.docx', files.xlsx()], ['zip.docx', files.zip({ 'a.txt': 'x' })],
    ['empty-zip.docx', files.zip({})], ['no-types.docx', files.zip({ 'word/document.xml': '<w/>' })], ['macro.docx', files.docm()],
    ['vba.docx', files.docx({ 'word/vbaProject.bin': 'x' })], ['xl4.xlsx', files.xlsx({ 'xl/macrosheets/sheet1.xml': '<x/>' })], ['activex.docx', files.docx({ 'word/activeX/activeX1.bin': 'x' })],
    ['bomb.docx', bomb], ['entries.docx', files.docx(many)], ['up.docx', files.docx({ '../../etc/cron.d/x': 'x' })], ['root.docx', files.docx({ '/etc/passwd': 'x' })], ['drive.docx', files.docx({ 'C:\\x': 'x' })],
    ['liar.docx', tampered(files.docx(), copy => copy.writeUInt32LE(2 ** 31, directory(copy) + 24))],
    ['overlap.docx', tampered(files.docx({ 'word/a.xml': 'x'.repeat(500) }), copy => { const second = copy.indexOf(Buffer.from('PK\x01\x02', 'latin1'), directory(copy) + 4); copy.writeUInt32LE(1, second + 42) })],
    ['locked.docx', tampered(files.docx(), copy => copy.writeUInt16LE(1, directory(copy) + 8))],
    ['cut.docx', files.docx().subarray(0, 300)], ['longer.docx', Buffer.concat([files.docx(), html])], ['before.docx', Buffer.concat([html, files.docx()])],
    ['short.png', Buffer.from([0x89])], ['..', files.pdf()]
  ]
  for (const [name, bytes] of refused) {
    const reply = await send(name, bytes)
    t.equal(reply.statusCode, 422, `${name}: ${/id="file-error"[^>]*>([^]*?)<\/p>/.exec(reply.body)?.[1]?.replace(/<[^>]*>/g, '').trim()}`)
  }
  t.same(await stored(), [], 'none of them left a trace')
  t.same(await db.selectFrom('attachment_content').select('part').execute(), [])

  // Pictures that are pages too, and names that lead elsewhere, are files of ours in content: they are kept, and inert.
  const kept: [string, Buffer, string][] = [
    ['polyglot.png', Buffer.concat([files.png(), html]), 'polyglot.png'],
    ['polyglot.pdf', Buffer.concat([files.pdf(), html]), 'polyglot.pdf'],
    ['../../../etc/passwd.pdf', files.pdf('1'), 'passwd.pdf'],
    ['C:\\Users\\x\\Minutes.pdf', files.pdf('2'), 'Minutes.pdf'],
    ['Minutes\u202efdp.exe.pdf', files.pdf('3'), 'Minutesfdp.exe.pdf'],
    [`${'ü'.repeat(300)}.pdf`, files.pdf('4'), `${'ü'.repeat(125)}.pdf`],
    ['con.pdf', files.pdf('5'), '_con.pdf'],
    ['a\r\nSet-Cookie: x=y.pdf', files.pdf('6'), 'aSet-Cookie x=y.pdf']
  ]
  for (const [name, bytes] of kept.filter(([name]) => !name.includes('\r'))) t.equal((await send(name, bytes)).statusCode, 303, name)
  const rows = await stored()
  t.same(rows.map(row => row.name), kept.filter(([name]) => !name.includes('\r')).map(([, , name]) => name))
  for (const row of rows) {
    const { headers } = await as('chair').get(`${record}/attachments/${row.id}`)
    t.match(headers['content-disposition'], /^attachment;/, row.name)
    t.equal(headers['content-security-policy'], "sandbox; default-src 'none'")
    t.equal(headers['x-content-type-options'], 'nosniff')
  }
  t.ok(refused.length + kept.length >= 50, `${refused.length + kept.length} files`)
})

t.test('a name is always safe: no folders, nothing unseen, 255 bytes, never empty', t => {
  t.equal(cleanName('a\r\nSet-Cookie: x=y.pdf'), 'aSet-Cookie x=y.pdf')
  t.equal(cleanName('...'), 'file')
  fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 400 }), raw => {
    const name = cleanName(raw)
    return name !== '' && Buffer.byteLength(name) <= 255 && !/[/\\\p{Cc}\p{Cf}]/u.test(name) && name !== '.' && name !== '..'
  }))
  t.end()
})

t.test('the list of a zip is read without ever failing', t => {
  const whole = files.docx()
  fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), bytes => typeof checkZip(Buffer.from(bytes)) === 'object'))
  fc.assert(fc.property(fc.nat(whole.length - 1), fc.nat(255), fc.nat(whole.length), (at, value, length) => {
    const copy = Buffer.from(whole)
    copy[at] = value
    return typeof checkZip(copy) === 'object' && typeof checkZip(copy.subarray(0, length)) === 'object'
  }), { numRuns: 500 })
  t.end()
})

t.test('with a scanner, a virus is refused and the rest is marked clean', async t => {
  const scanner = await startScanner()
  t.teardown(scanner.stop)
  const { as, record, send, stored } = await atWork(t, { CLAMD: scanner.setting })
  const large = Buffer.concat([files.pdf(), Buffer.alloc(300_000, 7)])
  t.equal((await send('Good.pdf', large)).statusCode, 303)
  t.ok(scanner.seen[0]!.equals(large), 'the scanner saw every byte')
  const bad = await send('Bad.pdf', files.pdf(eicar))
  t.equal(bad.statusCode, 422)
  t.match(bad.body, 'A virus was found in this file')
  t.same((await stored()).map(row => row.scan), ['clean'])
  t.match((await as('chair').get(record)).body, 'Scanned for viruses: none found.')
})

t.test('while the scanner is down, files wait; the command scans them', async t => {
  const gone = await startScanner()
  await gone.stop()
  const { as, db, record, send, stored, config } = await atWork(t, { CLAMD: gone.setting })
  t.equal((await send('Good.pdf', files.pdf())).statusCode, 303)
  t.equal((await send('Bad.pdf', files.pdf(eicar))).statusCode, 303)
  const [good, bad] = await stored()
  t.same([good!.scan, bad!.scan], ['quarantined', 'quarantined'])
  const page = (await as('member').get(record)).body
  t.match(page, 'Waits for the virus scan. It cannot be opened until then.')
  t.match(page, 'the virus scanner does not answer')
  t.notMatch(page, `attachments/${good!.id}"`, 'there is no link to it')
  for (const row of [good!, bad!]) t.equal((await as('chair').get(`${record}/attachments/${row.id}`)).statusCode, 409, 'and none works')

  // Memory databases belong to one connection, so the work of the command is done here; tests/cli runs the command itself.
  const scanner = await startScanner()
  t.teardown(scanner.stop)
  const { listQuarantined, settleScan } = await import('../../server/features/evidence/attachments.ts')
  for (const one of await listQuarantined(db)) {
    const verdict = await scanBytes(scanner.setting, await contentOf(db, one))
    await db.transaction().execute(trx => settleScan(trx, { id: 'command-line', name: 'Command line', authorityId: one.authority_id }, one, verdict as 'clean' | 'infected'))
  }
  t.same((await stored()).map(row => row.scan), ['clean', 'infected'])
  t.equal((await as('chair').get(`${record}/attachments/${good!.id}`)).statusCode, 200)
  t.equal((await as('chair').get(`${record}/attachments/${bad!.id}`)).statusCode, 409)
  t.match((await as('chair').get(record)).body, 'A virus was found in it, so it was deleted.')
  t.equal((await contentOf(db, bad!)).length, 0)
  await t.rejects(scanWaiting.run([], { ...config, CLAMD: '' }), /name one in the setting CLAMD/)
})

t.test('a scanner that hangs up, or finds a file too long, is as good as none', async t => {
  for (const how of ['hangs-up', 'size-limit'] as const) {
    const scanner = await startScanner(how)
    t.equal(await scanBytes(scanner.setting, Buffer.alloc(200_000)), 'down', how)
    await scanner.stop()
  }
  t.equal(await scanBytes('/nowhere/clamd.sock', Buffer.alloc(1)), 'down')
})

t.test('a backup holds the files, and another database gives them back', async t => {
  const { db, send, stored } = await atWork(t)
  const bytes = Buffer.concat([files.pdf(), Buffer.alloc(700_000, 3)])
  await send('Minutes.pdf', bytes)
  const other = await connect(Buffer.alloc(0))
  t.teardown(() => other.destroy())
  await restoreArchive(other, await writeArchive(db, new Date('2026-11-23T10:00:00Z')))
  const [row] = await stored()
  t.ok((await contentOf(other, row!)).equals(bytes))
})
