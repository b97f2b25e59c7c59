import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { sessionLabel } from '../../lib/dates.ts'
import { NotFound } from '../../lib/errors.ts'
import { findPersonalData, withoutKnown } from '../../lib/personal-data.ts'
import { inWords } from '../../lib/text.ts'
import { submit } from '../../web/forms.ts'
import { listKnownNames } from '../people/queries.ts'
import { listSessionIndicators } from '../sessions/queries.ts'
import { candidatesPage } from './candidate-pages.ts'
import { addStatement, moveStatement, pickSources, removeStatement, saveStatement, settleChange } from './changes.ts'
import { CandidateQuery, ChangeForm, MoveForm, NewStatementForm, PickForm, StatementForm, StatementParams, ThemeParams } from './forms.ts'
import { changePage, hrefOf, statementPage, themePage } from './pages.ts'
import { findPrepared, findStatement, listStatements, mapChanges, scopeOf } from './queries.ts'
import { readers } from './readers/index.ts'
import { keyOf } from './readers/reader.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { CandidateFilters } from './forms.ts'

const base = '/visits/:visit/preliminary'
const lead = { can: 'visit.lead' } as const
type Values = Record<string, unknown>
interface Of { visit: string, theme: string }

/** The statements of a report: taken from what is there, written, edited, put in order, settled when their source changes. */
const statementRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const now = () => app.now().toISOString()
  const themeHref = (visit: string, theme: string) => `${hrefOf({ id: visit })}/themes/${theme}`

  app.get(`${base}/themes/:theme`, { config: lead, schema: { params: ThemeParams } }, async (request, reply) =>
    reply.page('preliminary-reports/theme', await theme(request, request.params)))

  app.post(`${base}/themes/:theme/statements`, { config: lead, schema: { params: ThemeParams, body: NewStatementForm }, attachValidation: true }, async (request, reply) => {
    const { visit, theme: id } = request.params
    await findTheme(request, request.params)
    const errors = await submit(request, () => db.transaction().execute(trx => addStatement(trx, request.viewer, visit, id, request.body, now())))
    if (errors) return reply.code(422).page('preliminary-reports/theme', await theme(request, request.params, request.body, errors))
    return reply.flash('success', 'The statement has been added.').redirect(themeHref(visit, id), 303)
  })

  app.get(`${base}/themes/:theme/candidates`, { config: lead, schema: { params: ThemeParams, querystring: CandidateQuery } }, async (request, reply) =>
    reply.page('preliminary-reports/candidates', await candidates(request, request.params, request.query)))

  app.post(`${base}/themes/:theme/candidates`, { config: lead, schema: { params: ThemeParams, querystring: CandidateQuery, body: PickForm }, attachValidation: true }, async (request, reply) => {
    const { visit, theme: id } = request.params
    await findTheme(request, request.params)
    let taken = 0
    const errors = await submit(request, async () => { taken = await db.transaction().execute(trx => pickSources(trx, request.viewer, visit, id, request.body, frameworks, now())) })
    if (errors) return reply.code(422).page('preliminary-reports/candidates', await candidates(request, request.params, request.query, request.body as Values, errors))
    return reply.flash('success', taken === 1 ? 'One statement has been taken, with its source.' : `${taken} statements have been taken, each with its source.`).redirect(themeHref(visit, id), 303)
  })

  app.get(`${base}/statements/:statement`, { config: lead, schema: { params: StatementParams } }, async (request, reply) =>
    reply.page('preliminary-reports/statement', statementPage(await findStatement(db, request.viewer, request.params.visit, request.params.statement))))

  app.post(`${base}/statements/:statement`, { config: lead, schema: { params: StatementParams, body: StatementForm }, attachValidation: true }, async (request, reply) => {
    const { visit, statement } = request.params
    const found = await findStatement(db, request.viewer, visit, statement)
    const errors = await submit(request, () => db.transaction().execute(trx => saveStatement(trx, request.viewer, visit, statement, request.body, now())))
    if (errors) return reply.code(422).page('preliminary-reports/statement', statementPage(found, request.body, errors))
    return reply.flash('success', 'The statement has been saved.').redirect(themeHref(visit, request.body.theme), 303)
  })

  app.post(`${base}/statements/:statement/position`, { config: lead, schema: { params: StatementParams, body: MoveForm } }, async (request, reply) => {
    const { visit, statement } = request.params
    const { theme_id: id } = await db.transaction().execute(trx => moveStatement(trx, request.viewer, visit, statement, request.body.direction))
    return reply.redirect(`${themeHref(visit, id)}#s-${statement}`, 303)
  })

  app.post(`${base}/statements/:statement/removal`, { config: lead, schema: { params: StatementParams } }, async (request, reply) => {
    const { theme_id: id } = await db.transaction().execute(trx => removeStatement(trx, request.viewer, request.params.visit, request.params.statement))
    return reply.flash('success', 'The statement has been removed.').redirect(themeHref(request.params.visit, id), 303)
  })

  app.get(`${base}/statements/:statement/change`, { config: lead, schema: { params: StatementParams } }, async (request, reply) =>
    reply.page('preliminary-reports/change', await change(request, request.params)))

  app.post(`${base}/statements/:statement/change`, { config: lead, schema: { params: StatementParams, body: ChangeForm }, attachValidation: true }, async (request, reply) => {
    const { visit, statement } = request.params
    const found = await findStatement(db, request.viewer, visit, statement)
    const errors = await submit(request, () => db.transaction().execute(trx => settleChange(trx, request.viewer, visit, statement, request.body, frameworks, now())))
    if (errors) return reply.code(422).page('preliminary-reports/change', await change(request, request.params, errors))
    return reply.flash('success', 'It is settled.').redirect(themeHref(visit, found.statement.theme_id), 303)
  })

  async function findTheme (request: FastifyRequest, { visit, theme: id }: Of) {
    const found = await findPrepared(db, request.viewer, visit)
    const theme = found.themes.find(theme => theme.id === id)
    if (!theme) throw new NotFound()
    return { ...found, theme }
  }

  async function theme (request: FastifyRequest, params: Of, values: Values = {}, errors: FormErrors | null = null) {
    const found = await findTheme(request, params)
    const statements = await listStatements(db, found.visit, found.theme.id)
    return themePage({ ...found, statements, changed: await mapChanges(db, await scopeOf(db, found, frameworks), statements) }, values, errors)
  }

  async function candidates (request: FastifyRequest, params: Of, filters: CandidateFilters, values: Values = {}, errors: FormErrors | null = null) {
    const found = await findTheme(request, params)
    const scope = await scopeOf(db, found, frameworks)
    const reader = readers.find(({ kind }) => kind === filters.kind) ?? readers[0]!
    const { sources, pages } = await reader.list(db, scope, { team: filters.team || null, indicator: filters.indicator || null, page: filters.page ?? 1 })
    const had = new Set((await listStatements(db, found.visit, found.theme.id)).map(row => row.source_id === null ? '' : keyOf({ id: row.source_id, part: row.source_part! })))
    const known = await listKnownNames(db, found.visit.authority_id)
    const session = scope.sessions[0]
    const codes = session ? await listSessionIndicators(db, session) : []
    return candidatesPage({
      ...found,
      kind: reader,
      kinds: readers,
      filters,
      teams: scope.teams,
      indicators: session ? frameworks.indicators(session.framework_id, session.framework_version).filter(({ code }) => codes.includes(code)) : [],
      sources: sources.map(source => ({ ...source, key: keyOf(source), had: had.has(keyOf(source)), personal: withoutKnown(findPersonalData(source.text ?? '', app.today()), known).map(({ text }) => `“${text}”`) })),
      pages,
      sessions: inWords(scope.sessions.map(({ name }) => sessionLabel(name)))
    }, values, errors)
  }

  async function change (request: FastifyRequest, { visit, statement: id }: { visit: string, statement: string }, errors: FormErrors | null = null) {
    const found = await findStatement(db, request.viewer, visit, id)
    const changes = await mapChanges(db, await scopeOf(db, found, frameworks), [found.statement])
    return changePage(found, changes.get(id), errors)
  }
}

export default statementRoutes
