import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { disposition } from '../../exports/document.ts'
import { tableName, tableTypes, writeCsv } from '../../exports/tables.ts'
import { NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { findTeamSession, listSessionIndicators, listSessions } from '../sessions/queries.ts'
import { listSessionReports, mapSessionReports } from '../sessions/reports.ts'
import attachments from './attachment-routes.ts'
import { countAttachments, listAttachments } from './attachments.ts'
import { addEvidence, changeUses, editEvidence, linkEvidence, unlinkEvidence, withdrawEvidence } from './changes.ts'
import { editPage, newPage, startValues, useNames, usesPage } from './form-pages.ts'
import { ChooseQuery, EvidenceForm, EvidenceParams, LinkParams, LinksForm, ListQuery, NewEvidenceForm, RegisterParams, UnlinkForm, UsesForm, WithdrawForm } from './forms.ts'
import { baseOf, choosePage, registerPage } from './pages.ts'
import { countEvidence, findEvidence, listEvidenceForExport, listEvidenceKinds, listEvidencePage, listLinkedActions, listSessionActions } from './queries.ts'
import { recordPage } from './record-page.ts'
import { evidenceTable } from './register-table.ts'
import { readTarget, targetOf } from './rules.ts'
import { namedUses, targetHref, useChoices } from './uses.ts'
import type { Viewer } from '../../permissions.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { ChooseFilters } from './forms.ts'
import type { Team } from './pages.ts'
import type { EvidenceWithLinks } from './queries.ts'
import type { Strand, Target } from './rules.ts'

const view = { can: 'team.view' } as const
const edit = { can: 'evidence.edit' } as const
const url = '/communities/:slug/:session/evidence'
const one = `${url}/:evidenceId`
const params = RegisterParams

const evidence: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks, config } = app
  await app.register(attachments, {
    showRecord: async (request, reply, status, errors) => reply.code(status).page('evidence/record', await recordOf(request, {}, errors))
  })

  app.get(url, { config: view, schema: { params, querystring: ListQuery } }, async (request, reply) => {
    const team = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const { strand, about, indicator, show, page = 1 } = request.query
    const filters = { strand: strand || undefined, about: about || undefined, target: indicator ? { kind: 'indicator' as const, key: indicator } : undefined, show: show || 'session' as const }
    const rows = await listEvidencePage(db, team.community, team.session, { ...filters, page })
    const listed = { rows, counts: await countEvidence(db, team.community, team.session, filters), files: await countAttachments(db, rows.map(row => row.id)) }
    return reply.page('evidence/index', registerPage(team, request.query, listed, await wholeOf(team), await choicesFor(team), mayEdit(request.viewer, team)))
  })

  app.get(`${url}/evidence.csv`, { config: view, schema: { params } }, async (request, reply) => {
    const { community, session } = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const table = evidenceTable(await listEvidenceForExport(db, community, session))
    await db.transaction().execute(trx => record(trx, request.viewer, 'evidence.exported', session.id, { format: 'csv' }, community.id))
    return reply.header('content-disposition', disposition(tableName(community.name, 'evidence', session.name, 'csv'))).type(tableTypes.csv).send(writeCsv(table))
  })

  app.get(`${url}/choose`, { config: edit, schema: { params, querystring: ChooseQuery } }, async (request, reply) => {
    const team = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const target = wanted(request.query)
    if (!target) return reply.redirect(`${baseOf(team)}/evidence`, 303)
    return reply.page('evidence/choose', await chooseParts(team, target, request.query.strand || null, request.query.page))
  })

  app.post(`${url}/links`, { config: edit, schema: { params, body: LinksForm }, attachValidation: true }, async (request, reply) => {
    const team = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const target = readTarget(request.body.target)
    if (!target) throw new NotFound()
    const errors = await submit(request, () => db.transaction().execute(trx => linkEvidence(trx, request.viewer, frameworks, request.params, request.body.evidence, [target])))
    if (errors) return reply.code(422).page('evidence/choose', await chooseParts(team, target, null, 1, errors))
    return reply.flash('success', 'The evidence is linked.').redirect(await backTo(team, target), 303)
  })

  app.get(`${url}/new`, { config: edit, schema: { params, querystring: ChooseQuery } }, async (request, reply) => {
    const team = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    return reply.page('evidence/new', newPage(team, await choicesFor(team), startValues(team, wanted(request.query), request.query.strand || null)))
  })

  app.post(url, { config: edit, schema: { params, body: NewEvidenceForm }, attachValidation: true }, async (request, reply) => {
    const team = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const errors = await submit(request, () => db.transaction().execute(async trx => {
      const { indicators, themes, actions, target, ...input } = request.body
      const { id } = await addEvidence(trx, request.viewer, team.community.slug, input, app.now().toISOString())
      await linkEvidence(trx, request.viewer, frameworks, request.params, [id], ticked(request.body), app.now().toISOString())
    }))
    if (errors) return reply.code(422).page('evidence/new', newPage(team, await choicesFor(team), request.body, errors))
    return reply.flash('success', `${request.body.title} has been added.`).redirect(await backTo(team, readTarget(request.body.target)), 303)
  })

  app.get(one, { config: view, schema: { params: EvidenceParams } }, async (request, reply) => {
    return reply.page('evidence/record', await recordOf(request))
  })

  app.get(`${one}/edit`, { config: edit, schema: { params: EvidenceParams } }, async (request, reply) => {
    const found = await findEvidence(db, request.viewer, request.params.slug, request.params.session, request.params.evidenceId)
    return reply.page('evidence/edit', editPage(found, found.evidence, { ...found.evidence }))
  })

  app.post(one, { config: edit, schema: { params: EvidenceParams, body: EvidenceForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, evidenceId } = request.params
    const found = await findEvidence(db, request.viewer, slug, session, evidenceId)
    const errors = await submit(request, () => db.transaction().execute(trx => editEvidence(trx, request.viewer, slug, evidenceId, request.body, app.now().toISOString())))
    if (errors) return reply.code(422).page('evidence/edit', editPage(found, found.evidence, request.body, errors))
    return reply.flash('success', 'The evidence has been saved.').redirect(`${baseOf(found)}/evidence/${evidenceId}`, 303)
  })

  app.get(`${one}/uses`, { config: edit, schema: { params: EvidenceParams } }, async (request, reply) => {
    const found = await findEvidence(db, request.viewer, request.params.slug, request.params.session, request.params.evidenceId)
    const choices = await choicesFor(found)
    const had = found.evidence.links.filter(link => link.target_id === found.session.id || choices.actions.some(action => action.value === link.target_id)).map(targetOf)
    return reply.page('evidence/uses', usesPage(found, found.evidence, choices, had))
  })

  app.post(`${one}/uses`, { config: edit, schema: { params: EvidenceParams, body: UsesForm } }, async (request, reply) => {
    const { evidenceId } = request.params
    const found = await findEvidence(db, request.viewer, request.params.slug, request.params.session, evidenceId)
    const had = (request.body.had ?? []).map(readTarget).filter(target => target !== null)
    await db.transaction().execute(trx => changeUses(trx, request.viewer, frameworks, request.params, evidenceId, { had, wanted: ticked(request.body) }))
    return reply.flash('success', 'What the evidence is used for has been saved.').redirect(`${baseOf(found)}/evidence/${evidenceId}`, 303)
  })

  app.post(`${one}/links/:linkId/removal`, { config: edit, schema: { params: LinkParams, body: UnlinkForm } }, async (request, reply) => {
    const { slug, evidenceId, linkId } = request.params
    const found = await findEvidence(db, request.viewer, slug, request.params.session, evidenceId)
    await db.transaction().execute(trx => unlinkEvidence(trx, request.viewer, slug, evidenceId, linkId))
    return reply.flash('success', 'The link has been removed. The evidence itself stays.').redirect(`${baseOf(found)}/evidence/${evidenceId}`, 303)
  })

  app.post(`${one}/withdrawal`, { config: edit, schema: { params: EvidenceParams, body: WithdrawForm }, attachValidation: true }, async (request, reply) => {
    const { slug, evidenceId } = request.params
    const found = await findEvidence(db, request.viewer, slug, request.params.session, evidenceId)
    const errors = await submit(request, () => db.transaction().execute(trx => withdrawEvidence(trx, request.viewer, slug, evidenceId, request.body.reason, app.now().toISOString())))
    if (errors) return reply.code(422).page('evidence/record', await recordOf(request, request.body, errors))
    return reply.flash('success', 'The evidence has been withdrawn.').redirect(`${baseOf(found)}/evidence/${evidenceId}`, 303)
  })

  const choicesFor = async (team: Team) => useChoices(frameworks, team.session, await listSessionReports(db, frameworks, team.session), await listSessionActions(db, team.community, team.session))
  const backTo = async (team: Team, target: Target | null) => targetHref(baseOf(team), target, await listSessionActions(db, team.community, team.session))

  /** What the session asks about, and what the team uses evidence for besides. */
  async function wholeOf ({ community, session }: Team) {
    const kinds = await listEvidenceKinds(db, community, session)
    const used = new Set([...await listSessionIndicators(db, session), ...kinds.flatMap(kind => kind.codes)])
    return { kinds, codes: frameworks.indicators(session.framework_id, session.framework_version).map(({ code }) => code).filter(code => used.has(code)) }
  }

  async function recordOf (request: FastifyRequest, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const { slug, session, evidenceId } = request.params as { slug: string, session: string, evidenceId: string }
    const found = await findEvidence(db, request.viewer, slug, session, evidenceId)
    const parts = { uses: await usesOf(found), attachments: await listAttachments(db, found.evidence.id), hasScanner: config.CLAMD !== '' }
    return recordPage(found, found.evidence, parts, mayEdit(request.viewer, found), values, errors)
  }

  async function usesOf (found: Team & { evidence: EvidenceWithLinks }) {
    const sessions = await listSessions(db, found.community.authority_id)
    return namedUses(frameworks, found.community, found.session, sessions, await mapSessionReports(db, frameworks, sessions), found.evidence.links, await listLinkedActions(db, found.evidence.links))
  }

  async function chooseParts (team: Team, target: Target, strand: Strand | null, page = 1, errors: FormErrors | null = null) {
    const { indicators, themes, actions } = await choicesFor(team)
    const name = { indicator: indicators, 'review-theme': themes, action: actions }[target.kind].find(choice => choice.value === target.key)?.text
    if (!name) throw new NotFound()
    const filters = { strand: strand ?? undefined, notFor: target, show: 'all' as const }
    const listed = { rows: await listEvidencePage(db, team.community, team.session, { ...filters, page }), counts: await countEvidence(db, team.community, team.session, filters) }
    const query = new URLSearchParams({ [queryNames[target.kind]]: target.key, ...strand ? { strand } : {} }).toString()
    return choosePage(team, target, name, strand, listed, page, await backTo(team, target), query, errors)
  }
}

const queryNames = { indicator: 'indicator', 'review-theme': 'theme', action: 'action' } as const
const mayEdit = (viewer: Viewer, { community }: Team) => canAt(viewer, 'evidence.edit', community)

/** What the address asks evidence for. */
function wanted ({ indicator, theme, action }: ChooseFilters): Target | null {
  if (indicator) return { kind: 'indicator', key: indicator }
  if (theme) return { kind: 'review-theme', key: theme }
  return action ? { kind: 'action', key: action } : null
}

const ticked = (body: Partial<Record<typeof useNames[keyof typeof useNames], string[]>>): Target[] =>
  (Object.keys(useNames) as (keyof typeof useNames)[]).flatMap(kind => (body[useNames[kind]] ?? []).map(key => ({ kind, key })))

export default evidence
