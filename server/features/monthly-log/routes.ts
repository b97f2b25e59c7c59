import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { addDays } from '../../lib/dates.ts'
import { Clash } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { clashPage } from '../../web/clash.ts'
import { fieldErrors, formErrors, submit } from '../../web/forms.ts'
import { listAllItems } from '../lists/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { listSessionReports } from '../sessions/reports.ts'
import { addEntry, removeEntry, restoreEntry, saveEntry } from './changes.ts'
import exportsOf from './export-routes.ts'
import overview from './overview-routes.ts'
import { formPage } from './form-pages.ts'
import { EntryForm, EntryParams, LogParams, meetingOf, valuesOf } from './forms.ts'
import { logPage, readerPage } from './log-pages.ts'
import { entryPage } from './pages.ts'
import { baselineOf } from './picture-rules.ts'
import { findEntry, lastAgencies, listEntries, listSameDay, listVersions } from './queries.ts'
import { problemsOf, questionsOf, sessionDays } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { EntryInput } from './forms.ts'
import type { Entry } from './queries.ts'

const base = '/communities/:slug/:session/log'
const one = `${base}/:entry`
const view = { can: 'team.view' } as const
const write = { can: 'log.write' } as const
const lead = { can: 'log.lead' } as const
interface Found { community: Place, session: Session }

