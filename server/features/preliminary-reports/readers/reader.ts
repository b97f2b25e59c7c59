import type { Db } from '../../../db/types.ts'
import type { Library } from '../../frameworks/library.ts'
import type { Place } from '../../organisation/queries.ts'
import type { Session } from '../../sessions/queries.ts'
import type { Part, SourceKind } from '../tables.ts'

/** What a preliminary report may draw from: the teams of the authority or the one visited, in the session of the visit and the one before. */
export interface Scope { authorityId: string, teams: Place[], authority: Place | null, sessions: Session[], library: Library }

/** Which of it: one team, one indicator; a page of it. */
export interface Filters { team: string | null, indicator: string | null, page: number }

/** One text that may become a statement, with where it comes from. `text` is null when it is not there any more; `state` says what changed about it. */
export interface Source { id: string, part: string, text: string | null, state: string | null, about: string, place: string, session: string, suggested: Part }

/** How a kind of source is named: by its row and which text of it. */
export type SourceRef = Pick<Source, 'id' | 'part'>
export const keyOf = ({ id, part }: SourceRef): string => `${id} ${part}`

/**
 * One kind of source. No reader reaches a table about children: it reads what teams have agreed and figures that were released
 * (tests/preliminary-reports/nothing-child-level.test.ts).
 */
export interface Reader {
  kind: SourceKind
  /** 'Self-evaluations' */
  name: string
  /** A page of what may be taken now. */
  list: (db: Db, scope: Scope, filters: Filters) => Promise<{ sources: Source[], pages: number }>
  /** These sources as they are now. What is not in the answer is gone. */
  find: (db: Db, scope: Scope, wanted: SourceRef[]) => Promise<Source[]>
}

export const perPage = 15
export const pagesOf = (rows: number): number => Math.ceil(rows / perPage)
export const teamIds = ({ teams }: Scope, { team }: Pick<Filters, 'team'>): string[] => teams.filter(place => !team || place.id === team).map(place => place.id)
export const idsOf = (wanted: SourceRef[]): string[] => [...new Set(wanted.map(({ id }) => id))]
