import { answerNames } from '../recommendations/rules.ts'
import { changedColumns, readOnlyWarnings, tooLong } from './compare-rules.ts'
import { readChoice } from './rules.ts'
import type { SheetColumn } from '../action-plans/sheet-rules.ts'
import type { answerRecommendation } from '../recommendations/changes.ts'
import type { FileRow, ImportError, RowChange } from './rules.ts'

type AnswerInput = Parameters<typeof answerRecommendation>[4]
/** The columns that are read of the register, by the labels it leaves with. The rest of them is for reading only. */
const read: Record<string, Omit<SheetColumn, 'label'>> = {
  Code: { key: 'code', kind: 'number' },
  'City answer': { key: 'answer', kind: 'choice' },
  Reason: { key: 'reason', kind: 'text', max: 5000 },
  Owner: { key: 'owner', kind: 'text', max: 200 },
  'How progress is seen': { key: 'measure', kind: 'text', max: 2000 }
}
export const answerColumns = (labels: string[]): SheetColumn[] => labels.map(label => ({ label, ...read[label] ?? { key: label, kind: 'read-only' as const } }))

/** The register as it is: each recommendation as cells by column, and how often it was answered. */
export interface AnswerBase { columns: SheetColumn[], rows: { code: string, cells: Record<string, string | number | null>, answers: number }[] }
export type AnswerChange = RowChange & { code: string, input: AnswerInput | null }

/** Compare a file's rows with the register. */
export function compareAnswers (rows: FileRow[], { columns, rows: now }: AnswerBase): { changes: AnswerChange[], errors: ImportError[], warnings: string[] } {
  const errors: ImportError[] = []
  const seen = new Map<string, number>()
  const matched = rows.flatMap(row => {
    const code = row.cells.code!
    const found = now.find(one => one.code === code)
    const before = seen.get(code)
    seen.set(code, row.line)
    if (found && !before) return [{ row, now: found }]
    errors.push({ line: row.line, column: 'Code', text: !code ? 'give the code of a recommendation' : before ? `${code} is in line ${before} too. Keep one of the two rows` : `there is no recommendation ${code.slice(0, 40)} in this session’s reports` })
    return []
  })
  const changes = matched.map(({ row, now }) => changeOf(row, now, columns, errors))
  return { changes, errors: errors.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)), warnings: readOnlyWarnings(columns, matched.map(({ row, now }) => ({ row, now: now.cells }))) }
}

function changeOf (row: FileRow, { code, cells, answers }: AnswerBase['rows'][number], columns: SheetColumn[], errors: ImportError[]): AnswerChange {
  const fields = changedColumns(columns, row, cells).map(({ label, before, after }) => ({ label, before, after }))
  const same = { line: row.line, name: `Recommendation ${code}`, code, fields }
  if (fields.length === 0) return { ...same, kind: 'unchanged', input: null }
  const wrong = (column: string, text: string) => errors.push({ line: row.line, column, text })
  for (const column of columns) {
    const long = tooLong(column, row.cells[column.key] ?? '')
    if (long) wrong(column.label, long)
  }
  const answer = readChoice(row.cells.answer!, answerNames)
  if (!answer) {
    wrong('City answer', row.cells.answer ? 'write Planned or Not planned' : cells.answer ? 'an answer cannot be taken back. Write Planned or Not planned' : 'write Planned or Not planned, or empty the reason, the owner and how progress is seen')
    return { ...same, kind: 'changed', input: null }
  }
  const { reason, owner, measure } = Object.fromEntries(['reason', 'owner', 'measure'].map(key => [key, row.cells[key] || undefined]))
  if (answer === 'not-planned' && !reason) wrong('Reason', 'say why it is not planned')
  return { ...same, kind: 'changed', input: { revision: answers, answer, reason, owner, measure } }
}