/** The monthly log: a meeting in numbers, in two minutes. Its counts are for those who were in the room. */
const monthlyLog: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  const when = () => ({ at: app.now().toISOString(), today: app.today() })
  const itemsFor = (request: FastifyRequest) => listAllItems(db, request.viewer.authorityId)
  await app.register(exportsOf)
  await app.register(overview)

  app.get(base, { config: view, schema: { params: LogParams } }, async (request, reply) => {
    const found = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const { from, to } = sessionDays(found.session.name)
    const items = await itemsFor(request)
    const entries = await listEntries(db, found.community, from, to)
    if (!canAt(request.viewer, 'log.write', found.community)) return reply.page('monthly-log/reader', readerPage({ team: teamOf(found), items, entries, releasedHref: releasedOf(found) }))
    const open = !found.community.closed_on
    return reply.page('monthly-log/index', logPage({
      team: teamOf(found),
      items,
      entries,
      earlier: await listEntries(db, found.community, `${Number(from.slice(0, 4)) - 1}-08-01`, addDays(from, -1)),
      removed: await listEntries(db, found.community, from, to, { removed: true }),
      baseline: await baselineFor(found.session),
      today: app.today(),
      mayWrite: open,
      mayImport: open && canAt(request.viewer, 'log.lead', found.community),
      releasedHref: releasedOf(found)
    }))
  })

  app.get(`${base}/new`, { config: write, schema: { params: LogParams } }, async (request, reply) => {
    const found = await findTeamSession(db, request.viewer, request.params.slug, request.params.session)
    const agencies = await lastAgencies(db, found.community)
    const { from, to } = sessionDays(found.session.name)
    const day = app.today() >= from && app.today() <= to ? { met_on: app.today() } : {}
    const values = { ...day, ...Object.fromEntries(agencies.map(code => [`agency.${code}`, 'yes'])) }
    return reply.page('monthly-log/form', formPage({ team: teamOf(found), items: await itemsFor(request), entry: null, questions: [], prefilled: agencies.length > 0 }, values))
  })

  app.post(base, { config: write, schema: { params: LogParams, body: EntryForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session } = request.params
    const found = await findTeamSession(db, request.viewer, slug, session)
    const input = request.body as EntryInput
    const errors = wrongIn(request, input) ?? await submit(request, () => db.transaction().execute(trx => addEntry(trx, request.viewer, slug, session, input, when())))
    if (errors) return reply.code(422).page('monthly-log/form', await formAgain(request, found, input, errors))
    return reply.flash('success', 'The meeting is logged.').redirect(`/communities/${slug}/${session}/log`, 303)
  })

  app.get(one, { config: write, schema: { params: EntryParams } }, async (request, reply) => {
    const { slug, session, entry: id } = request.params
    const found = await findEntry(db, request.viewer, slug, session, id)
    const open = !found.community.closed_on
    return reply.page('monthly-log/entry', entryPage({
      team: teamOf(found), items: await itemsFor(request), entry: found.entry, versions: await listVersions(db, found.entry), mayEdit: open, mayRemove: open && canAt(request.viewer, 'log.lead', found.community)
    }))
  })

  app.get(`${one}/edit`, { config: write, schema: { params: EntryParams } }, async (request, reply) => {
    const { slug, session, entry: id } = request.params
    const found = await findEntry(db, request.viewer, slug, session, id)
    return reply.page('monthly-log/form', formPage({ team: teamOf(found), items: await itemsFor(request), entry: found.entry, questions: [], prefilled: false }, valuesOf(found.entry)))
  })

  app.post(one, { config: write, schema: { params: EntryParams, body: EntryForm }, attachValidation: true }, async (request, reply) => {
    const { slug, session, entry: id } = request.params
    const found = await findEntry(db, request.viewer, slug, session, id)
    const input = request.body as EntryInput
    try {
      const errors = wrongIn(request, input, found.entry) ?? await submit(request, () => db.transaction().execute(trx => saveEntry(trx, request.viewer, slug, session, id, input, when())))
      if (errors) return reply.code(422).page('monthly-log/form', await formAgain(request, found, input, errors, found.entry))
    } catch (error) {
      if (error instanceof Clash) return reply.code(409).page('errors/clash', clashPage(error, request))
      throw error
    }
    return reply.flash('success', 'The meeting is saved.').redirect(`/communities/${slug}/${session}/log/${id}`, 303)
  })

  app.post(`${one}/removal`, { config: lead, schema: { params: EntryParams } }, async (request, reply) => {
    const { slug, session, entry } = request.params
    await db.transaction().execute(trx => removeEntry(trx, request.viewer, slug, session, entry, when().at))
    return reply.flash('success', 'The meeting is taken out of the log. You can put it back from its page.').redirect(`/communities/${slug}/${session}/log/${entry}`, 303)
  })

  app.post(`${one}/restoration`, { config: lead, schema: { params: EntryParams } }, async (request, reply) => {
    const { slug, session, entry } = request.params
    await db.transaction().execute(trx => restoreEntry(trx, request.viewer, slug, session, entry))
    return reply.flash('success', 'The meeting is back in the log.').redirect(`/communities/${slug}/${session}/log/${entry}`, 303)
  })

  /** Of the report that the session answered first. */
  const baselineFor = async (session: Session) => {
    const [report] = await listSessionReports(db, frameworks, session)
    return report ? baselineOf(report) : null
  }

  /** The form with all that was typed, what is wrong, and what is asked. */
  async function formAgain (request: FastifyRequest, { community, session }: Found, input: EntryInput, errors: FormErrors, entry: Entry | null = null) {
    const questions = 'sure' in errors.byField ? questionsOf(meetingOf(input), { today: app.today(), sameDay: entry?.met_on === input.met_on ? [] : await listSameDay(db, community, input.met_on, entry?.id) }) : []
    const shown = questions.length > 0 ? fieldErrors({ sure: 'Look at what is asked below, and tick it if it is right' }) : errors
    const current = entry && { ...entry, revision: input.revision ?? entry.revision }
    return formPage({ team: teamOf({ community, session }), items: await itemsFor(request), entry: current, questions, prefilled: false }, input, shown)
  }
}

/** What is wrong with the form as typed, all at once. The changes ask the same again. */
function wrongIn (request: FastifyRequest, input: EntryInput, entry?: Entry): FormErrors | null {
  const errors = formErrors(request)
  if (errors) return errors
  if (entry && [entry.child_view_noted, entry.parent_view_noted, entry.families_attended].includes(null)) return null
  const problems = problemsOf(meetingOf(input))
  return Object.keys(problems).length > 0 ? fieldErrors(problems) : null
}

const releasedOf = ({ community, session }: Found): string => `/logs/${community.slug}/${session.name}`
const teamOf = ({ community, session }: Found) => ({ name: community.name, slug: community.slug, session: session.name })

export default monthlyLog
