import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { sessionLabel } from '../../lib/dates.ts'
import { record } from '../audit/record.ts'
import { readCommon } from '../common-points/queries.ts'
import { readRegister } from '../recommendations/queries.ts'
import { answerWords, ofTeams } from '../recommendations/register-rules.ts'
import { registerWords } from '../recommendations/rules.ts'
import { previousSession } from '../sessions/queries.ts'
import { BoardParams } from './forms.ts'
import { buildPack } from './pack-report.ts'
import { boardCrumbs } from './pages.ts'
import { findBoard, listAgreedLevels, listOverduePriorities, readStanding } from './queries.ts'
import { boardRows, movement } from './rules.ts'
import { listTrends } from './trends.ts'
import type { Viewer } from '../../permissions.ts'
import type { Board } from './queries.ts'

const view = { config: { can: 'city.view' }, schema: { params: BoardParams } } as const

/** The board paper: one button, PDF and Word. */
const pack: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app

  app.get('/city/:session/paper', view, async (request, reply) => {
    const report = await packOf(request.viewer, request.params.session)
    return reply.page('reports/view', { ...reportView(report), title: report.title, breadcrumbs: boardCrumbs(request.params.session), wide: true, files: downloads(`/city/${request.params.session}/paper`) })
  })

  for (const format of formatNames) {
    app.get(`/city/:session/paper.${format}`, view, async (request, reply) => {
      const report = await packOf(request.viewer, request.params.session)
      await db.transaction().execute(trx => record(trx, request.viewer, 'board-paper.exported', request.viewer.authorityId, { format }))
      return sendFile(reply, report, format, await formats[format].write(report, printer))
    })
  }

  async function packOf (viewer: Viewer, name: string) {
    const board = await findBoard(db, viewer, name, undefined, frameworks)
    const ids = board.teams.map(team => team.id)
    const rows = boardRows(await readStanding(db, ids, board.session), board.teams, board.indicators.map(one => one.code), board.recommendations.map(one => one.code), board.framework.scale, app.today())
    const register = board.recommendations.length > 0 ? await readRegister(db, viewer, name, frameworks) : null
    return buildPack({
      board,
      rows,
      trends: await listTrends(db, board, app.today(), 2),
      movements: await movementsOf(board),
      overdue: await listOverduePriorities(db, [...ids, ...board.areas.map(area => area.id), viewer.authorityId], board.session, app.today()),
      register: (register?.rows ?? []).map(row => ({ code: row.code, text: row.text, answer: answerWords(row), priority: row.priority ?? 'Not set', owner: row.given?.owner ?? 'Nobody yet', standing: registerWords(ofTeams(row), register!.teams.length) })),
      common: await readCommon(db, viewer.authorityId, board.teams, board.session),
      authority: viewer.authorityName,
      at: app.now().toISOString()
    })
  }

  /** Only between sessions of the same framework version are levels the same thing. */
  async function movementsOf ({ session, teams, indicators }: Board) {
    const before = await previousSession(db, session)
    if (!before || before.framework_id !== session.framework_id || before.framework_version !== session.framework_version) return null
    const ids = new Set(teams.map(team => team.id))
    const [now, then] = [await listAgreedLevels(db, session.authority_id, session), await listAgreedLevels(db, session.authority_id, before)].map(rows => rows.filter(row => ids.has(row.team_id)))
    return { before: sessionLabel(before.name), rows: indicators.map(indicator => movement(indicator, now!, then!)) }
  }
}

export default pack
