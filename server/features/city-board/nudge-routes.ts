import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { can } from '../../permissions.ts'
import { BoardParams, NudgeForm } from './forms.ts'
import { nudge } from './changes.ts'
import { stuckPage } from './pages.ts'
import { findBoard, listNudges, listOpenModerations, readStanding } from './queries.ts'
import { boardRows, nudgeDays } from './rules.ts'
import { addDays, dayOf } from '../../lib/dates.ts'

/** Who is stuck, and a polite mail to the chairs of a team. */
const nudging: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app

  app.get('/city/:session/stuck', { config: { can: 'city.view' }, schema: { params: BoardParams } }, async (request, reply) => {
    const board = await findBoard(db, request.viewer, request.params.session, undefined, frameworks)
    const ids = board.teams.map(team => team.id)
    return reply.page('city-board/stuck', stuckPage({
      board,
      rows: boardRows(await readStanding(db, ids, board.session), board.teams, [], [], undefined, app.today()),
      moderations: await listOpenModerations(db, ids, board.session),
      nudges: await listNudges(db, ids, board.session),
      mayNudge: can(request.viewer, 'nudge.send'),
      hasMail: app.config.SMTP_URL !== '',
      isFresh: at => addDays(dayOf(new Date(at)), nudgeDays) > app.today()
    }))
  })

  app.post('/city/:session/nudges', { config: { can: 'nudge.send' }, schema: { params: BoardParams, body: NudgeForm } }, async (request, reply) => {
    const { team } = await db.transaction().execute(trx => nudge(trx, request.viewer, request.params.session, request.body, app.config.SMTP_URL !== '', frameworks, app.now()))
    return reply.flash('success', `A mail goes to the chairs of ${team.name}.`).redirect(`/city/${request.params.session}/stuck`, 303)
  })
}

export default nudging
