import { levelWords } from '../evaluations/rules.ts'
import type { LevelState } from '../evaluations/tables.ts'

/** One team reads another. */
export interface Pairing { reader: string, read: string }
type Pair = readonly [string, string]

/**
 * Who could read whom: every team reads one and is read by one, and teams that read each other in earlier sessions meet again as late as
 * can be. Pairs come from the circle method of tournaments: one team stands still and the others turn, so that no pair comes twice before
 * every pair has met; the turn with the fewest repeats is taken. With an odd number, one group is of three, reading round.
 */
export function proposePairs (teams: string[], earlier: Pair[]): Pairing[] {
  if (teams.length < 2) return []
  const met = (a: string, b: string) => earlier.filter(([one, other]) => (one === a && other === b) || (one === b && other === a)).length
  const repeats = (groups: string[][]) => groups.reduce((sum, group) => sum + ringOf(group).reduce((n, { reader, read }) => n + met(reader, read), 0), 0)
  const turns = teams.length % 2 === 0 ? teams.length - 1 : teams.length
  const options = Array.from({ length: turns }, (_none, turn) => groupsAt(teams, turn))
  const best = options.reduce((least, groups) => repeats(groups) < repeats(least) ? groups : least)
  return best.flatMap(ringOf)
}

/** The groups at one turn of the circle. */
function groupsAt (teams: string[], turn: number): string[][] {
  const ring: (string | null)[] = teams.length % 2 === 0 ? teams : [...teams, null]
  const turning = ring.slice(1)
  const order = [ring[0]!, ...turning.slice(turn), ...turning.slice(0, turn)]
  const groups = order.slice(0, order.length / 2).map((team, index) => [team, order[order.length - 1 - index]!].filter(one => one !== null))
  const alone = groups.find(group => group.length === 1)
  if (!alone) return groups
  const others = groups.filter(group => group !== alone)
  return [[...others[0]!, ...alone], ...others.slice(1)]
}

/** Two read each other; three read round. */
const ringOf = (group: string[]): Pairing[] => group.map((reader, index) => ({ reader, read: group[(index + 1) % group.length]! }))

export interface Levels { level_state: LevelState, level: number | null, self_level_state: LevelState, self_level: number | null }

/** How far two levels are apart; null when one of them is no level. */
export const gapOf = (reading: Levels): number | null => reading.level_state === 'level' && reading.self_level_state === 'level' ? Math.abs(reading.level! - reading.self_level!) : null
/** Both said the same, "not enough evidence" too. */
export const isExact = (reading: Levels): boolean => reading.level_state === reading.self_level_state && reading.level === reading.self_level

/** 'Exact agreement: 4 of 6. Within one level: 6 of 6.' Counts, never a rate of a team. */
export function agreementWords (readings: Levels[]): string {
  if (readings.length === 0) return 'No readings yet.'
  const exact = readings.filter(isExact).length
  const near = readings.filter(reading => isExact(reading) || (gapOf(reading) ?? 2) <= 1).length
  return `Exact agreement: ${exact} of ${readings.length}. Within one level: ${near} of ${readings.length}.`
}

/** 'Two levels apart', 'The same', 'One gave a level, the other did not'. */
export function gapWords (reading: Levels): string {
  if (isExact(reading)) return 'The same'
  const gap = gapOf(reading)
  return gap === null ? 'One gave a level, the other did not' : gap === 1 ? 'One level apart' : `${['', '', 'Two', 'Three', 'Four', 'Five'][gap] ?? gap} levels apart`
}

/** What to discuss, the widest gap first; where one gave no level, between one level apart and two. */
export const byGap = <T extends Levels>(readings: T[]): T[] => readings.filter(reading => !isExact(reading)).sort((a, b) => (gapOf(b) ?? 1.5) - (gapOf(a) ?? 1.5))

type Scale = { levels: { value: number, label: string }[] } | undefined
/** The three levels side by side in words; what is not there yet says so. */
export const threeLevels = (reading: Levels, reply: { agreed_level_state: LevelState, agreed_level: number | null } | null, scale: Scale) => ({
  self: levelWords({ level_state: reading.self_level_state, level: reading.self_level }, scale),
  moderated: levelWords(reading, scale),
  agreed: reply ? levelWords({ level_state: reply.agreed_level_state, level: reply.agreed_level }, scale) : 'No answer yet'
})
