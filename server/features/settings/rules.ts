/** What an authority decides for all its teams. Each has a value from the start; the page says what it means. */
export interface Settings {
  /** Numbers under this are suppressed. A change holds for the releases to come, never for those made. */
  threshold: number
  /** So many weeks after a term's end its figures are released by themselves; null: by hand only. */
  releaseAfterWeeks: number | null
  /** So many months after their session a kind of records is removed; null: kept. The kinds are those of `features/retention`. */
  keepMonths: Record<KeptKind, number | null>
  /** How long the authority's backups are kept: until then an erased record is still in them. */
  backupDays: number
}

/** The kinds of records about children that do not stay for ever. */
export const keptKinds = {
  log: 'Monthly logs',
  goals: 'Goals and their reviews',
  responses: 'Answers to surveys',
  'voice-log': 'Entries of the voice log',
  'case-studies': 'Case studies'
} as const
export type KeptKind = keyof typeof keptKinds
export const keptKindNames = Object.keys(keptKinds) as KeptKind[]

export const usual: Settings = {
  threshold: 5, releaseAfterWeeks: null, backupDays: 35,
  keepMonths: { log: 36, goals: 36, responses: 24, 'voice-log': 36, 'case-studies': null }
}

/** The settings from what is stored: names and texts. What was never set is as usual. */
export function readSettings (rows: { name: string, value: string }[]): Settings {
  const stored = new Map(rows.map(({ name, value }) => [name, value]))
  const number = <Otherwise extends number | null>(name: string, otherwise: Otherwise): number | Otherwise => {
    const value = stored.get(name)
    return value === undefined ? otherwise : value === '' ? null as Otherwise : Number(value)
  }
  return {
    threshold: number('threshold', usual.threshold),
    releaseAfterWeeks: number('release-after-weeks', usual.releaseAfterWeeks),
    backupDays: number('backup-days', usual.backupDays),
    keepMonths: Object.fromEntries(keptKindNames.map(kind => [kind, number(`keep-months.${kind}`, usual.keepMonths[kind])])) as Settings['keepMonths']
  }
}

/** What is stored of them. */
export const writeSettings = (settings: Settings): { name: string, value: string }[] => [
  { name: 'threshold', value: String(settings.threshold) },
  { name: 'release-after-weeks', value: String(settings.releaseAfterWeeks ?? '') },
  { name: 'backup-days', value: String(settings.backupDays) },
  ...keptKindNames.map(kind => ({ name: `keep-months.${kind}`, value: String(settings.keepMonths[kind] ?? '') }))
]
