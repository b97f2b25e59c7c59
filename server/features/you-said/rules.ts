import { createHash } from 'node:crypto'
import { longDate, sessionLabel } from '../../lib/dates.ts'
import { standing } from '../action-plans/rules.ts'
import type { Status } from '../action-plans/tables.ts'
import type { Poster } from '../../exports/poster.ts'
import type { Group, SourceKind } from './tables.ts'

/** Who may have said something, as a group. Never a person, an agency or a school. */
export const groups: Record<Group, string> = { 'young-people': 'Young people', parents: 'Parents and carers', staff: 'School staff', partners: 'Partners', team: 'The team' }
export const groupNames = ['young-people', 'parents', 'staff', 'partners'] as const satisfies readonly Group[]
export const sourceWords: Record<SourceKind, string> = {
  evidence: 'From a view in the evidence', 'first-thought': 'From a first thought that the team took into its agreed text',
  'survey-text': 'From what people wrote', 'survey-result': 'From the results of a questionnaire', voice: 'From the voice log', typed: 'Typed by the chair'
}

/** More would not be read on a wall. */
export const mostLines = 40
export const longestText = 300

export type PublicState = 'done' | 'going' | 'slow' | 'waiting' | 'stopped'
/** How an action stands, for people who do not know the plan. Word and shape, never colour alone. */
export const publicStates: Record<PublicState, { word: string, shape: string }> = {
  done: { word: 'Done', shape: '✓' }, going: { word: 'Under way', shape: '▲' }, slow: { word: 'Under way, delayed', shape: '◆' }, waiting: { word: 'Planned', shape: '○' }, stopped: { word: 'Stopped', shape: '×' }
}
const stateOf: Record<Status | 'stopped', PublicState> = { complete: 'done', 'on-track': 'going', 'at-risk': 'slow', 'off-track': 'slow', 'not-started': 'waiting', stopped: 'stopped' }
export const publicState = (action: { status: Status, stopped_at: string | null }): PublicState => stateOf[standing(action)]

/** What is made public: nothing else ever reaches the public page. */
export interface PublicCopy { team: string, session: string, authority: string, lines: PublicLine[], contact: string | null }
export interface PublicLine { who: Group, said: string, did: string, state: PublicState }

interface LineRow { id: string, revision: number, who: Group, said: string, did: string, status: Status, stopped_at: string | null }
interface Where { team: string, session: string, authority: string }

/** The lines as they would be made public now: neither sources, nor actions, nor who saved them. */
export const copyOf = ({ team, session, authority }: Where, lines: LineRow[], contact: string | null): PublicCopy =>
  ({ team, session, authority, lines: lines.map(line => ({ who: line.who, said: line.said, did: line.did, state: publicState(line) })), contact })

/** A mark of the lines as somebody saw them, so that nobody releases what they have not read. */
export const markOf = (lines: LineRow[]): string => createHash('sha256').update(JSON.stringify(lines.map(line => [line.id, line.revision, publicState(line)]))).digest('hex').slice(0, 32)

/** Whether the lines say anything else than the copy that is public. */
export const differs = (copy: PublicCopy, lines: LineRow[]): boolean => JSON.stringify(copy.lines) !== JSON.stringify(copyOf(copy, lines, copy.contact).lines)

/** The copy as a poster. `draft` is the team's own, which says so. */
export const posterOf = (copy: PublicCopy, { at, draft }: { at: string, draft: string | false }): Poster => ({
  kind: 'You said we did',
  title: `You said, we did: ${copy.team}, session ${sessionLabel(copy.session)}`,
  heading: ['You said,', 'we did'],
  team: copy.team,
  session: sessionLabel(copy.session),
  date: at,
  draft,
  marking: 'OFFICIAL',
  author: copy.authority,
  language: 'en-GB',
  pairs: copy.lines.map(({ who, said, did, state }) => ({ saidBy: saidBy(who), said, did, status: `${publicStates[state].shape} ${publicStates[state].word}` })),
  contact: copy.contact,
  credit: draft ? `Draft of ${longDate(at)}, not released` : longDate(at)
})

/** 'Young people said', 'The team said'. */
export const saidBy = (who: Group): string => `${groups[who]} said`
