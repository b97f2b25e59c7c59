import { longDate, longMoment } from '../../lib/dates.ts'
import { checkboxGroup, errorSummary, fileField, linkButton, radioGroup, selectField, submitButton, table, textField } from '../../lib/fields.ts'
import { count, inWords } from '../../lib/text.ts'
import { countKinds } from '../monthly-log/rules.ts'
import { valueWords } from '../monthly-log/value-rules.ts'
import { findingNames } from './quality-rules.ts'
import { itemsOf, targetChoices } from './target-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { HeldFile } from './held-files.ts'
import type { TeamName } from './meeting-rules.ts'
import type { DataImport, KeptMeeting, ResultLine } from './queries.ts'
import type { Finding } from './quality-rules.ts'
import type { Shape } from './reading.ts'
import type { Items } from './target-rules.ts'

/** Where a file comes in: a team's log, or the authority's. `home`: the address of the import. */
export interface Where { home: string, name: string, back: { text: string, href: string } }
const frame = ({ name, home, back }: Where, title: string, first = false) => ({ title, caption: name, breadcrumbs: [back, ...first ? [] : [{ text: 'Bring in a log from a file', href: home }]] })

/** Choose a file; and what was brought in before. */
export function uploadPage (where: Where, imports: { id: string, own: boolean, file_name: string, person_name: string, file_rows: number, done_at: string | null }[], problem: string | null = null) {
  const errors: FormErrors | null = problem === null ? null : { byField: { file: problem }, list: [{ href: '#file', text: problem }] }
  return {
    ...frame(where, 'Bring in a log from a file', true),
    errors: errors && errorSummary(errors),
    action: where.home,
    file: fileField({ name: 'file', label: 'Excel workbook or CSV file', hint: 'At most 10 MB and 25,000 rows', attributes: { accept: '.xlsx,.csv,.txt' }, errors }),
    submit: submitButton('Read the file'),
    earlier: imports.length > 0
      ? table({ caption: 'Brought in before', head: ['File', 'By', 'When', 'Rows'], rows: imports.map(one => [one.own ? { text: one.file_name, href: `${where.home}/${one.id}` } : one.file_name, one.person_name, longMoment(one.done_at!), String(one.file_rows)]) })
      : null
  }
}

interface ColumnsParts { where: Where, file: HeldFile, items: Items, values: Record<string, unknown>, remembered: { by: string, at: string } | null }

/** What each column is, with what stands in it. */
export function columnsPage ({ where, file, items, values, remembered }: ColumnsParts, errors: FormErrors | null = null) {
  const { shape } = file
  const choices = targetChoices(items)
  return {
    ...frame(where, 'What are the columns?'),
    errors: errors && errorSummary(errors),
    summary: `${file.name}${shape.sheet ? `, sheet “${shape.sheet}”` : ''}: ${count(shape.rows, 'row')} under the labels of ${shape.head.from === shape.head.to ? `line ${shape.head.from}` : `lines ${shape.head.from} and ${shape.head.to}`}.`,
    remembered: remembered ? `Files of this shape were read before: the choices are those of ${remembered.by} of ${longDate(remembered.at)}.` : null,
    action: `${where.home}/files/${file.id}/columns`,
    rowIs: radioGroup({ name: 'row_is', legend: 'What is one row of this file?', items: [{ value: 'child', text: 'One child', hint: 'The rows of one day are counted together into one meeting' }, { value: 'meeting', text: 'One meeting', hint: 'The row holds numbers, as from a form' }], values, errors }),
    columns: shape.columns.map((column, index) => ({
      letter: column.letter,
      label: column.label || 'No label',
      samples: column.samples.length > 0 ? column.samples.join(' · ') : 'Empty',
      field: selectField({ name: `column.${index}`, label: `Column ${column.letter}, ${column.label || 'no label'}`, labelClasses: 'govuk-visually-hidden', items: choices, values, errors })
    })),
    submit: submitButton('See what would come in'),
    again: {
      open: Boolean(errors?.byField.head_from ?? errors?.byField.head_to),
      sheet: shape.sheets.length > 1 ? selectField({ name: 'sheet', label: 'Sheet', items: shape.sheets.map(name => ({ value: name, text: name })), values, errors }) : null,
      from: textField({ name: 'head_from', label: 'First line of labels', values, errors, classes: 'govuk-input--width-4', inputmode: 'numeric' }),
      to: textField({ name: 'head_to', label: 'Last line of labels', values, errors, classes: 'govuk-input--width-4', inputmode: 'numeric' }),
      button: submitButton('Read the labels again', { secondary: true, name: 'again', value: 'yes' })
    }
  }
}

export const shapeValues = ({ sheet, head }: Shape) => ({ sheet, head_from: head.from, head_to: head.to })

