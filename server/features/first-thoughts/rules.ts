import type { JudgementText, LevelState } from '../evaluations/tables.ts'
import type { ThoughtPart } from './tables.ts'

/** The texts of a first thought: what is asked, and where in the agreed text it goes. */
export const parts: Record<ThoughtPart, { label: string, hint: string, into: JudgementText }> = {
  goes_well: { label: 'What goes well?', hint: 'One thing is enough.', into: 'strengths' },
  gets_in_the_way: { label: 'What gets in the way?', hint: 'One thing is enough.', into: 'areas_for_improvement' },
  what_changed: { label: 'One example of what changed for a child', hint: 'No names, and nothing by which a child could be recognised.', into: 'what_changed' }
}
export const partNames = ['goes_well', 'gets_in_the_way', 'what_changed'] as const satisfies readonly ThoughtPart[]

/** No group smaller than this is told apart from the others. */
export const fewest = 3

type Texts = Record<ThoughtPart, string | null>
/** One person's thought about one indicator, as the spread sees it: without who it was. `passage` gives each text an id of its own. */
export type Thought = Texts & { agency: string, level_state: LevelState, level: number | null, passages: Record<ThoughtPart, string> }
export interface Passage { id: string, text: string, agency: string | null }
export interface Spread {
  people: number
  /** Null while fewer than three people wrote: then nothing is told but that. */
  shown: { parts: { part: ThoughtPart, passages: Passage[] }[], levels: { choice: string, people: number }[] | null } | null
}

/** Whether somebody said anything at all. */
export const saysSomething = (thought: Texts & { level_state: LevelState }): boolean => partNames.some(part => thought[part]) || thought.level_state !== 'not-yet'

/**
 * What a team is shown of its first thoughts about an indicator. Nobody can be told from it: nothing is shown of fewer than three people,
 * an agency is named only where three or more of it wrote, and only if those not named are none or again three or more, so that nobody is
 * found by elimination. Passages stand in an order of their own in each part, so that two texts of one person cannot be joined.
 */
export function spreadOf (all: Thought[]): Spread {
  const thoughts = all.filter(saysSomething)
  if (thoughts.length < fewest) return { people: thoughts.length, shown: null }
  const named = namedAgencies(thoughts.map(thought => thought.agency))
  const passagesOf = (part: ThoughtPart) => thoughts.flatMap(thought => thought[part] ? [{ id: thought.passages[part], text: thought[part], agency: named.has(thought.agency) ? thought.agency : null }] : [])
  return {
    people: thoughts.length,
    shown: {
      parts: partNames.map(part => ({ part, passages: passagesOf(part).sort((a, b) => a.id < b.id ? -1 : 1) })),
      levels: levelsOf(thoughts)
    }
  }
}

/** The agencies that may be named, from one entry a person. */
export function namedAgencies (agencies: string[]): Set<string> {
  const counts = [...Map.groupBy(agencies, agency => agency)].map(([agency, people]) => ({ agency, n: people.length }))
  const named = counts.filter(({ n }) => n >= fewest).sort((a, b) => a.n - b.n || (a.agency < b.agency ? -1 : 1))
  let rest = agencies.length - named.reduce((sum, { n }) => sum + n, 0)
  while (rest > 0 && rest < fewest && named.length > 0) rest += named.shift()!.n
  return new Set(named.map(({ agency }) => agency))
}

/** How many chose each level, in the order of the choices; null when fewer than three chose one. */
function levelsOf (thoughts: Thought[]): { choice: string, people: number }[] | null {
  const chosen = thoughts.filter(thought => thought.level_state !== 'not-yet').map(thought => thought.level_state === 'level' ? String(thought.level) : thought.level_state)
  if (chosen.length < fewest) return null
  return [...Map.groupBy(chosen, choice => choice)].map(([choice, people]) => ({ choice, people: people.length })).sort((a, b) => a.choice < b.choice ? -1 : 1)
}
