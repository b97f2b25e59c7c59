import { deflateRawSync } from 'node:zlib'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import t from 'tap'
import { NewAction } from '../../server/features/action-plans/forms.ts'
import { actionColumns } from '../../server/features/action-plans/sheet-rules.ts'
import { AnswerForm } from '../../server/features/recommendations/forms.ts'
import { answerColumns } from '../../server/features/plan-import/answer-rows.ts'
import { readDay } from '../../server/lib/cells.ts'
import { people, testApp } from '../support/app.ts'
import { csvFile, csvOf, grid, labels, workbookOf } from '../support/plan-files.ts'
import { files, multipart, upload } from '../support/upload.ts'
import { craigmorAtWork } from '../support/work.ts'

const address = '/communities/craigmor/2026-27/plan/import'
const good = { Number: 1, 'What will be done': 'Map support against need', 'What will be different for children': 'Children get what helps', 'Owner: e-mail address': people.member.email, Due: '2027-01-20' }
const without = (label: string) => labels.filter(one => one !== label)
const csv = (rows: Parameters<typeof csvFile>[0]) => csvFile(rows)

/** A workbook of ours with one part written otherwise. */
async function altered (part: string, change: (xml: string) => string): Promise<Buffer> {
  const parts = unzipSync(await workbookOf(grid([good])))
  return Buffer.from(zipSync({ ...parts, [part]: strToU8(change(strFromU8(parts[part]!))) }))
}
const sheet = 'xl/worksheets/sheet2.xml'

