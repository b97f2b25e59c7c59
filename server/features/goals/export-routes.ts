import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { disposition, fileName } from '../../exports/document.ts'
import { formatNames, formats, sendFile } from '../../exports/formats.ts'
import { tableTypes, writeCsv, writeWorkbook } from '../../exports/tables.ts'
import { addDays, sessionLabel, sessionName } from '../../lib/dates.ts'
import { record } from '../audit/record.ts'
import { listAllItems } from '../lists/queries.ts'
import { GoalParams, PeriodQuery, TeamParams } from './forms.ts'
import { findKept } from './keeper-queries.ts'
import { findGoal, listAllGoals, listReviewed, listReviews, listSteps, listVersions } from './queries.ts'
import { goalReport, goalsTable, reviewsTable } from './report.ts'
import { resultsPage } from './result-pages.ts'
import { goalSettings } from './settings.ts'
import { periodOf, teamOf } from './team-rules.ts'

const base = '/communities/:slug/goals'
const keep = { can: 'goal.keep' } as const

/** What keepers read over all their goals, and what leaves as a file: always marked, each time in the trail. */
const exportRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, printer } = app
  const session = () => sessionLabel(sessionName(app.today()))

  app.get(`${base}/results`, { config: keep, schema: { params: TeamParams, querystring: PeriodQuery } }, async (request, reply) => {
    const community = await findKept(db, request.viewer, request.params.slug)
    const { period, errors } = periodOf(request.query as Record<string, unknown>, { from: addDays(app.today(), -365), to: app.today() })
    const goals = errors ? [] : await listReviewed(db, community, period.from, period.to)
    return reply.code(errors ? 422 : 200).page('goals/results', resultsPage(teamOf(community), goals, await listAllItems(db, community.authority_id), await goalSettings(db, community.authority_id), period, errors))
  })

  for (const extension of ['csv', 'xlsx'] as const) {
    app.get(`${base}/goals.${extension}`, { config: keep, schema: { params: TeamParams } }, async (request, reply) => {
      const community = await findKept(db, request.viewer, request.params.slug)
      const goals = await listAllGoals(db, community)
      const reviews = await listReviews(db, goals)
      const table = goalsTable(goals, reviews, await listAllItems(db, community.authority_id))
      const about = [`OFFICIAL-SENSITIVE: ${community.name}, goals of children.`, 'For the team’s named keepers. Keep it where only they can open it, and delete it when it is done with.', 'Goals: a row each, with the last review that counts. Reviews: every review, those that were corrected later too.']
      const file = extension === 'csv' ? writeCsv(table) : await writeWorkbook(about, [table, reviewsTable(goals, reviews)])
      await db.transaction().execute(trx => record(trx, request.viewer, 'goal.exported', community.id, { format: extension, goals: goals.length }, community.id))
      const name = fileName({ marking: 'OFFICIAL-SENSITIVE', team: community.name, kind: 'goals', session: session(), draft: false }, extension)
      return reply.header('content-disposition', disposition(name)).type(tableTypes[extension]).send(file)
    })
  }

  for (const format of formatNames) {
    app.get(`${base}/:goal/goal.${format}`, { config: keep, schema: { params: GoalParams } }, async (request, reply) => {
      const { community, goal, reviews } = await findGoal(db, request.viewer, request.params.slug, request.params.goal)
      const report = goalReport({ team: community.name, authority: request.viewer.authorityName, goal, reviews, steps: await listSteps(db, [goal]), versions: await listVersions(db, goal), lists: await listAllItems(db, community.authority_id), session: session() })
      const file = await formats[format].write(report, printer)
      await db.transaction().execute(trx => record(trx, request.viewer, 'goal.exported', goal.id, { format }, community.id))
      return sendFile(reply, report, format, file)
    })
  }
}

export default exportRoutes
