import { Forbidden } from '../../lib/errors.ts'
import { byName } from '../../lib/text.ts'
import { findFramework } from '../frameworks/made-reports.ts'
import { recommendationsOf } from '../frameworks/library.ts'
import { listTeamsOf } from '../organisation/queries.ts'
import { placesFor } from '../../permissions.ts'
import { exampleOf, madeReportOf } from './steps.ts'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { ImprovementReport } from '../frameworks/format.ts'
import type { Library } from '../frameworks/library.ts'
import type { Visit } from '../visits/queries.ts'

/** What a visit recommended, and what has become of it by now, as far as this person sees: answers, actions of every session since, figures released since. */
export async function readSince (db: Db, library: Library, viewer: Viewer, visit: Visit) {
  const made = await madeReportOf(db, visit)
  const report = made ? await findFramework(db, library, visit.authority_id, made.id, made.version) as ImprovementReport : exampleOf(library, visit)
  if (!report) throw new Forbidden('The report of this visit is not final yet, so nothing can have become of it.')
  const places = [...(await listTeamsOf(db, viewer)).map(team => team.id), viewer.authorityId, ...placesFor(viewer, viewer.asking)]
  const sessions = await db.selectFrom('session').select(['id', 'name']).where('authority_id', '=', visit.authority_id).where('ends_on', '>=', visit.ends_on).orderBy('name').execute()
  const answers = (await db.selectFrom('recommendation_answer').selectAll().where('authority_id', '=', visit.authority_id).where('framework_id', '=', report.id).orderBy('id').execute()).filter(row => row.framework_version === report.version)
  const latest = new Map(answers.map(row => [row.code, row]))
  const actions = await listActionsSince(db, report, places, sessions)
  return {
    visit,
    report,
    rows: recommendationsOf(report).map(recommendation => ({ ...recommendation, answer: latest.get(recommendation.code) ?? null, actions: actions.filter(action => action.code === recommendation.code) })),
    releases: await db.selectFrom('figure_release').select(['id', 'subject', 'covers_from', 'covers_to', 'released_at']).where('authority_id', '=', visit.authority_id).where('covers_to', '>', visit.ends_on).orderBy('covers_to').orderBy('id').execute()
  }
}
export type Since = Awaited<ReturnType<typeof readSince>>

/** From the plans to their actions to their sources, as the register goes. */
async function listActionsSince (db: Db, report: ImprovementReport, placeIds: string[], sessions: { id: string, name: string }[]) {
  const plans = await db.selectFrom('plan').innerJoin('place', 'place.id', 'plan.place_id').select(['plan.id', 'plan.session_id', 'place.name as place', 'place.kind as place_kind', 'place.slug'])
    .where('plan.place_id', 'in', placeIds).where('plan.session_id', 'in', sessions.map(session => session.id)).execute()
  const rows = await db.selectFrom('action').innerJoin('action_source', 'action_source.action_id', 'action.id')
    .select(['action_source.code', 'action_source.framework_id', 'action_source.framework_version', 'action.id', 'action.plan_id', 'action.number', 'action.what', 'action.status', 'action.stopped_at', 'action.impact'])
    .where('action.plan_id', 'in', plans.map(plan => plan.id)).where('action_source.kind', '=', 'recommendation').execute()
  const planOf = new Map(plans.map(({ id, session_id: session, ...plan }) => [id, { ...plan, session: sessions.find(one => one.id === session)!.name }]))
  return rows.filter(row => row.framework_id === report.id && row.framework_version === report.version).map(row => ({ ...row, ...planOf.get(row.plan_id)! })).sort(byName(row => `${row.session} ${row.place} ${row.number}`))
}