t.test('every bad file is refused with what to do, and nothing is kept or changed', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const before = await test.db.selectFrom('action').selectAll().execute()
  const bad: [string, string, Buffer, RegExp][] = [
    ['not a workbook', 'plan.xlsx', Buffer.from('Number,What'), /not a workbook, whatever its name says/],
    ['a renamed program', 'plan.xlsx', Buffer.concat([Buffer.from('MZ\x90\0'), Buffer.alloc(500)]), /not a workbook/],
    ['a program as CSV', 'plan.csv', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), /letters of this file cannot be read/],
    ['another ending', 'plan.exe', csv([good]), /Choose an Excel workbook \(.xlsx\) or a CSV file/],
    ['a Word document', 'plan.xlsx', files.docx(), /not a workbook/],
    ['an encrypted workbook', 'plan.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /locked with a password/],
    ['macros', 'plan.xlsx', files.xlsx({ 'xl/vbaProject.bin': 'x' }), /holds macros/],
    ['a workbook that unpacks to a lot', 'plan.xlsx', files.xlsx({ 'xl/worksheets/sheet1.xml': new Uint8Array(50_000_000) }), /unpacks to far more/],
    ['half a workbook', 'plan.xlsx', (await workbookOf(grid([good]))).subarray(0, 3000), /damaged or not complete/],
    ['no such sheet', 'plan.xlsx', await workbookOf(grid([good]), 'Other'), /no sheet called “Actions”/],
    ['an empty file', 'plan.csv', Buffer.alloc(0), /The file is empty/],
    ['only a mark', 'plan.csv', Buffer.from('efbbbf', 'hex'), /The file is empty/],
    ['only labels', 'plan.csv', csv([]), /no rows under them/],
    ['no labels', 'plan.csv', csvOf([['a', 'b'], ['1', '2']]), /Line 1: the labels of the columns are missing/],
    ['a missing column', 'plan.csv', csvOf(grid([good], without('Due'))), /Line 1, Due: this column is missing/],
    ['a doubled column', 'plan.csv', csvOf(grid([good], [...labels, 'Due'])), /Line 1, Due: there are 2 columns of this name \(N and AE\)/],
    ['a cell without a label', 'plan.csv', csvOf([[...labels, ''], [...grid([good])[1]!, 'x']]), /Line 2, column AE: there is something here/],
    ['two rows with one number', 'plan.csv', csv([good, good]), /Line 3, Number: action 1 is in line 2 too/],
    ['an unknown number', 'plan.csv', csv([{ ...good, Number: 8 }]), /Line 2, Number: there is no action 8/],
    ['a number that is none', 'plan.csv', csv([{ ...good, Number: 'first' }]), /Line 2, Number: give the number of an action/],
    ['an unknown indicator', 'plan.csv', csv([good, {}, { 'What will be done': 'x', Indicators: '2.4, 9.9' }]), /Line 4, Indicators: 9.9 is no indicator of this session/],
    ['an unknown recommendation', 'plan.csv', csv([{ ...good, Recommendations: 'T9-R9' }]), /Line 2, Recommendations: T9-R9 is no recommendation/],
    ['31 February', 'plan.csv', csv([{ ...good, Due: '31.2.2027' }]), /Line 2, Due: give a real date, such as 10\/06\/2027/],
    ['a due date before the start', 'plan.csv', csv([{ ...good, Start: '2027-02-01' }]), /Line 2, Due: the due date must be on or after the start date/],
    ['somebody of another team', 'plan.csv', csv([{ ...good, 'Owner: e-mail address': people.outsider.email }]), /Line 2, Owner: e-mail address: nobody of this team has the address olu.adeyemi/],
    ['another word', 'plan.csv', csv([{ ...good, 'Priority action': 'perhaps', 'Resources in place': 'some' }]), /Line 2, Priority action: write Yes or No[^]*Line 2, Resources in place: write Yes, No or Not yet known/],
    ['several mistakes in a row', 'plan.csv', csv([{ Number: 8, 'What will be done': 'x', Due: 'soon', Indicators: '7.7' }]), /Line 2, Number: there is no action 8[^]*Line 2, Due: give a real date[^]*Line 2, Indicators: 7.7/],
    ['nothing to do', 'plan.csv', csv([{ Why: 'because' }]), /Line 2, What will be done: say what will be done/],
    ['too long', 'plan.csv', csv([{ ...good, 'Funding source': 'x'.repeat(1001) }]), /Line 2, Funding source: keep this to 1,000 characters or fewer; it has 1,001/],
    ['501 rows', 'plan.csv', csv(Array.from({ length: 501 }, () => ({ 'What will be done': 'x' }))), /has 501 rows; 500 can be brought in/],
    ['an open quotation mark', 'plan.csv', Buffer.concat([csv([good]), Buffer.from('"open')]), /quotation marks do not match/],
    ['letters of an old Windows', 'plan.csv', Buffer.from(csv([{ ...good, Why: 'caf\u00e9' }]).toString().slice(1), 'latin1'), /letters of this file cannot be read[^]*CSV UTF-8/],
    ['merged cells', 'plan.xlsx', await altered(sheet, xml => xml.replace('</sheetData>', '</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>')), /The cells B2:B3 of the sheet “Actions” are merged/],
    ['a failed formula', 'plan.xlsx', await altered(sheet, xml => xml.replace(/<c r="B2"[^>]*>.*?<\/c>/, '<c r="B2" t="e"><f>A9</f><v>#REF!</v></c>')), /The cell B2 of the sheet “Actions” has a formula that failed/],
    ['a cell at the end of the world', 'plan.xlsx', await altered(sheet, xml => xml.replace('</row></sheetData>', '</row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')), /has cells as far out as/],
    ['the same, hidden in an attribute', 'plan.xlsx', await altered(sheet, xml => xml.replace('</row></sheetData>', '</row><row><c q=">" r="XFD1048576"><v>1</v></c></row></sheetData>')), /as far out as XFD1048576/],
    ['the same, as numbers', 'plan.xlsx', await altered(sheet, xml => xml.replace('</row></sheetData>', '</row><row><c r="&#88;FD1048576"><v>1</v></c></row></sheetData>')), /damaged/],
    ['a part that claims to be small', 'plan.xlsx', liar(), /damaged or not complete/]
  ]
  for (const [name, file, bytes, words] of bad) {
    const started = performance.now()
    const reply = await upload(test, 'chair', address, file, bytes)
    t.equal(reply.statusCode, 422, name)
    t.match(reply.body.replaceAll('&#x27;', "'"), words, name)
    t.ok(performance.now() - started < 4000, `${name}: answered in ${Math.round(performance.now() - started)} ms`)
  }
  const { payload, headers } = multipart('plan.csv', Buffer.alloc(2 * 1024 * 1024 + 10, 'x'))
  const big = await test.app.inject({ method: 'POST', url: address, payload, headers: { ...headers, host: 'localhost', cookie: await test.cookieFor('chair'), 'sec-fetch-site': 'same-origin' } })
  t.match(big, { statusCode: 413, body: 'larger than 2 MB' })
  t.match(await test.as('chair').post(address), { statusCode: 422, body: 'Choose a file.' })
  t.same(await test.db.selectFrom('action').selectAll().execute(), before)
  t.same(await test.db.selectFrom('plan_import').selectAll().execute(), [])
})

