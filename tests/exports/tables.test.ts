import { unzipSync, strFromU8 } from 'fflate'
import { parse } from 'csv-parse/sync'
import t from 'tap'
import { writeCsv, writeWorkbook } from '../../server/exports/tables.ts'
import { testApp } from '../support/app.ts'
import { craigmorAtWork } from '../support/work.ts'

const hostile = ['=1+1', '+44', '-1', '@SUM(A1)', '\t=1', 'plain', 'a "quoted", text\nwith lines']
const table = { name: 'A: [long] name / that is not allowed?', columns: [{ label: 'Text' }, { label: 'Number', kind: 'number' as const }, { label: 'Day', kind: 'day' as const }], rows: hostile.map((text, n) => [text, n, '2026-11-23']) }

t.test('a CSV opens in Excel as text: byte-order mark, and no cell is a formula', t => {
  const bytes = writeCsv(table)
  t.same([...bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf])
  const rows = parse(bytes, { bom: true }) as string[][]
  for (const [text] of rows.slice(1)) t.notMatch(text, /^[=+\-@\t]/)
  t.equal(rows.at(-1)![0], 'a "quoted", text\nwith lines')
  t.match(String(parse(Buffer.from('﻿"=1"\r\n'), { bom: true })), /^=/, 'the check can fail')
  t.end()
})

t.test('a workbook holds texts as texts, numbers as numbers, days as days, and long texts whole', async t => {
  const long = Array.from({ length: 14_000 }, (_none, n) => String(n).padStart(5, '0')).join('')
  const files = unzipSync(await writeWorkbook(['About this file'], [{ ...table, rows: [...table.rows, [long, 1, null]] }]))
  const names = strFromU8(files['xl/workbook.xml']!)
  t.match(names, 'Read me')
  t.match(names, 'name="A   long  name   that is not al"')
  const sheet = strFromU8(files['xl/worksheets/sheet2.xml']!)
  t.notMatch(sheet, '<f>', 'no formula anywhere')
  t.match(sheet, 'ySplit="1"', 'the headings stay in sight')
  const texts = strFromU8(files['xl/sharedStrings.xml']!)
  t.match(texts, '=1+1')
  const parts = [...texts.matchAll(/>(\d{1000,})</g)].map(([, part]) => part!)
  t.equal(parts.join(''), long, 'nothing of a long text is cut off')
  t.ok(parts.every(part => part.length <= 32_767), 'and no cell is too full')
})

t.test('judgements and evidence leave with every text', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const home = '/communities/craigmor/2026-27'
  const csv = await as('areaLead').get(`${home}/self-evaluation/judgements.csv`)
  t.match(csv.headers['content-disposition'], 'OFFICIAL Craigmor judgements 2026-27.csv')
  for (const text of ['Outreach reaches every primary.', '13 of 18 goals were reached.', 'good (4)', 'Catriona Baird']) t.match(csv.body, text)
  t.match((await as('member').get(`${home}/evidence/evidence.csv`)).body, 'Goal sheets')
  const workbook = unzipSync((await as('member').get(`${home}/self-evaluation/workbook.xlsx`)).rawPayload)
  const texts = strFromU8(workbook['xl/sharedStrings.xml']!)
  for (const text of ['Outreach reaches every primary.', 'Goal sheets', 'not to be averaged']) t.match(texts, text)
  t.equal((await as('outsider').get(`${home}/self-evaluation/workbook.xlsx`)).statusCode, 404)
})

t.test('the sheet in front is as high as its lines, whoever opens it', async t => {
  const book = await writeWorkbook(['Short.', 'A long line. '.repeat(20)], [{ name: 'One', columns: [{ label: 'A' }], rows: [['x']] }])
  const sheet = strFromU8(unzipSync(book)['xl/worksheets/sheet1.xml']!)
  t.same([...sheet.matchAll(/ ht="(\d+)"/g)].map(([, height]) => Number(height)), [15, 45])
})
