import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { findFiguresPlace } from '../figures/queries.ts'
import { listAllItems } from '../lists/queries.ts'
import { findSession } from '../sessions/queries.ts'
import { listSessionReports } from '../sessions/reports.ts'
import { LogParams } from './forms.ts'
import { overviewPage } from './overview-pages.ts'
import { listAttendance, listReleasedLog } from './overview-queries.ts'
import { baselineOf } from './picture-rules.ts'

/** The logs of many teams: who came, and the released figures. Also those of one team, as others see them. */
const overview: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/logs/:slug/:session', { config: { can: 'figures.view' }, schema: { params: LogParams } }, async (request, reply) => {
    const place = await findFiguresPlace(db, request.viewer, request.params.slug)
    const session = await findSession(db, place.authority_id, request.params.session)
    const [first] = await listSessionReports(db, frameworks, session)
    return reply.page('monthly-log/overview', overviewPage({
      place,
      session: session.name,
      items: await listAllItems(db, place.authority_id),
      attendance: await listAttendance(db, place, session.name),
      tables: await listReleasedLog(db, place),
      baseline: first ? baselineOf(first) : null
    }))
  })
}

export default overview
