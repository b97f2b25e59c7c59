import { stringify } from 'csv-stringify/sync'
import writeExcelFile from 'write-excel-file/node'
import { newId } from '../../server/lib/ids.ts'
import { people } from './people.ts'
import { upload } from './upload.ts'
import type { testApp } from './app.ts'
import type { CastName } from './people.ts'
import type { Db } from '../../server/db/types.ts'

type Test = Awaited<ReturnType<typeof testApp>>
type Cell = { value?: string | number | Date, type?: typeof String | typeof Number | typeof Date, format?: string, columnSpan?: number, rowSpan?: number } | null
const text = (value: string, more: object = {}): Cell => ({ value, type: String, ...more })
const day = (iso: string): Cell => ({ value: new Date(`${iso}T00:00:00Z`), type: Date, format: 'dd/mm/yyyy' })
const workbook = async (data: Cell[][], name = 'Referrals') => Buffer.from(await writeExcelFile([{ sheet: 'Read me', data: [[text('How to fill this in')]] }, { sheet: name, data: data as any }]).toBuffer())

/**
 * A register as councils keep them: a title over everything, two lines of labels of which the upper one groups the lower, a day that is merged
 * over the children of a meeting, days as Excel's days, as its bare count and as British text, a name in every row, and a line of totals.
 */
export const messyRegister = () => workbook([
  [text('LC-JST referrals 2026/27 – NOT FOR SHARING', { columnSpan: 9 })],
  [],
  [text('Meeting', { columnSpan: 2 }), null, text('Pupil name', { rowSpan: 2 }), text('Referral', { columnSpan: 2 }), null, text('Views', { columnSpan: 2 }), null, text('Agencies present', { rowSpan: 2 }), text('Comments', { rowSpan: 2 })],
  [text('LC'), text('Date'), null, text('Reason'), text('Stage'), text('Child’s view noted?'), text('Parent view noted?'), null, null],
  [text('Craigmor LC', { rowSpan: 3 }), { ...day('2026-09-02')!, rowSpan: 3 }, text('Hamish McDonald'), text('Non-attendance'), { value: 3, type: Number }, text('Y'), text('N'), text('Education; SW'), text('Mum Kayleigh Thomson is worried')],
  [null, null, text('Aileen Rennie'), text('Learning'), { value: 4, type: Number }, text('x'), text('Yes'), text('Education / Health'), null],
  [null, null, text('Lewis Quinn'), text('Trauma'), text('Stage 4'), text('no'), text(''), null, null],
  [text('CRAIGMOR'), { value: 46302, type: Number }, text('Una Weir'), text('attendance'), { value: 3, type: Number }, text('yes'), text('yes'), text('Education'), null],
  [text('Inverallan Learning Community'), text('7th Oct 2026'), text('Iain Baird'), text('Other'), null, text('No'), text('Yes'), text('Education, Police Scotland'), null],
  [text('Inverallan'), text('31/02/2026'), text('Jo Elder'), text('Learning'), null, text('No'), text('Yes'), text('Education'), null],
  [text('Nowhere Academy'), text('07/10/2026'), text('Wen Zhang'), text('Learning'), null, text('No'), text('Yes'), text('Education'), null],
  [text('Total'), null, text('7 pupils'), null, null, null, null, null, null]
])

