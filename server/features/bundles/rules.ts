import { longDate } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import type { BundleState, BundleTables, PartKind } from './tables.ts'

export const bundleLimits = { unfinished: 3, days: 7, tries: 3 }

export const kindNames: Record<PartKind, { one: string, many: string, file: string }> = {
  plan: { one: 'Action plan', many: 'Action plans', file: 'action plans' },
  'self-evaluation': { one: 'Self-evaluation report', many: 'Self-evaluation reports', file: 'self-evaluations' }
}
export const formatLabels = { pdf: 'PDF', docx: 'Word' }

export const isUnfinished = (state: BundleState): boolean => state === 'waiting' || state === 'making'
export const kindsOf = (what: PartKind | 'both'): PartKind[] => what === 'both' ? ['plan', 'self-evaluation'] : [what]
export const whatWords = (what: PartKind | 'both'): string => what === 'both' ? 'Action plans and self-evaluation reports' : kindNames[what].many

/** How far a bundle has come. `size` is that of all documents made, in bytes. */
export interface Progress { total: number, finished: number, made: number, size: number, failed: { team: string, what: PartKind, reason: string }[] }

/** '12 of 29 plans'. */
export function progressWords (what: PartKind | 'both', { finished, total }: Pick<Progress, 'finished' | 'total'>): string {
  return `${finished} of ${total} ${what === 'both' ? 'documents' : what === 'plan' ? 'plans' : 'self-evaluation reports'}`
}

export function sizeWords (bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}

/** Where a bundle stands, for people. */
export function stateWords (bundle: Pick<BundleTables['bundle'], 'what' | 'state' | 'reason' | 'expires_on'>, progress: Progress): string {
  switch (bundle.state) {
    case 'waiting': return 'Waiting for its turn'
    case 'making': return `Being made: ${progressWords(bundle.what, progress)}`
    case 'ready': return `Ready: ${count(progress.made, 'document')}, ${sizeWords(progress.size)}, kept until ${longDate(bundle.expires_on)}`
    case 'cancelled': return 'Cancelled'
    case 'failed': return bundle.reason ?? `Failed: ${failedWords(progress)}`
  }
}

/** Which teams failed, and why when it is the same for all of them. */
function failedWords ({ failed }: Progress): string {
  const teams = [...new Set(failed.map(part => part.team))]
  const named = teams.length > 4 ? `${teams.slice(0, 3).join(', ')} and ${teams.length - 3} more teams` : teams.join(', ')
  const reasons = new Set(failed.map(part => part.reason))
  return reasons.size === 1 ? `${named}. ${failed[0]!.reason}` : named
}

/** 'OFFICIAL Strathclutha action plans 2026-27.zip'. The marking is the highest of those inside. */
export function zipName (bundle: { what: PartKind | 'both', place: string, session: string }, names: string[]): string {
  const marking = names.some(name => name.startsWith('OFFICIAL-SENSITIVE ')) ? 'OFFICIAL-SENSITIVE' : 'OFFICIAL'
  const what = kindsOf(bundle.what).map(kind => kindNames[kind].file).join(' and ')
  return `${[marking, bundle.place.replace(/ Council$/, ''), what, bundle.session].join(' ').normalize('NFKD').replace(/[^\w .-]+/g, '').replace(/\s+/g, ' ').trim()}.zip`
}

/** Names under which files can lie side by side: the second 'Plan.pdf' becomes 'Plan (2).pdf'. Case makes no difference on many systems. */
export function distinctNames (names: string[]): string[] {
  const seen = new Map<string, number>()
  return names.map(name => {
    const times = (seen.get(name.toLowerCase()) ?? 0) + 1
    seen.set(name.toLowerCase(), times)
    return times === 1 ? name : name.replace(/(\.\w+)?$/, end => ` (${times})${end}`)
  })
}
