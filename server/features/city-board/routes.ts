import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { disposition } from '../../exports/document.ts'
import { formatNames, formats, sendFile } from '../../exports/formats.ts'
import { tableName, tableTypes, writeCsv, writeWorkbook } from '../../exports/tables.ts'
import { sessionLabel } from '../../lib/dates.ts'
import { record } from '../audit/record.ts'
import { currentSession, findTeamSession, listSessionIndicators, listSessions } from '../sessions/queries.ts'
import { boardTable, buildBoard } from './board-report.ts'
import { BoardParams, BoardQuery, TeamLevelsParams } from './forms.ts'
import pack from './pack-routes.ts'
import nudging from './nudge-routes.ts'
import { boardCrumbs, boardPage, levelsPage, trendsPage } from './pages.ts'
import { findBoard, listAgreedLevels, readStanding } from './queries.ts'
import { boardRows, distribution } from './rules.ts'
import { listTrends } from './trends.ts'
import type { FastifyRequest } from 'fastify'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { BoardFilter } from './pages.ts'

const view = { can: 'city.view' } as const

/** The board of those who look after several teams: who stands where, what moves, and how levels spread. */
const cityBoard: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, printer } = app
  await app.register(nudging)
  await app.register(pack)

  app.get('/city', { config: view }, async (request, reply) => {
    const session = await currentSession(db, request.viewer.authorityId, app.today())
    return session ? reply.redirect(`/city/${session.name}`, 303) : reply.page('city-board/none', { title: 'Board' })
  })

  app.get('/city/:session', { config: view, schema: { params: BoardParams, querystring: BoardQuery } }, async (request, reply) => {
    const found = await readBoard(request, request.params.session, request.query)
    return reply.page('city-board/board', { ...boardPage({ ...found, sessions: await listSessions(db, request.viewer.authorityId), title: `Board: ${found.board.area?.name ?? request.viewer.authorityName}` }), wide: true })
  })

  app.get('/city/:session/trends', { config: view, schema: { params: BoardParams } }, async (request, reply) => {
    const { board } = await readBoard(request, request.params.session, {})
    return reply.page('city-board/trends', trendsPage(board.session, await listTrends(db, board, app.today(), 3)))
  })

  app.get('/city/:session/levels', { config: view, schema: { params: BoardParams } }, async (request, reply) => {
    const { board } = await readBoard(request, request.params.session, {})
    const ids = new Set(board.teams.map(team => team.id))
    return reply.page('city-board/levels', levelsPage(boardCrumbs(board.session.name), board.session, await distributions(db, frameworks, request.viewer.authorityId, board.session, null, board.indicators, team => ids.has(team)), false))
  })

  app.get('/communities/:slug/:session/levels', { config: { can: 'team.view' }, schema: { params: TeamLevelsParams } }, async (request, reply) => {
    const { community, session } = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const codes = (await listSessionIndicators(db, session)).map(code => frameworks.indicator(session.framework_id, session.framework_version, code))
    const home = `/communities/${community.slug}/${session.name}`
    const crumbs = [{ text: `${community.name} ${sessionLabel(session.name)}`, href: home }, { text: 'Self-evaluation', href: `${home}/self-evaluation` }]
    return reply.page('city-board/levels', levelsPage(crumbs, session, await distributions(db, frameworks, community.authority_id, session, community.id, codes), true))
  })

  for (const format of formatNames) {
    app.get(`/city/:session/board.${format}`, { config: view, schema: { params: BoardParams, querystring: BoardQuery } }, async (request, reply) => {
      const found = await readBoard(request, request.params.session, request.query)
      const report = buildBoard({ ...found, trends: await listTrends(db, found.board, app.today(), 2), authority: request.viewer.authorityName, at: app.now().toISOString(), paper: `${request.query.paper ?? 'A4'}-landscape` })
      await exported(request, format)
      return sendFile(reply, report, format, await formats[format].write(report, printer))
    })
  }

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/city/:session/board.${format}`, { config: view, schema: { params: BoardParams, querystring: BoardQuery } }, async (request, reply) => {
      const { board, rows } = await readBoard(request, request.params.session, request.query)
      const table = boardTable(board, rows)
      await exported(request, format)
      const about = [`${request.viewer.authorityName}: board, session ${sessionLabel(board.session.name)}`, 'Marking: OFFICIAL. A row for each team, by name; nobody is ranked.', ...board.recommendations.map(one => `${one.code}: ${one.text}`), board.framework.attribution]
      return reply.header('content-disposition', disposition(tableName(request.viewer.authorityName, 'board', board.session.name, format))).type(tableTypes[format]).send(format === 'csv' ? writeCsv(table) : await writeWorkbook(about, [table]))
    })
  }

  async function readBoard (request: FastifyRequest, name: string, filter: BoardFilter) {
    const board = await findBoard(db, request.viewer, name, filter.area, frameworks)
    const standing = await readStanding(db, board.teams.map(team => team.id), board.session)
    return { board, filter, rows: boardRows(standing, board.teams, board.indicators.map(one => one.code), board.recommendations.map(one => one.code), board.framework.scale, app.today()) }
  }

  const exported = (request: FastifyRequest, format: string) => db.transaction().execute(trx => record(trx, request.viewer, 'board.exported', request.viewer.authorityId, { format }))
}

/** The spread of each indicator's agreed levels over an authority's teams, or some of them. */
async function distributions (db: Db, library: Library, authorityId: string, session: Session, ownTeam: string | null, indicators: { code: string, title: string }[], among: (teamId: string) => boolean = () => true) {
  const { scale } = library.selfEvaluation(session.framework_id, session.framework_version)
  if (!scale) return []
  const rows = (await listAgreedLevels(db, authorityId, session)).filter(row => among(row.team_id))
  return indicators.map(indicator => distribution(indicator, rows, scale, ownTeam))
}

export default cityBoard