const formLabels = ['ID', 'Start time', 'Completion time', 'Email', 'Name', 'Which learning community?', 'Date of the meeting', 'Which agencies were present?', 'How many children were discussed for the first time?', 'How many children were reviewed?', 'For how many was the child’s view noted?', 'For how many was the parents’ or carers’ view noted?', 'How many families attended?', 'Anything else?']
/** The workbook of a Microsoft Form: who answered and when, then the questions; lists separated by semicolons. */
export const formWorkbook = () => workbook([
  formLabels.map(label => text(label)),
  ...([
    ['Craigmor', '2026-09-02', 'Education;Health;', 5, 3, 4, 3, 2, 'Spoke with Oskar Nwosu'],
    ['Craigmor', '2026-10-07', 'Education;Social work;Educational psychology;', 4, 6, 4, 2, 0, ''],
    ['Strathfearn', '2026-10-08', 'Education;', 2, 1, 2, 2, 1, ''],
    ['Strathfearn', '2026-10-08', 'Education;', 2, 1, 2, 2, 1, ''],
    ['Inverallan', '2026-10-09', 'Education;Police;', 3, 1, 7, 1, 0, ''],
    ['Inverallan', '2027-10-09', 'Education;', 3, 1, 1, 1, 0, '']
  ] as (string | number)[][]).map(([team, date, ...rest], index) => [
    { value: index + 1, type: Number }, { value: new Date('2026-11-01T10:11:12Z'), type: Date, format: 'm/d/yy h:mm:ss' }, { value: new Date('2026-11-01T10:14:12Z'), type: Date, format: 'm/d/yy h:mm:ss' },
    text('anonymous'), text('Mairi Sinclair'), text(String(team)), day(String(date)), ...rest.map(value => typeof value === 'number' ? { value, type: Number } : text(value))
  ] as Cell[])
], 'Form1')

export const csvOf = (rows: (string | number)[][], { delimiter = ',', bom = true } = {}): Buffer => Buffer.from(stringify(rows, { bom, delimiter, record_delimiter: 'windows' }))

/** One row a child, twenty thousand of them, in the three teams on two hundred days. */
export function manyRows (rows: number): (string | number)[][] {
  const days = Array.from({ length: 200 }, (_none, n) => `${String(1 + n % 28).padStart(2, '0')}/${String(1 + n % 12).padStart(2, '0')}/${2016 + Math.floor(n / 20)}`)
  return [
    ['Learning community', 'Meeting date', 'Reason for referral', 'Stage', 'Child view noted', 'Parent view noted', 'Comments'],
    ...Array.from({ length: rows }, (_none, n) => [['Craigmor', 'Inverallan', 'Strathfearn'][n % 3]!, days[Math.floor(n / 3) % days.length]!, ['Attendance', 'Learning', 'Behaviour'][n % 3]!, 2 + n % 3, n % 4 === 0 ? 'No' : 'Yes', n % 5 === 0 ? '' : 'Yes', `Text about row ${n} that nobody keeps`])
  ]
}

/** What a page's form would send, as it was filled in. */
export function formIn (body: string): Record<string, string> {
  const form: Record<string, string> = {}
  for (const [, name, inner] of body.matchAll(/<select[^>]*name="([^"]+)"[^>]*>([^]*?)<\/select>/g)) form[name!] = /value="([^"]*)" selected/.exec(inner!)?.[1] ?? ''
  for (const [tag] of body.matchAll(/<input[^>]*>/g)) {
    const name = / name="([^"]+)"/.exec(tag)?.[1]
    const value = / value="([^"]*)"/.exec(tag)?.[1] ?? ''
    if (name && (!/type="(radio|checkbox)"/.test(tag) || / checked/.test(tag))) form[name] = value
  }
  return form
}

/** Upload a file and come to its columns. @returns the address */
export async function toColumns (test: Test, who: CastName, home: string, name: string, bytes: Buffer): Promise<string> {
  const reply = await upload(test, who, home, name, bytes)
  if (reply.statusCode !== 303) throw new Error(`${reply.statusCode}: ${/govuk-error-message[^]{0,400}/.exec(reply.body)?.[0] ?? reply.body}`)
  return String(reply.headers.location)
}

/** A file of two meetings that was brought in. @returns its id */
export async function broughtIn (db: Db, who: CastName, placeId: string): Promise<string> {
  const at = '2026-11-20T09:00:00.000Z'
  const row = { id: newId(), place_id: placeId, person_id: people[who].id, person_name: people[who].name, file_name: 'Log.xlsx', file_hash: '', sheet: null, row_is: 'meeting' as const, file_rows: 2, content: '[]', quality: '[]', made_at: at, expires_at: at, done_at: at, result: JSON.stringify([{ rows: '2', team: 'Craigmor', day: '2026-09-02', what: 'Entered: 5 children new, 3 reviewed' }]) }
  await db.insertInto('data_import').values(row).execute()
  return row.id
}