t.test('files as other programs write them are read', async t => {
  const test = await testApp(t)
  await craigmorAtWork(test.db)
  const changed = { ...good, Due: '10/06/2027', Why: 'Größe, “ß” 😀' }
  const utf16 = Buffer.from(`\ufeff${csvOf(grid([changed]), '\t').toString().slice(1)}`, 'utf16le')
  const kinds: [string, string, Buffer][] = [
    ['semicolons', 'plan.csv', csvOf(grid([changed]), ';')],
    ['tabs', 'plan.txt', csvOf(grid([changed]), '\t')],
    ['UTF-16, little end first', 'plan.csv', utf16],
    ['UTF-16, big end first', 'plan.csv', Buffer.from(utf16).swap16()],
    ['columns in another order', 'plan.csv', csvOf(grid([changed], labels.toReversed()))],
    ['Excel’s count of days', 'plan.csv', csv([{ ...changed, Due: 46548 }])],
    ['a workbook with a count of days as a number', 'plan.xlsx', await workbookOf(grid([{ ...changed, Due: 46548 }]))],
    ['columns for reading only left out', 'plan.csv', csvOf(grid([changed], actionColumns.filter(({ kind }) => kind !== 'read-only').map(({ label }) => label)))]
  ]
  for (const [name, file, bytes] of kinds) {
    const reply = await upload(test, 'chair', address, file, bytes)
    t.equal(reply.statusCode, 303, `${name} ${/app-text">([^<]*)/.exec(reply.body)?.[1] ?? ''}`)
    const { body } = await test.as('chair').get(String(reply.headers.location))
    for (const text of ['0 unchanged', '10 June 2027', 'Größe, “ß” 😀', 'Bring in 1 changed']) t.ok(body.includes(text), `${name}: ${text}`)
  }
  const more = await upload(test, 'chair', address, 'plan.csv', csvOf(grid([changed], [...labels, 'My notes'])))
  t.match((await test.as('chair').get(String(more.headers.location))).body, '“My notes”: there is no column of this name here')
})

t.test('days are read as people write them, and only real ones', t => {
  for (const text of ['2027-06-10', '10/06/2027', '10.6.2027', '10-6-27', '10 June 2027', '10th jun 2027', '10 6 2027', '46548', '46548.0', '46548.5', '2027-06-10T00:00:00.000Z']) t.equal(readDay(text), '2027-06-10', text)
  for (const text of ['31.2.2027', '2027-02-30', '06/13/2027', '10/2027', 'June', '1', '999999', '12345', '10 Foo 2027', '2127-06-10', '']) t.equal(readDay(text), null, text)
  t.end()
})

t.test('a file may hold just what the forms may hold', t => {
  for (const column of actionColumns.filter(({ kind }) => kind === 'text')) {
    t.equal((NewAction.properties[column.key as 'what'] as unknown as { maxLength: number }).maxLength, 'max' in column ? column.max : null, column.label)
  }
  for (const column of answerColumns(['Reason', 'Owner', 'How progress is seen'])) t.equal((AnswerForm.properties[column.key as 'reason'] as unknown as { maxLength: number }).maxLength, column.max, column.label)
  const read = new Set<string>(actionColumns.filter(({ kind }) => kind !== 'read-only').map(({ key }) => key))
  t.same(Object.keys(NewAction.properties).filter(name => !read.has(name)), [], 'every field of the form is a column')
  t.end()
})

/** A zip whose list says 1,000 bytes where a gigabyte comes out. */
function liar (): Buffer {
  const parts: Buffer[] = []
  const list: Buffer[] = []
  let at = 0
  const huge = deflateRawSync(Buffer.alloc(1_000_000_000), { level: 1 })
  for (const name of ['xl/workbook.xml', '[Content_Types].xml']) {
    const data = name.startsWith('xl') ? huge.subarray(0, 2_000_000) : deflateRawSync(Buffer.alloc(1000))
    const local = Buffer.alloc(30)
    const entry = Buffer.alloc(46)
    for (const [buffer, mark, shift] of [[local, 0x04034b50, 0], [entry, 0x02014b50, 2]] as const) {
      buffer.writeUInt32LE(mark, 0)
      buffer.writeUInt16LE(8, 8 + shift)
      buffer.writeUInt32LE(data.length, 18 + shift)
      buffer.writeUInt32LE(1000, 22 + shift)
      buffer.writeUInt16LE(name.length, 26 + shift)
    }
    entry.writeUInt32LE(at, 42)
    parts.push(local, Buffer.from(name), data)
    list.push(entry, Buffer.from(name))
    at += 30 + name.length + data.length
  }
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(2, 8)
  end.writeUInt16LE(2, 10)
  end.writeUInt32LE(Buffer.concat(list).length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...parts, ...list, end])
}
