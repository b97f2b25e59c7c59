import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { listFindings } from '../findings/queries.ts'
import { writes } from '../focus-groups/rules.ts'
import { findVisit, listThemes, listVisitPeople } from '../visits/queries.ts'
import { listStatements } from './preliminary.ts'
import { isOfTheme, sectionOf, stageOf } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Place } from '../organisation/queries.ts'
import type { Visit } from '../visits/queries.ts'
import type { Stage } from './rules.ts'
import type { PointSource, Section, VisitReportTables } from './tables.ts'

export type VisitReport = Selectable<VisitReportTables['visit_report']>
export type Step = Omit<Selectable<VisitReportTables['visit_report_step']>, 'frozen'>
export type Comment = Selectable<VisitReportTables['visit_report_comment']>
export type Check = Selectable<VisitReportTables['visit_report_check']>
export type Point = Selectable<VisitReportTables['visit_report_point']> & { check: Check | null, comments: Comment[], sourceChanged: string | null }
/** Something a point can be drawn from: an agreed finding, or a statement of the preliminary report. */
export interface Source { key: string, kind: PointSource, id: string, section: Section, themeId: string | null, text: string, state: string, about: string }

/** What somebody is to a visit's report. */
export interface Standing { visit: Visit, place: Place, leads: boolean, works: boolean, hosts: boolean }

export async function standingOf (db: Db, viewer: Viewer, visitId: string): Promise<Standing> {
  const { visit, place } = await findVisit(db, viewer, visitId)
  const mine = (await listVisitPeople(db, visit)).filter(person => person.person_id === viewer.id)
  const leads = canAt(viewer, 'visit.lead', place)
  return { visit, place, leads, works: leads || mine.some(person => writes(person.part)), hosts: canAt(viewer, 'visit.host', place) }
}

/** The report of a visit with its steps. Null before it is started. */
export async function reportOf (db: Db, visit: { id: string }): Promise<{ report: VisitReport, steps: Step[], stage: Stage } | null> {
  const report = await db.selectFrom('visit_report').selectAll().where('visit_id', '=', visit.id).executeTakeFirst()
  if (!report) return null
  const steps = await db.selectFrom('visit_report_step').select(['id', 'report_id', 'kind', 'version', 'note', 'at', 'by_name']).where('report_id', '=', report.id).orderBy('version').execute()
  return { report, steps, stage: stageOf(steps) }
}

/** The report, for somebody who may read it at the stage it is at. @throws NotFound before it is started, Forbidden before it is theirs to read */
export async function readableReport (db: Db, standing: Standing) {
  const found = await reportOf(db, standing.visit)
  if (!found) throw new NotFound()
  const may = { draft: standing.leads, partners: standing.works, host: standing.works || standing.hosts, final: true }[found.stage]
  if (!may) throw new Forbidden('The report of this visit is not for you to read yet. Its lead gives it to the partners, then to the host; everybody reads it when it is final.')
  return found
}

/** The points of a report in their order, each with its comments, what the host said, and whether its source has changed. */
export async function listPoints (db: Db, library: Library, visit: Visit, report: { id: string }): Promise<Point[]> {
  const rows = await db.selectFrom('visit_report_point').selectAll().where('report_id', '=', report.id).where('taken_out_at', 'is', null).orderBy('position').orderBy('id').execute()
  const ids = rows.map(row => row.id)
  const checks = new Map((await db.selectFrom('visit_report_check').selectAll().where('point_id', 'in', ids).execute()).map(check => [check.point_id, check]))
  const comments = Map.groupBy(await listComments(db, report), comment => comment.point_id)
  const states = new Map((await listSources(db, library, visit)).map(source => [source.key, source.state]))
  return rows.map(row => ({ ...row, check: checks.get(row.id) ?? null, comments: comments.get(row.id) ?? [], sourceChanged: changeOf(row, states) }))
}

function changeOf (point: Pick<Point, 'source_kind' | 'source_id' | 'source_state'>, states: Map<string, string>): string | null {
  if (point.source_kind !== 'finding' && point.source_kind !== 'preliminary') return null
  const now = states.get(`${point.source_kind}.${point.source_id}`)
  if (now === point.source_state) return null
  return now ?? (point.source_kind === 'finding' ? 'The finding was opened again or taken out, so it is not agreed any more' : 'The statement is not in the preliminary report any more')
}

/** Every comment on a report, the earliest first. */
export const listComments = (db: Db, report: { id: string }): Promise<Comment[]> => db.selectFrom('visit_report_comment').selectAll().where('report_id', '=', report.id).orderBy('id').execute()

/** One point of a report. @throws NotFound */
export async function findPoint (db: Db, library: Library, visit: Visit, report: { id: string }, id: string): Promise<Point> {
  const point = (await listPoints(db, library, visit, report)).find(one => one.id === id)
  if (!point) throw new NotFound()
  return point
}

/** What points can be drawn from now: agreed findings, and the statements of the preliminary report, as they stand. */
export async function listSources (db: Db, library: Library, visit: Visit): Promise<Source[]> {
  const findings = (await listFindings(db, visit)).filter(finding => finding.agreed_at)
  return [
    ...await listStatements(db, library, visit),
    ...findings.map(finding => {
      const section = sectionOf[finding.kind]
      return { key: `finding.${finding.id}`, kind: 'finding' as const, id: finding.id, section, themeId: isOfTheme(section) ? finding.theme_id : null, text: finding.text, state: finding.text, about: 'Agreed finding' }
    })
  ]
}

/** Those that are not in the report. */
export async function listUnused (db: Db, library: Library, visit: Visit, report: { id: string }): Promise<Source[]> {
  const used = new Set((await db.selectFrom('visit_report_point').select(['source_kind', 'source_id']).where('report_id', '=', report.id).where('taken_out_at', 'is', null).execute()).map(row => `${row.source_kind}.${row.source_id}`))
  return (await listSources(db, library, visit)).filter(source => !used.has(source.key))
}

/** A frozen version. @throws NotFound */
export async function findVersion (db: Db, report: { id: string }, version: number) {
  const step = await db.selectFrom('visit_report_step').selectAll().where('report_id', '=', report.id).where('version', '=', version).executeTakeFirst()
  if (!step) throw new NotFound()
  return step
}

/** Everything a report's document is made of. */
export async function reportFacts (db: Db, library: Library, visit: Visit, report: VisitReport) {
  const place = await db.selectFrom('place').select(['id', 'name']).where('id', 'in', [visit.place_id, visit.authority_id]).execute()
  const nameOf = (id: string) => place.find(one => one.id === id)!.name
  return { visit, place: nameOf(visit.place_id), authority: nameOf(visit.authority_id), themes: await listThemes(db, visit), points: await listPoints(db, library, visit, report) }
}
export type Facts = Awaited<ReturnType<typeof reportFacts>>
