import { errorSummary, fileField, submitButton, summaryRow, table } from '../../lib/fields.ts'
import { count, inWords } from '../../lib/text.ts'
import { longMoment, sessionLabel } from '../../lib/dates.ts'
import { errorWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { ImportError, ResultLine, RowChange } from './rules.ts'

interface Where { home: string, back: string, name: string, session: string, sheets: { text: string, href: string }[] }
const crumbs = ({ home, back }: Where) => [{ text: back, href: home }]
const caption = ({ name, session }: Where) => `${name}, session ${sessionLabel(session)}`

/** Choose a file; or, after one that cannot be used, what is wrong with it line by line. */
export function uploadPage (where: Where, problems: ImportError[] = []) {
  const shown = problems.slice(0, 100)
  const errors: FormErrors | null = problems.length > 0 ? { byField: { file: problems.length === 1 ? errorWords(problems[0]!) : 'This file cannot be used as it is' }, list: [{ href: '#file', text: problems.length === 1 ? errorWords(problems[0]!) : `${count(problems.length, 'place')} in the file to put right. Nothing has been changed.` }] } : null
  return {
    title: 'Bring in from a file',
    caption: caption(where),
    breadcrumbs: crumbs(where),
    errors: errors && errorSummary(errors),
    problems: problems.length > 1 ? shown.map(errorWords) : [],
    more: problems.length > shown.length ? `And ${problems.length - shown.length} more.` : null,
    sheets: where.sheets,
    action: `${where.home}/import`,
    file: fileField({ name: 'file', label: 'Excel workbook or CSV file', hint: 'At most 2 MB and 500 rows', attributes: { accept: '.xlsx,.csv' }, errors }),
    submit: submitButton('See what would change')
  }
}

interface Preview { id: string, file: string, changes: RowChange[], warnings: string[], unknown: string[], personal: string[] }

/** What would change, field by field, before anything has. */
export function previewPage (where: Where, { id, file, changes, warnings, unknown, personal }: Preview) {
  const of = (kind: RowChange['kind']) => changes.filter(change => change.kind === kind)
  const [added, changed, unchanged] = [of('new'), of('changed'), of('unchanged')]
  const parts = [...added.length > 0 ? [`${added.length} new`] : [], ...changed.length > 0 ? [`${changed.length} changed`] : []]
  return {
    title: 'See what would change',
    caption: caption(where),
    breadcrumbs: [...crumbs(where), { text: 'Bring in from a file', href: `${where.home}/import` }],
    summary: parts.length > 0 ? `${file}: ${inWords([...parts, `${unchanged.length} unchanged`])}. Nothing has been changed yet, and nothing is ever removed.` : `${file}: nothing in it differs from what is here, so there is nothing to bring in.`,
    warnings: [...warnings, ...unknown.length > 0 ? [`${inWords(unknown.map(label => `“${label.slice(0, 60)}”`))}: there ${unknown.length === 1 ? 'is no column of this name here, so it is' : 'are no columns of these names here, so they are'} not brought in.`] : []],
    personal,
    added: added.map(change => ({ heading: `Line ${change.line}, new`, fields: { rows: change.fields.map(field => summaryRow(field.label, field.after)) } })),
    changed: changed.map(change => ({ heading: `Line ${change.line}, ${change.name}`, fields: { rows: change.fields.map(field => summaryRow(field.label, `Now: ${field.before || 'Nothing'}\nIn the file: ${field.after || 'Nothing'}`)) } })),
    unchanged: unchanged.length > 0 ? `Unchanged: ${unchanged.length > 20 ? `${unchanged.length} rows` : unchanged.map(change => change.name.slice(0, 60)).join('; ')}.` : null,
    action: `${where.home}/import/${id}`,
    confirm: parts.length > 0 ? submitButton(`Bring in ${inWords(parts)}`) : null,
    again: `${where.home}/import`
  }
}

/** What became of each line, after it was brought in. */
export function resultPage (where: Where, { id, file, doneAt, lines }: { id: string, file: string, doneAt: string, lines: ResultLine[] }) {
  const done = lines.filter(line => line.what !== 'Unchanged')
  return {
    title: 'The file has been brought in',
    caption: caption(where),
    breadcrumbs: crumbs(where),
    summary: `${file}, ${longMoment(doneAt)}: ${count(done.length, 'line')} brought in, ${lines.length - done.length} unchanged.`.replace(': no', ': No'),
    table: table({ caption: 'What happened', hideCaption: true, head: ['Line', 'What it is about', 'What happened'], rows: lines.map(line => [String(line.line), line.name, line.what]) }),
    download: `${where.home}/import/${id}/result.csv`,
    home: where.home,
    back: where.back
  }
}
