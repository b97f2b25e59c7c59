import { listReports } from '../frameworks/made-reports.ts'
import { recommendationsOf } from '../frameworks/library.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { ImprovementReport } from '../frameworks/format.ts'
import type { Library, ReportRecommendation } from '../frameworks/library.ts'
import type { Session } from './queries.ts'

type Known = Pick<Session, 'id' | 'authority_id'>

/** The reports whose recommendations each of an authority's sessions answers, by session, the first answered first. Codes are unique among them. */
export async function mapSessionReports (db: Db, library: Library, sessions: Known[]): Promise<Map<string, ImprovementReport[]>> {
  const rows = await db.selectFrom('session_report').selectAll().where('session_id', 'in', sessions.map(session => session.id)).orderBy('added_at').orderBy('report_id').execute()
  const reports = rows.length > 0 ? await listReports(db, library, sessions[0]!.authority_id) : []
  return new Map(sessions.map(({ id }) => [id, rows.filter(row => row.session_id === id).flatMap(row => reports.filter(report => report.id === row.report_id && report.version === row.report_version))]))
}

/** The reports whose recommendations one session answers. */
export const listSessionReports = async (db: Db, library: Library, session: Known): Promise<ImprovementReport[]> =>
  (await mapSessionReports(db, library, [session])).get(session.id)!

/** The recommendations a session answers, report by report in reading order. */
export const listSessionRecommendations = async (db: Db, library: Library, session: Known): Promise<ReportRecommendation[]> =>
  (await listSessionReports(db, library, session)).flatMap(recommendationsOf)

/** A new report is answered by the sessions that are not over: what earlier reports recommend stays where it is. @returns their names */
export async function addReportToSessions (trx: Trx, authorityId: string, report: ImprovementReport, today: string, at: string): Promise<string[]> {
  const sessions = await trx.selectFrom('session').select(['id', 'name']).where('authority_id', '=', authorityId).where('ends_on', '>=', today).orderBy('name').execute()
  if (sessions.length > 0) await trx.insertInto('session_report').values(sessions.map(session => ({ session_id: session.id, report_id: report.id, report_version: report.version, added_at: at }))).execute()
  return sessions.map(session => session.name)
}
