import { longDate, sessionLabel, sessionName } from '../../lib/dates.ts'
import { figureWords, suppressionNote, workedOut } from '../figures/words-rules.ts'
import { breakdowns, isCrossing, isTotal, rowsOf, setOf, valueOf } from './figure-rules.ts'
import { kindWords } from './figure-pages.ts'
import { termName } from './rules.ts'
import type { Block, ReportDocument } from '../../exports/document.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { ReleasedTable } from '../figures/queries.ts'
import type { Place } from '../organisation/queries.ts'

type PlaceName = Pick<Place, 'id' | 'name' | 'kind'>
interface Facts { authority: string, place: Place, below: PlaceName[], term: { from: string, to: string }, tables: ReleasedTable[], subjectName: (subject: string) => string }

/** The released figures of a place on paper. */
export function figuresReport ({ authority, place, below, term, tables, subjectName }: Facts): ReportDocument {
  const totals = tables.filter(isTotal)
  const threshold = Math.max(3, ...totals.map(total => total.release.threshold))
  return {
    kind: `Figures ${termName(term)}`,
    title: `Figures of ${place.name}`,
    team: place.name,
    session: sessionLabel(sessionName(term.to)),
    version: termName(term),
    date: totals.map(total => total.release.releasedAt).sort().at(-1) ?? `${term.to}T12:00:00.000Z`,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [suppressionNote(threshold)],
    sections: [
      ...totals.map(total => ({
        id: `${total.release.subject}-${total.code}`,
        heading: total.name,
        blocks: [
          { kind: 'paragraph', text: `${subjectName(total.release.subject)}, released on ${longDate(total.release.releasedAt)}. In all: ${figureWords(valueOf(total, place.id))}.` } satisfies Block,
          ...breakdowns(tables.filter(table => table.release === total.release), total.code, place.id).map(table => blockOf(table, place, valueOf(total, place.id))),
          ...below.length > 0 ? [{ kind: 'table', caption: `${total.name} below ${place.name}`, columns: ['Place', 'Number'], rows: below.map(one => [one.name, figureWords(valueOf(total, one.id))]), rowHeader: true } satisfies Block] : []
        ]
      })),
      { id: 'worked-out', heading: 'How this is worked out', blocks: [{ kind: 'list', items: workedOut(threshold) }] }
    ]
  }
}

function blockOf (table: ReleasedTable, place: Place, total: number | null): Block {
  if (isCrossing(table)) return { kind: 'table', caption: table.name, columns: ['Row', ...table.columns.map(column => column.name)], rows: table.rows.map(row => [row.name, ...table.columns.map(column => figureWords(valueOf(table, place.id, row.code, column.code)))]), rowHeader: true }
  return { kind: 'table', caption: table.name, columns: ['Row', 'Number', 'Share'], rows: rowsOf(table, place.id, total).map(({ name, words, share }) => [name, words, share]), rowHeader: true }
}

/** Every cell of the place and of those below it, a row each. */
export function figuresTable ({ place, below, term, tables, subjectName }: Facts): SheetTable {
  return {
    name: 'Figures',
    columns: [
      { label: 'Term', width: 26 }, { label: 'Subject', width: 18 }, { label: 'Place' }, { label: 'Kind of place', width: 20 }, { label: 'Counted' }, { label: 'Table' }, { label: 'Row' }, { label: 'Column', width: 18 },
      { label: 'Number', kind: 'number' }, { label: 'Suppressed', width: 14 }, { label: 'Numbers suppressed under', kind: 'number' }, { label: 'Released on', kind: 'day' }
    ],
    rows: tables.flatMap(table => {
      const counted = tables.find(one => one.release === table.release && one.code === setOf(table.code))!.name
      const nameIn = (list: { code: string, name: string }[], code: string): string => list.find(one => one.code === code)?.name ?? code
      return [place, ...below].flatMap(one => table.cells.filter(cell => cell.place === one.id).map(cell => [
        termName(term), subjectName(table.release.subject), one.name, kindWords[one.kind], counted, isTotal(table) ? 'Total' : table.name, nameIn(table.rows, cell.row), cell.column === 'all' ? null : nameIn(table.columns, cell.column),
        cell.value, cell.value === null ? 'suppressed' : null, table.release.threshold, table.release.releasedAt.slice(0, 10)
      ]))
    })
  }
}