/** Words of the file that no list knows: what does each mean? */
export function wordsPage (where: Where, file: HeldFile, items: Items, teams: (TeamName & { name: string })[]) {
  return {
    ...frame(where, 'What do these words mean?'),
    action: `${where.home}/files/${file.id}/words`,
    summary: `${count(file.unknown.length, 'word', 'words')} of the file ${file.unknown.length === 1 ? 'is' : 'are'} in none of the lists. What you choose is remembered for the next file of this shape.`,
    groups: [...Map.groupBy(file.unknown.map((one, index) => ({ ...one, index })), one => one.kind)].map(([kind, list]) => ({
      heading: kind === 'team' ? 'Learning community' : countKinds[kind].name,
      words: list.map(({ text, rows, index }) => ({
        field: selectField({
          name: `word.${index}`,
          label: `“${text}”`,
          hint: count(rows, 'row'),
          items: [{ value: '', text: kind === 'team' ? 'None of these: leave the rows out' : 'Not said' }, ...kind === 'team' ? teams.map(team => ({ value: team.id, text: team.name })) : itemsOf(items, kind).map(item => ({ value: item.code, text: item.name }))]
        })
      }))
    })),
    submit: submitButton('See what would come in')
  }
}

interface PreviewParts { where: Where, found: DataImport, teams: Map<string, string>, logged: Set<string> }

/** What would come in, and how good the file is, before anything has. */
export function previewPage ({ where, found, teams, logged }: PreviewParts, errors: FormErrors | null = null) {
  const isThere = (meeting: KeptMeeting) => logged.has(`${meeting.team} ${meeting.met_on}`)
  const [entering, there] = [found.meetings.filter(meeting => !isThere(meeting)), found.meetings.filter(isThere)]
  const wrong = found.findings.filter(finding => finding.leavesOut)
  const asks = wrong.length > 0 || there.length > 0
  const total = (of: (meeting: KeptMeeting) => number) => entering.reduce((sum, meeting) => sum + of(meeting), 0)
  const inTeams = new Set(entering.map(meeting => meeting.team)).size
  return {
    ...frame(where, 'See what would come in'),
    errors: errors && errorSummary(errors),
    summary: entering.length === 0
      ? `${found.file_name}: nothing in it can be brought in.`
      : `${found.file_name}: ${count(found.file_rows, 'row')} make ${count(entering.length, 'meeting')}${inTeams > 1 ? ` of ${inTeams} teams` : ''}, with ${count(total(meeting => meeting.new_children), 'child', 'children')} discussed for the first time and ${total(meeting => meeting.reviewed_children)} reviewed. Nothing has been changed yet.`,
    quality: qualityTable([...wrong, ...there.length > 0 ? [{ kind: 'duplicate' as const, text: 'A meeting of this team and day is in the log already', rows: there.map(meeting => meeting.rows).join(', ').slice(0, 300), number: there.length, leavesOut: true }] : [], ...found.findings.filter(finding => !finding.leavesOut)]),
    good: found.findings.length === 0 && there.length === 0 ? 'Nothing is missing, impossible or twice.' : null,
    meetings: entering.length > 0 ? meetingsTable(entering.slice(0, 50), teams) : null,
    more: entering.length > 50 ? `And ${entering.length - 50} more meetings.` : null,
    action: `${where.home}/${found.id}`,
    leaveOut: asks && entering.length > 0 ? checkboxGroup({ name: 'leave_out', legend: 'Some rows cannot be brought in', items: [{ value: 'yes', text: 'Leave these rows out and bring in the rest' }], values: {}, errors }) : null,
    confirm: entering.length > 0 ? submitButton(`Bring in ${count(entering.length, 'meeting')}`) : null,
    again: linkButton('Choose another file', where.home, { secondary: true })
  }
}

const qualityTable = (findings: Finding[]) => findings.length === 0
  ? null
  : table({ caption: 'How good the file is', head: ['What', 'About', 'Rows', 'Becomes'], rows: findings.map(({ kind, text, rows, number, leavesOut }) => [findingNames[kind], text, rows === '' ? '–' : `${rows} (${number})`, leavesOut ? 'Left out' : kind === 'personal' ? 'Not kept' : 'Nothing to do']) })

const meetingsTable = (meetings: KeptMeeting[], teams: Map<string, string>) => table({
  caption: 'Meetings that would come in',
  head: ['Team', 'Meeting', 'New', 'Reviewed', 'Child’s view noted', 'Parent’s view noted', 'Rows'],
  rows: meetings.map(meeting => [teams.get(meeting.team) ?? '', longDate(meeting.met_on), String(meeting.new_children), String(meeting.reviewed_children), valueWords(meeting.child_view_noted), valueWords(meeting.parent_view_noted), meeting.rows])
})

/** What became of the file, after it was brought in. */
export function resultPage (where: Where, found: DataImport, lines: ResultLine[]) {
  const shown = lines.slice(0, 200)
  const entered = lines.filter(line => line.what.startsWith('Entered'))
  return {
    ...frame(where, 'The file has been brought in'),
    summary: `${found.file_name}, ${longMoment(found.done_at!)}: ${inWords([`${count(entered.length, 'meeting')} entered`, ...lines.length > entered.length ? [`${count(lines.length - entered.length, 'line')} left out`] : []])}.`,
    table: table({ caption: 'What happened', hideCaption: true, rowHeader: false, head: ['Rows', 'Team', 'Meeting', 'What happened'], rows: shown.map(line => [line.rows, line.team, line.day === '' ? '' : longDate(line.day), line.what]) }),
    more: lines.length > shown.length ? `And ${lines.length - shown.length} more in the result file.` : null,
    download: `${where.home}/${found.id}/result.csv`,
    back: where.back
  }
}
