import { longDate } from '../../lib/dates.ts'
import { selectField, submitButton, table } from '../../lib/fields.ts'
import { drawRun } from '../../lib/run-chart.ts'
import { figureWords, suppressionNote, workedOut } from '../figures/words-rules.ts'
import { barsOf, breakdowns, isCrossing, isTotal, isWorthDrawing, rowsOf, totalsByTerm, valueOf } from './figure-rules.ts'
import { termName } from './rules.ts'
import type { ReleasedTable } from '../figures/queries.ts'
import type { Place } from '../organisation/queries.ts'

type PlaceName = Pick<Place, 'id' | 'name' | 'slug' | 'kind'>
export const kindWords = { authority: 'Authority', area: 'Area', community: 'Learning community' } as const

/** The places whose figures a person may see. */
export const placesPage = (places: PlaceName[], mayRelease: boolean) => ({
  title: 'Figures',
  empty: places.length === 0 ? 'There is no place whose figures you may see.' : null,
  release: mayRelease ? '/releases' : null,
  groups: (['authority', 'area', 'community'] as const).map(kind => ({ name: { authority: 'Authority', area: 'Areas', community: 'Learning communities' }[kind], places: places.filter(place => place.kind === kind).map(({ name, slug }) => ({ text: name, href: `/figures/${slug}` })) }))
    .filter(group => group.places.length > 0)
})

interface Parts { place: Place, below: PlaceName[], terms: { from: string, to: string }[], term: { from: string, to: string } | null, tables: ReleasedTable[], history: ReleasedTable[], subjectName: (subject: string) => string }

/** The released figures of a place for a term: numbers, charts and their tables, and the places below. */
export function figuresPage ({ place, below, terms, term, tables, history, subjectName }: Parts) {
  const here = `/figures/${place.slug}`
  const totals = tables.filter(isTotal)
  return {
    title: `Figures of ${place.name}`,
    caption: kindWords[place.kind],
    breadcrumbs: [{ text: 'Figures', href: '/figures' }],
    empty: term === null ? 'No figures have been released yet. They are released once a term, after its end.' : null,
    term: term && { name: termName(term), choice: selectField({ name: 'term', label: 'Term', items: terms.map(one => ({ value: one.to, text: termName(one) })), values: { term: term.to } }), show: submitButton('Show', { secondary: true }), action: here },
    sets: totals.map(total => setPart(total, { place, below, tables, history, subjectName })),
    files: term ? (['pdf', 'docx', 'xlsx', 'csv'] as const).map(format => ({ text: { pdf: 'PDF', docx: 'Word', xlsx: 'Excel', csv: 'CSV' }[format], href: `${here}/figures.${format}?term=${term.to}` })) : [],
    workedOut: workedOut(totals[0]?.release.threshold ?? 5)
  }
}

function setPart (total: ReleasedTable, { place, below, tables, history, subjectName }: Pick<Parts, 'place' | 'below' | 'tables' | 'history' | 'subjectName'>) {
  const value = valueOf(total, place.id)
  const terms = totalsByTerm(history.filter(table => table.release.subject === total.release.subject), total.code, place.id)
  const same = tables.filter(table => table.release === total.release)
  return {
    name: total.name,
    about: `${subjectName(total.release.subject)}, released on ${longDate(total.release.releasedAt)}`,
    total: value === null ? 'The number is suppressed, and so is every break-down of it.' : `${value} in all.`,
    tables: breakdowns(same, total.code, place.id).map(one => isCrossing(one) ? crossingPart(one, place) : tablePart(one, place, value)),
    places: below.length > 0
      ? table({ caption: `${total.name}: the ${place.kind === 'authority' ? 'areas' : 'teams'}`, head: ['Place', 'Number'], rows: below.map(({ id, name, slug }) => [{ text: name, href: `/figures/${slug}?term=${total.release.to}` }, figureWords(valueOf(total, id))]) })
      : null,
    run: terms.length > 1 ? runPart(total, terms) : null,
    note: suppressionNote(total.release.threshold)
  }
}

function tablePart (one: ReleasedTable, place: Place, total: number | null) {
  const rows = rowsOf(one, place.id, total)
  const id = `bars-${one.code.replace('.', '-')}`
  return {
    name: one.name,
    beside: one.addsUp ? null : 'A record may be in several rows, so they do not add up to the total.',
    chart: isWorthDrawing(rows) ? barsOf(id, one.name, rows) : null,
    table: table({ caption: one.name, hideCaption: true, head: ['Row', 'Number', 'Share'], rows: rows.map(({ name, words, share }) => [name, words, share]) })
  }
}

const crossingPart = (one: ReleasedTable, place: Place) => ({
  name: one.name,
  beside: 'Only for the whole authority: crossed, the numbers of teams are nearly always small.',
  chart: null,
  table: table({ caption: one.name, hideCaption: true, head: ['Row', ...one.columns.map(column => column.name)], rows: one.rows.map(row => [row.name, ...one.columns.map(column => figureWords(valueOf(one, place.id, row.code, column.code)))]) })
})

function runPart (total: ReleasedTable, terms: ReturnType<typeof totalsByTerm>) {
  const shown = terms.filter(term => term.value !== null)
  const sentence = shown.length === 0 ? `${total.name}: the numbers of all ${terms.length} terms are suppressed.` : `${total.name} by term, from ${shown[0]!.value} in ${shown[0]!.label} to ${shown.at(-1)!.value} in ${shown.at(-1)!.label}. A gap stands for a suppressed number.`
  return {
    sentence,
    drawing: { id: `run-${total.code}`, title: `${total.name} by term`, sentence, ...drawRun({ points: terms, percent: false, baseline: null }) },
    table: table({ caption: `${total.name} by term`, hideCaption: true, head: ['Term', 'Number'], rows: terms.map(({ label, value }) => [label, figureWords(value)]) })
  }
}
