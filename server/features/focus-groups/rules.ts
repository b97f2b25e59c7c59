import type { PersonPart } from '../visits/tables.ts'
import type { NoteKind, NoteTag } from './tables.ts'

export const longestNote = 2000
/** What a note is about, for those who sort them later. None is needed. */
export const tagNames: Record<NoteTag, string> = { strength: 'Strength', question: 'Question', opportunity: 'Opportunity', recommendation: 'Recommendation', quote: 'Said in these words' }
export const tags = Object.keys(tagNames) as NoteTag[]

/** Notes that belong to no theme: their address, and what they are called. */
export const wholeVisit: Record<Exclude<NoteKind, 'focus'>, string> = { feedback: 'Feedback', plenary: 'Plenary' }
export const isWhole = (key: string): key is keyof typeof wholeVisit => key in wholeVisit

/** Those who make the visit write and read its notes. The host is looked at, and reads the report. */
export const writes = (part: PersonPart): boolean => part !== 'host'

/** The labels of groups, in the order people expect, without doubles. */
export const groupsOf = (labels: (string | null)[]): string[] => [...new Set(labels.filter(label => label !== null))].sort((a, b) => a.localeCompare(b, 'en-GB', { numeric: true }))
