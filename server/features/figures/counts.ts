import type { Db, Trx } from '../../db/types.ts'
import type { Subject } from './tables.ts'

/**
 * What a subject (log, goals, views) hands to a release: the true counts of its teams, in memory only. They leave through
 * `protect()` and nowhere else.
 */

/** A row of a table as people read it. The code is what is stored; its name is copied into the release, so later renaming changes nothing. */
export interface FigureRow { code: string, name: string }

/** A count of one team. What is left out is 0. `team` is the id of the community. */
export interface TeamCount { team: string, count: number }
export interface RowCount extends TeamCount { row: string }

/**
 * Counts of one thing ('children referred', 'goals reviewed', 'answers of parents'): how many, and how they break down. All tables of a set
 * must count the very same cases as its totals. What counts other cases is a set of its own.
 */
export interface CountSet {
  /** Kebab-case, unique in the subject. The set's totals are published as the table with this code. */
  code: string
  /** 'Children referred' */
  name: string
  totals: TeamCount[]
  tables: CountTable[]
  /** Two of the tables crossed. */
  crossings?: Crossing[]
}

/**
 * A break-down of a set. The totals of rows and places are worked out here; give only the counts of teams.
 * A table must not be the union, part or rewording of another table of its set: a reader could subtract one from the other.
 */
export interface CountTable {
  /** Kebab-case, unique in the set. Published as '<set>.<table>'. */
  code: string
  name: string
  rows: FigureRow[]
  /** True: each case is in exactly one row, so that the rows add up to the total. False: a case may be in several rows or none (supports, needs). */
  partition: boolean
  counts: RowCount[]
}

/** Two partition tables of the set, crossed. It is published for the whole authority only: crossed, the figures of teams are nearly always small. */
export interface Crossing {
  code: string
  name: string
  /** Codes of tables of the set. */
  rows: string
  columns: string
  counts: { row: string, column: string, count: number }[]
}

/** A place and what it is part of; null for the authority. */
export interface TreePlace { id: string, parent: string | null }

/** One published cell. A value of null is suppressed. The code of a total is 'all'. */
export interface Cell { place: string, table: string, row: string, column: string, value: number | null }

/** From–to, both days included: a term. */
export interface Period { from: string, to: string }

/**
 * A subject as `releases` asks for it: one line in `features/releases/subjects.ts`.
 * `count` takes every row up to the end of the period that no release has counted yet (late rows of earlier terms too), so that no two
 * releases share a case. `mark` then writes the release's id into those very rows, in the same transaction.
 */
export interface FigureSource {
  subject: Subject
  /** 'Monthly log' */
  name: string
  count: (db: Db, authorityId: string, period: Period) => Promise<CountSet[]>
  mark: (trx: Trx, authorityId: string, period: Period, releaseId: string) => Promise<void>
}
