import t from 'tap'
import { testApp } from '../support/app.ts'
import { csvOf, formIn, manyRows, toColumns } from '../support/data-files.ts'
import { files, upload } from '../support/upload.ts'

const home = '/data-import'
const small = [['LC', 'Date', 'New referrals'], ['Craigmor', '02/09/2026', 5]]

t.test('a file that is none is said to be none', async t => {
  const test = await testApp(t)
  const cases: [string, string, Buffer, RegExp][] = [
    ['a picture', 'log.png', files.png(), /Choose an Excel workbook/],
    ['a PDF with another name', 'log.xlsx', files.pdf(), /not a workbook, whatever its name says/],
    ['a Word document', 'log.xlsx', files.docx(), /not a workbook/],
    ['a program as CSV', 'log.csv', Buffer.from('4d5a90000300000004000000ffff0000', 'hex'), /letters of this file cannot be read/],
    ['an old or locked workbook', 'log.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]), /locked with a password, or is of the old kind/],
    ['a bomb', 'log.xlsx', files.xlsx({ 'xl/worksheets/sheet1.xml': new Uint8Array(120_000_000) }), /unpacks to far more/],
    ['an empty file', 'log.csv', Buffer.alloc(0), /The file is empty/],
    ['labels alone', 'log.csv', csvOf([small[0]!]), /no rows under them/],
    ['quotation marks that do not match', 'log.csv', Buffer.from('LC,Date\n"Craigmor,02/09/2026\n'), /quotation marks do not match/]
  ]
  for (const [what, name, bytes, words] of cases) {
    const reply = await upload(test, 'dataOfficer', home, name, bytes)
    t.equal(reply.statusCode, 422, what)
    t.match(reply.body, words, what)
  }
  t.match((await upload(test, 'dataOfficer', home, 'big.csv', Buffer.alloc(11 * 1024 * 1024, 'a,b\n'))).body, 'larger than 10 MB')
  t.equal((await upload(test, 'chair', home, 'log.csv', csvOf(small))).statusCode, 403)
})

t.test('semicolons, tabs, no mark, UTF-16 and the letters of an old Windows are read', async t => {
  const test = await testApp(t)
  const text = csvOf(small, { bom: false }).toString()
  const cases: [string, Buffer][] = [
    ['semicolons', csvOf(small, { delimiter: ';' })], ['tabs', csvOf(small, { delimiter: '\t', bom: false })], ['no mark', csvOf(small, { bom: false })],
    ['UTF-16', Buffer.concat([Buffer.from('fffe', 'hex'), Buffer.from(text.replaceAll(',', '\t'), 'utf16le')])], ['an old Windows', Buffer.from(`${text.trimEnd()}\r\nCraigmor caf\u00e9,03/09/2026,1\r\n`, 'latin1')]
  ]
  for (const [what, bytes] of cases) {
    const { body } = await test.as('dataOfficer').get(await toColumns(test, 'dataOfficer', home, 'log.csv', bytes))
    t.match(formIn(body), { 'column.0': 'team', 'column.1': 'met_on', 'column.2': 'new_children' }, what)
  }
})

t.test('columns that cannot be right are explained, and the choices stay', async t => {
  const test = await testApp(t)
  const columns = await toColumns(test, 'dataOfficer', home, 'log.csv', csvOf(small))
  const cases: [Record<string, string>, string][] = [
    [{ 'column.0': '' }, 'Say which column holds the learning community'],
    [{ 'column.1': '' }, 'Say which column holds the day of the meeting'],
    [{ 'column.2': '' }, 'say which column holds how many children were discussed'],
    [{ 'column.2': 'met_on' }, 'Two columns are given as “Day of the meeting”'],
    [{ row_is: 'child' }, 'Choose that a row is a meeting'],
    [{ 'column.2': 'invented' }, 'The lists have changed'],
    [{ head_from: 'x', again: 'yes' }, 'Give the number of a line']
  ]
  for (const [change, words] of cases) {
    const reply = await test.as('dataOfficer').post(columns, { row_is: 'meeting', 'column.0': 'team', 'column.1': 'met_on', 'column.2': 'new_children', ...change })
    t.equal(reply.statusCode, 422, words)
    t.ok(reply.body.includes(words), words)
    if (!('column.0' in change)) t.equal(formIn(reply.body)['column.0'], 'team')
  }
  const again = await test.as('dataOfficer').post(columns, { row_is: 'meeting', head_from: '2', head_to: '2', again: 'yes' })
  t.equal(again.statusCode, 422, 'line 2 is the last')
  t.match(again.body, 'no rows under them')
})

t.test('a line that cannot be read says why, by its number', async t => {
  const test = await testApp(t)
  const rows = [['LC', 'Date', 'New referrals', 'Reviewed', 'Child views noted'], ['Craigmor', '', 5, 1, 5], ['', '02/09/2026', 5, 1, 5], ['Craigmor', '02/09/2026', 'five', 1, 5], ['Craigmor', '03/09/2026', '', 1, 0], ['Craigmor', '04/09/2026', -3, 1, 0], ['Craigmor', '05/09/2026', 900, 1, 900], ['Craigmor', '06/09/2026', 5, 1, 'about half'], ['Craigmor', 46300, 2, '', 2]]
  const columns = await toColumns(test, 'dataOfficer', home, 'log.csv', csvOf(rows))
  const here = String((await test.as('dataOfficer').post(columns, formIn((await test.as('dataOfficer').get(columns)).body))).headers.location)
  const { body } = await test.as('dataOfficer').get(here)
  for (const [text, line] of [['The day of the meeting is missing', 2], ['The learning community is missing', 3], ['“Children discussed for the first time” is no number', '4, 6'], ['How many children were discussed for the first time is missing', 5], ['More children than one meeting can discuss', 7], ['“Child’s view noted” is no number', 8], ['is empty, so it is counted as none', 9]] as const) {
    const at = body.indexOf(text)
    t.ok(at > 0, text)
    t.match(body.slice(at, at + 300), new RegExp(`>\\s*${line} \\(`), `${text}: line ${line}`)
  }
  t.match(body, '8 rows make 1 meeting')
})

t.test('twenty thousand rows are read aside: pages go on, and little memory stays', { timeout: 120_000 }, async t => {
  const test = await testApp(t)
  const bytes = csvOf(manyRows(20_000))
  let [longest, last, pages] = [0, performance.now(), 0]
  const beat = setInterval(() => { const now = performance.now(); longest = Math.max(longest, now - last); last = now }, 5)
  const started = performance.now()
  const stop = new AbortController()
  const others = (async () => { while (!stop.signal.aborted) { if ((await test.as('chair').get('/healthz')).statusCode === 200) pages++; await new Promise(resolve => setTimeout(resolve, 20)) } })()
  const columns = await toColumns(test, 'dataOfficer', home, 'register.csv', bytes)
  const here = String((await test.as('dataOfficer').post(columns, formIn((await test.as('dataOfficer').get(columns)).body))).headers.location)
  const { body } = await test.as('dataOfficer').get(here)
  const read = performance.now() - started
  t.match(body, /20000 rows make \d+ meetings of 3 teams/)
  const confirmed = await test.as('dataOfficer').post(here, { leave_out: 'yes' })
  const total = performance.now() - started
  stop.abort()
  await others
  clearInterval(beat)
  t.equal(confirmed.statusCode, 303)
  const { sum } = await test.db.selectFrom('log_entry').select(({ fn }) => fn.sum<number>('new_children').as('sum')).executeTakeFirstOrThrow()
  t.equal(Number(sum), 20_000, 'each row is counted once')
  // Measured against the machine's own speed: read in the main thread, the wait would be nearly all of it.
  t.ok(longest < Math.max(500, total / 4), `nothing waited longer than ${Math.round(longest)} ms of ${Math.round(total)}`)
  t.ok(pages > 5, `${pages} pages meanwhile`)
  t.comment(`20,000 rows of ${Math.round(bytes.length / 1024)} kB: read in ${Math.round(read)} ms, brought in after ${Math.round(total)} ms; the longest wait ${Math.round(longest)} ms`)
})
