import { buildPlanReport } from '../action-plans/report-routes.ts'
import { planOf } from '../action-plans/queries.ts'
import { findSelfEvaluation } from '../evaluations/queries.ts'
import { reportOf } from '../evaluations/report-routes.ts'
import { findViewer } from '../people/queries.ts'
import { fileName } from '../../exports/document.ts'
import { formats } from '../../exports/formats.ts'
import { can, canAt } from '../../permissions.ts'
import { findTeamSession } from '../sessions/queries.ts'
import type { FastifyInstance } from 'fastify'
import type { ReportDocument } from '../../exports/document.ts'
import type { Viewer } from '../../permissions.ts'
import type { Outcome, TakenPart } from './queue.ts'

export type Printing = Pick<FastifyInstance, 'db' | 'frameworks' | 'printer' | 'log'>

/**
 * Print one document as its page would for the person who asked, by the roles they hold at this moment.
 * @returns what became of it; null when the person may have no such bundles any more
 */
export async function printPart (app: Printing, part: TakenPart): Promise<Outcome | null> {
  const person = await findViewer(app.db, part.person_id)
  if (!person || !can(person, 'bundle.make')) return null
  const viewer: Viewer = { ...person, asking: 'bundle.make' }
  if (!canAt(viewer, 'bundle.make', { ...part, id: part.place_id })) return { state: 'failed', reason: 'You may not read this team any more.', again: false }
  try {
    const report = await reportFor(app, viewer, part)
    if (!report) return { state: 'none' }
    return { state: 'done', name: fileName(report, part.format), bytes: await formats[part.format].write(report, app.printer) }
  } catch (error) {
    app.log.error(error)
    const isSetUp = part.format !== 'pdf' || await app.printer.found().catch(() => null) !== null
    return { state: 'failed', reason: (error as { forPeople?: boolean }).forPeople ? (error as Error).message : 'Something went wrong while it was made.', again: isSetUp }
  }
}

/** Null when the team has no such document in the session. */
async function reportFor ({ db, frameworks }: Printing, viewer: Viewer, { what, slug, session: name }: TakenPart): Promise<ReportDocument | null> {
  const { community, session } = await findTeamSession(db, viewer, slug, name)
  if (what === 'plan') return await planOf(db, community, session) ? buildPlanReport(db, frameworks, viewer, slug, name) : null
  return await findSelfEvaluation(db, community, session) ? (await reportOf(db, frameworks, viewer, slug, name)).report : null
}
