import { NotFound } from '../../lib/errors.ts'
import { sessionName } from '../../lib/dates.ts'
import { byName } from '../../lib/text.ts'
import { listSessions } from '../sessions/queries.ts'
import { findVisit, listThemes } from '../visits/queries.ts'
import { readers } from './readers/index.ts'
import { keyOf } from './readers/reader.ts'
import { changeOf } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Place } from '../organisation/queries.ts'
import type { Visit } from '../visits/queries.ts'
import type { Scope } from './readers/reader.ts'
import type { Frozen } from './rules.ts'
import type { PreliminaryReportTables } from './tables.ts'

export type Statement = Selectable<PreliminaryReportTables['preliminary_statement']>
export type Round = Selectable<PreliminaryReportTables['preliminary_round']>
export type Comment = Selectable<PreliminaryReportTables['preliminary_comment']>
export type VersionRow = Pick<Selectable<PreliminaryReportTables['preliminary_version']>, 'id' | 'visit_id' | 'number' | 'note' | 'made_at' | 'made_by_name'>
export type Version = VersionRow & { statements: Frozen[], document: ReportDocument }

/** A visit with its themes, found through the viewer. */
export async function findPrepared (db: Db, viewer: Viewer, visitId: string) {
  const found = await findVisit(db, viewer, visitId)
  return { ...found, themes: await listThemes(db, found.visit) }
}
export type Prepared = Awaited<ReturnType<typeof findPrepared>>

/** What the report of a visit may draw from. */
export async function scopeOf (db: Db, { visit, place, peer }: { visit: Visit, place: Place, peer: Place | null }, library: Library): Promise<Scope> {
  const teams = place.kind === 'authority' ? await db.selectFrom('place').selectAll().where('authority_id', '=', place.id).where('kind', '=', 'community').execute() : [place, ...peer ? [peer] : []]
  const sessions = (await listSessions(db, visit.authority_id)).filter(session => session.name <= sessionName(visit.starts_on)).slice(0, 2)
  return { authorityId: visit.authority_id, teams: teams.sort(byName(team => team.name)), authority: place.kind === 'authority' ? place : null, sessions, library }
}

/** Every statement of a visit, or those of one theme, as they stand. A part of a theme holds sixty at most. */
export async function listStatements (db: Db, visit: { id: string }, themeId?: string): Promise<Statement[]> {
  return db.selectFrom('preliminary_statement').selectAll().where('visit_id', '=', visit.id).$if(themeId !== undefined, query => query.where('theme_id', '=', themeId!)).orderBy('position').orderBy('id').execute()
}

/** One statement of a visit, found through the lead. */
export async function findStatement (db: Db, viewer: Viewer, visitId: string, statementId: string) {
  const found = await findPrepared(db, viewer, visitId)
  const statement = await db.selectFrom('preliminary_statement').selectAll().where('id', '=', statementId).where('visit_id', '=', found.visit.id).executeTakeFirst()
  if (!statement) throw new NotFound()
  return { ...found, statement }
}

/** What changed about the sources of these statements, by statement. One question to each kind of source. */
export async function mapChanges (db: Db, scope: Scope, statements: Statement[]) {
  const changes = new Map<string, NonNullable<ReturnType<typeof changeOf>>>()
  for (const reader of readers) {
    const drawn = statements.filter(statement => statement.source_kind === reader.kind)
    if (drawn.length === 0) continue
    const found = new Map((await reader.find(db, scope, drawn.map(refOf))).map(source => [keyOf(source), source]))
    for (const statement of drawn) {
      const change = changeOf(statement, found.get(keyOf(refOf(statement))))
      if (change) changes.set(statement.id, change)
    }
  }
  return changes
}
const refOf = (statement: Statement) => ({ id: statement.source_id!, part: statement.source_part! })

const versionColumns = ['id', 'visit_id', 'number', 'note', 'made_at', 'made_by_name'] as const
export const versionsPerPage = 20

/** The saved versions, the newest first; a page, and how many there are. */
export async function listVersions (db: Db, visit: { id: string }, page: number): Promise<{ versions: VersionRow[], total: number }> {
  const versions = await db.selectFrom('preliminary_version').select(versionColumns).where('visit_id', '=', visit.id).orderBy('number', 'desc').limit(versionsPerPage).offset((page - 1) * versionsPerPage).execute()
  const { total } = await db.selectFrom('preliminary_version').select(({ fn }) => fn.countAll<number>().as('total')).where('visit_id', '=', visit.id).executeTakeFirstOrThrow()
  return { versions, total }
}

/** A saved version with all it says; without a number the newest. Null when there is none. */
export async function versionOf (db: Db, visit: { id: string }, number?: number): Promise<Version | null> {
  const row = await db.selectFrom('preliminary_version').selectAll().where('visit_id', '=', visit.id).$if(number !== undefined, query => query.where('number', '=', number!)).orderBy('number', 'desc').limit(1).executeTakeFirst()
  return row ? { ...row, statements: JSON.parse(row.statements) as Frozen[], document: JSON.parse(row.document) as ReportDocument } : null
}

/** @throws NotFound */
export async function findVersion (db: Db, visit: { id: string }, number: number): Promise<Version> {
  const version = await versionOf(db, visit, number)
  if (!version) throw new NotFound()
  return version
}

/** The newest round of comments of a visit, open or closed, with the version it is about; null before the first. */
export async function roundOf (db: Db, visit: { id: string }): Promise<{ round: Round, version: Version } | null> {
  const row = await db.selectFrom('preliminary_round').innerJoin('preliminary_version', 'preliminary_version.id', 'preliminary_round.version_id').selectAll('preliminary_round').select('preliminary_version.number')
    .where('preliminary_version.visit_id', '=', visit.id).orderBy('preliminary_round.id', 'desc').limit(1).executeTakeFirst()
  if (!row) return null
  const { number, ...round } = row
  return { round, version: await findVersion(db, visit, number) }
}

/** What was said in a round, or about one statement of it, in the order it was said. */
export async function listComments (db: Db, round: { id: string }, statementId?: string): Promise<Comment[]> {
  return db.selectFrom('preliminary_comment').selectAll().where('round_id', '=', round.id).$if(statementId !== undefined, query => query.where('statement_id', '=', statementId!)).orderBy('id').execute()
}

/** A comment with the statement it is about, found through the lead. */
export async function findComment (db: Db, viewer: Viewer, visitId: string, commentId: string) {
  const found = await findVisit(db, viewer, visitId)
  const row = await db.selectFrom('preliminary_comment').innerJoin('preliminary_round', 'preliminary_round.id', 'preliminary_comment.round_id').innerJoin('preliminary_version', 'preliminary_version.id', 'preliminary_round.version_id')
    .selectAll('preliminary_comment').select('preliminary_version.number').where('preliminary_comment.id', '=', commentId).where('preliminary_version.visit_id', '=', found.visit.id).executeTakeFirst()
  if (!row) throw new NotFound()
  const { number, ...comment } = row
  const version = await findVersion(db, found.visit, number)
  return { ...found, comment, statement: version.statements.find(({ id }) => id === comment.statement_id) ?? null }
}

/** As whom somebody with an account takes part in a visit; null when they only look after it. */
export async function takesPartAs (db: Db, visit: { id: string }, viewer: { id: string }) {
  const person = await db.selectFrom('visit_person').selectAll().where('visit_id', '=', visit.id).where('person_id', '=', viewer.id).executeTakeFirst()
  return person ?? null
}
