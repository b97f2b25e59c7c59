import { addDays } from '../../lib/dates.ts'

export type ConsentBy = 'child' | 'parent' | 'both'
export const consentGivers: Record<ConsentBy, string> = { both: 'The child and a parent or carer', child: 'The child', parent: 'A parent or carer' }
export const consentGiverNames = ['both', 'child', 'parent'] as const satisfies readonly ConsentBy[]
export type ConsentFor = 'team' | 'shared'
export const consentUses: Record<ConsentFor, string> = { team: 'For the team to learn from, by its keepers alone', shared: 'Also to be shared, as a text in which the child cannot be recognised' }
export const consentUseNames = ['team', 'shared'] as const satisfies readonly ConsentFor[]
export type EventKind = 'support' | 'view'
export type Who = 'child' | 'family' | 'team'
export const whoWords: Record<Who, string> = { child: 'The child', family: 'The family', team: 'The team' }
export const whoNames = ['child', 'family', 'team'] as const satisfies readonly Who[]

/** A child is followed up after half a year, a year, and two. */
export const followUpMonths = [6, 12, 24] as const

/** So many months on; where a month has no such day, its last. */
export function addMonths (iso: string, months: number): string {
  const [year, month, day] = iso.split('-').map(Number) as [number, number, number]
  const at = year * 12 + month - 1 + months
  const first = `${Math.floor(at / 12)}-${String(at % 12 + 1).padStart(2, '0')}-01`
  const last = addDays(`${Math.floor((at + 1) / 12)}-${String((at + 1) % 12 + 1).padStart(2, '0')}-01`, -1)
  const wanted = `${first.slice(0, 8)}${String(day).padStart(2, '0')}`
  return wanted < last ? wanted : last
}

interface Consented { withdrawn_at: string | null, closed_at: string | null, erased_at: string | null, consent_until: string }
/** Why a study must be erased now; null while it may be kept. */
export function erasureReason (study: Consented, today: string): 'withdrawn' | 'over' | null {
  if (study.erased_at) return null
  return study.withdrawn_at ? 'withdrawn' : study.consent_until < today ? 'over' : null
}
/** Whether work on it may go on. */
export const isOpen = (study: Consented, today: string): boolean => !study.closed_at && !study.erased_at && erasureReason(study, today) === null

interface Releasing { submitted_at: string | null, released_at: string | null, withdrawn_at: string | null }
export type ReleaseState = 'draft' | 'waiting' | 'released' | 'withdrawn'
export const releaseStates: Record<ReleaseState, string> = { draft: 'Draft', waiting: 'Waits for a second person', released: 'Released', withdrawn: 'Withdrawn' }
export const releaseState = (release: Releasing): ReleaseState => release.withdrawn_at ? 'withdrawn' : release.released_at ? 'released' : release.submitted_at ? 'waiting' : 'draft'
