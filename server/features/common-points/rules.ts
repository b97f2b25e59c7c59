import { createHash } from 'node:crypto'
import { quantity } from '../../lib/quantity.ts'
import { byName } from '../../lib/text.ts'

/** What a sentence of a team's agreed work is. */
export const kinds = {
  strength: { name: 'Strengths', one: 'strength', heading: 'What is going well', from: 'the strengths of agreed self-evaluations' },
  barrier: { name: 'Barriers', one: 'barrier', heading: 'What stands in the way', from: 'the areas for improvement of agreed self-evaluations, the last update of actions at risk or off track, and steps that cannot be done yet, in agreed plans' },
  ask: { name: 'Asks', one: 'ask', heading: 'What teams ask for', from: 'what teams ask of the city, and the actions of agreed plans whose resources are not in place' }
} as const
export type Kind = keyof typeof kinds
export const kindNames = Object.keys(kinds) as Kind[]

export interface Point { kind: Kind, team: string, teamName: string, text: string, source: string, href: string }
export interface Tag { id: string, name: string, words: string }
export interface Placing { tag_id: string, mark: string, belongs: number }

/** Tags to begin with, until an authority has its own. A word finds every word that begins with it. */
export const suggestedTags: { name: string, words: string }[] = [
  { name: 'Health partners', words: 'health partner, health at, health was, nurse, nursing, speech and language, therapist, CAMHS' },
  { name: 'Views of children and families', words: 'views, voice, own words, young people, parent, famil' },
  { name: 'Data and evidence', words: 'data, figure, log, evidence, measure, count' },
  { name: 'Routes to support', words: 'referral, refer, route, flowchart, forum' },
  { name: 'Time and staffing', words: 'staff, cover, capacity, waiting, time' },
  { name: 'Training', words: 'train, induction, professional learning, solution oriented' },
  { name: 'Goals and reviews', words: 'goal, review' },
  { name: 'Partners', words: 'partner, third-sector, third sector, social work, agencies, agency' },
  { name: 'Attendance', words: 'attend, absence, timetable' }
]

/** What tells a sentence again: its words, whoever wrote them and however they are spaced. */
export const markOf = (kind: Kind, text: string): string => createHash('sha256').update(`${kind} ${text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()}`).digest('hex').slice(0, 32)

export const wordsOf = (words: string): string[] => words.split(/[,\n]/).map(word => word.trim()).filter(Boolean)

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/\s+/g, '\\s+')
/** Whether a text has one of these words, or one that begins with it. */
export function finderOf (words: string): (text: string) => boolean {
  const found = wordsOf(words)
  if (found.length === 0) return () => false
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${found.map(escaped).join('|')})`, 'iu')
  return text => pattern.test(text)
}

export interface Marked extends Point { mark: string }
export interface TagOfKind { tag: Tag, points: Marked[], teams: number }
export interface Common { kind: Kind, tags: TagOfKind[], untagged: Marked[] }

/**
 * The sentences of each kind by tag, those of most teams first. A sentence stands under a tag when it has one of its words or somebody put
 * it there, unless somebody took it out.
 */
export function commonPoints (points: Point[], tags: Tag[], placings: Placing[]): Common[] {
  const placed = new Map(placings.map(row => [`${row.tag_id} ${row.mark}`, row.belongs === 1]))
  const finders = tags.map(tag => ({ tag, finds: finderOf(tag.words) }))
  return kindNames.map(kind => {
    const own = points.filter(point => point.kind === kind).map(point => ({ ...point, mark: markOf(kind, point.text) })).sort(byName(point => point.teamName))
    const found = finders.map(({ tag, finds }) => {
      const under = own.filter(point => placed.get(`${tag.id} ${point.mark}`) ?? finds(point.text))
      return { tag, points: under, teams: new Set(under.map(point => point.team)).size }
    })
    const tagged = new Set(found.flatMap(one => one.points))
    return { kind, tags: found.filter(one => one.points.length > 0).sort(byName(one => one.tag.name)).sort((a, b) => b.teams - a.teams), untagged: own.filter(point => !tagged.has(point)) }
  })
}

/** 'Most teams (24 of 29)'. */
export const teamsWords = (n: number, of: number): string => quantity(n, of, 'teams').text.replace(/^./, letter => letter.toUpperCase())
