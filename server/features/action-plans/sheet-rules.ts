/** What a column of the table of actions holds. `read-only` columns leave with an export and are never read back. */
export type ColumnKind = 'number' | 'text' | 'day' | 'yes-no' | 'resources' | 'email' | 'codes' | 'actions' | 'choice' | 'read-only'
export interface SheetColumn { key: string, label: string, kind: ColumnKind, max?: number, width?: number }

const long = 10_000

/** The columns of the table of actions, in their order: those of an action's form, which can be brought back, and what only leaves. */
export const actionColumns = [
  { key: 'number', label: 'Number', kind: 'number', width: 9 },
  { key: 'what', label: 'What will be done', kind: 'text', max: 1000, width: 50 },
  { key: 'why', label: 'Why', kind: 'text', max: long, width: 40 },
  { key: 'difference', label: 'What will be different for children', kind: 'text', max: long, width: 40 },
  { key: 'measure', label: 'Success measure', kind: 'text', max: long },
  { key: 'baseline', label: 'Baseline', kind: 'text', max: 2000 },
  { key: 'target', label: 'Target', kind: 'text', max: 2000 },
  { key: 'how_known', label: 'How we will know', kind: 'text', max: 2000 },
  { key: 'owner', label: 'Owner', kind: 'read-only', width: 20 },
  { key: 'owner_id', label: 'Owner: e-mail address', kind: 'email' },
  { key: 'owner_role', label: 'Owner: role or other name', kind: 'text', max: 200 },
  { key: 'partners', label: 'Partners and agencies', kind: 'text', max: 1000 },
  { key: 'starts_on', label: 'Start', kind: 'day' },
  { key: 'due_on', label: 'Due', kind: 'day' },
  { key: 'priority', label: 'Priority action', kind: 'yes-no', width: 10 },
  { key: 'resources', label: 'Resources in place', kind: 'resources', width: 14 },
  { key: 'funding', label: 'Funding source', kind: 'text', max: 1000 },
  { key: 'indicators', label: 'Indicators', kind: 'codes', width: 14 },
  { key: 'recommendations', label: 'Recommendations', kind: 'codes', width: 18 },
  { key: 'contributes', label: 'Contributes to', kind: 'actions' },
  { key: 'status', label: 'Status', kind: 'read-only', width: 14 },
  { key: 'impact', label: 'Impact', kind: 'read-only', width: 40 },
  { key: 'from', label: 'Comes from', kind: 'read-only', width: 40 },
  { key: 'steps', label: 'Steps', kind: 'read-only', width: 40 },
  { key: 'update', label: 'Last update', kind: 'read-only', width: 40 },
  { key: 'checks', label: 'Checks', kind: 'read-only' },
  { key: 'evidence', label: 'Evidence', kind: 'read-only' },
  { key: 'stopped', label: 'Stopped', kind: 'read-only' },
  { key: 'carried', label: 'Carried on from', kind: 'read-only' },
  { key: 'saved', label: 'Last saved', kind: 'read-only' }
] as const satisfies SheetColumn[]
export type ActionKey = typeof actionColumns[number]['key']
export type ActionCells = Record<ActionKey, string | number | null>

/** How another plan's action is named in a cell: 'Strathclutha Council, action 3'. */
export const actionName = (other: { place: string, number: number }): string => `${other.place}, action ${other.number}`
