import type { LundyCheck } from '../frameworks/questionnaire-format.ts'
import type { CheckState, VoiceLogTables } from './tables.ts'

export type Who = VoiceLogTables['voice_entry']['who']

/** Who was heard, as a group: never a name. `group`: how "You said – we did" calls them. */
export const whoWords: Record<Who, { name: string, group: 'young-people' | 'parents' | 'partners' }> = {
  children: { name: 'Children', group: 'young-people' },
  'young-people': { name: 'Young people', group: 'young-people' },
  parents: { name: 'Parents and carers', group: 'parents' },
  partners: { name: 'Partners', group: 'partners' }
}
export const whoNames = Object.keys(whoWords) as Who[]

/** How many, in bands: an exact small number could tell who. */
export const manyWords = { 'under-5': 'Fewer than 5', '5-10': '5 to 10', '11-30': '11 to 30', 'over-30': 'More than 30' } as const
export type HowMany = keyof typeof manyWords
export const howWords = { conversation: 'Conversation', group: 'Group or pupil council', drawing: 'Drawing, play or craft', advocacy: 'Through an advocate', meeting: 'In a meeting', written: 'Letter, card or message', other: 'Another way' } as const
export type How = keyof typeof howWords

/** Four checks of participation, after Laura Lundy’s model of article 12 of the UNCRC. */
export const checks: Record<LundyCheck, { name: string, question: string }> = {
  space: { name: 'Space', question: 'Did they have a safe place and time to form and say a view?' },
  voice: { name: 'Voice', question: 'Could they say it in their own way, with the help they needed?' },
  audience: { name: 'Audience', question: 'Did somebody who decides listen to it?' },
  influence: { name: 'Influence', question: 'Was it acted on, and were they told what came of it?' }
}
export const checkNames = Object.keys(checks) as LundyCheck[]
export const stateWords: Record<CheckState, { word: string, shape: string }> = { yes: { word: 'Yes', shape: '✓' }, partly: { word: 'Partly', shape: '◐' }, 'not-yet': { word: 'Not yet', shape: '○' } }
export const states = Object.keys(stateWords) as CheckState[]

export const longest = { words: 200, said: 2000, note: 500 }
