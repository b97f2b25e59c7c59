import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { record } from '../audit/record.ts'
import { findVisit, listThemes, listVisitPeople, mayLead } from '../visits/queries.ts'
import { downloads, formatNames, formats, sendFile } from '../../exports/formats.ts'
import { submit } from '../../web/forms.ts'
import calendarRoutes from './calendar-routes.ts'
import { addDay, addVisitDays, removeDay, saveDay } from './days.ts'
import { DayForm, DayParams, DayQuery, PositionForm, SessionForm, SessionParams, VisitParams } from './forms.ts'
import { dayPage, homeOf, sessionPage, timetablePage } from './pages.ts'
import { dayIn, listTimetable, noticesOf, sessionIn } from './queries.ts'
import { buildTimetable } from './report.ts'
import { missingDays } from './rules.ts'
import { addSession, moveSession, removeSession, saveSession } from './sessions.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const base = '/visits/:visit/timetable'
const view = { can: 'visit.view' } as const
const lead = { can: 'visit.lead' } as const
/** Who leads is typed here, and titles of sessions name services and schools. */
const named = { ...lead, holdsPeople: ['lead'] } as const

/** The timetable of a visit: days, sessions, what should be looked at again, on paper and in calendars. */
const timetable: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()
  const back = ({ visit }: { visit: string }) => homeOf({ id: visit })
  await app.register(calendarRoutes)

  app.get(base, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
    const { visit, place } = await findVisit(db, request.viewer, request.params.visit)
    const timetable = await listTimetable(db, visit)
    const own = (await listVisitPeople(db, visit)).find(person => person.person_id === request.viewer.id) ?? null
    return reply.page('visit-timetable/timetable', timetablePage({ visit, timetable, notices: noticesOf(timetable, visit, app.today()), daysMissing: missingDays(visit, timetable.map(day => day.held_on)).length > 0, mayLead: mayLead(request.viewer, place), files: downloads(homeOf(visit)), own }))
  })

  for (const format of formatNames) {
    app.get(`${base}.${format}`, { config: view, schema: { params: VisitParams } }, async (request, reply) => {
      const { viewer } = request
      const { visit, place, peer } = await findVisit(db, viewer, request.params.visit)
      const timetable = await listTimetable(db, visit)
      const report = buildTimetable({ visit, place: [place.name, peer?.name].filter(Boolean).join(' and '), author: viewer.authorityName, timetable, notices: noticesOf(timetable, visit, app.today()), today: app.today() })
      const file = await formats[format].write(report, app.printer)
      await db.transaction().execute(trx => record(trx, viewer, 'visit.timetable-exported', visit.id, { format }, place.id))
      return sendFile(reply, report, format, file)
    })
  }

  app.post(`${base}/days/all`, { config: lead, schema: { params: VisitParams } }, async (request, reply) => {
    await db.transaction().execute(trx => addVisitDays(trx, request.viewer, request.params.visit, now()))
    return reply.flash('success', 'The days have been added. Saturdays and Sundays are left out.').redirect(back(request.params), 303)
  })

  app.get(`${base}/days/new`, { config: lead, schema: { params: VisitParams } }, async (request, reply) => reply.page('visit-timetable/day', await dayForm(request, request.params)))

  app.post(`${base}/days`, { config: lead, schema: { params: VisitParams, body: DayForm }, attachValidation: true }, async (request, reply) => {
    await findVisit(db, request.viewer, request.params.visit)
    const errors = await submit(request, () => db.transaction().execute(trx => addDay(trx, request.viewer, request.params.visit, request.body, now())))
    if (errors) return reply.code(422).page('visit-timetable/day', await dayForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The day has been added.').redirect(back(request.params), 303)
  })

  app.get(`${base}/days/:day`, { config: lead, schema: { params: DayParams } }, async (request, reply) => reply.page('visit-timetable/day', await dayForm(request, request.params)))

  app.post(`${base}/days/:day`, { config: lead, schema: { params: DayParams, body: DayForm }, attachValidation: true }, async (request, reply) => {
    await dayForm(request, request.params)
    const errors = await submit(request, () => db.transaction().execute(trx => saveDay(trx, request.viewer, request.params.visit, request.params.day, request.body, now())))
    if (errors) return reply.code(422).page('visit-timetable/day', await dayForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The day has been saved.').redirect(back(request.params), 303)
  })

  app.post(`${base}/days/:day/removal`, { config: lead, schema: { params: DayParams } }, async (request, reply) => {
    await db.transaction().execute(trx => removeDay(trx, request.viewer, request.params.visit, request.params.day, now()))
    return reply.flash('success', 'The day has been removed.').redirect(back(request.params), 303)
  })

  app.get(`${base}/sessions/new`, { config: lead, schema: { params: VisitParams, querystring: DayQuery } }, async (request, reply) =>
    reply.page('visit-timetable/session', await sessionForm(request, request.params, { day: request.query.day ?? '' })))

  app.post(`${base}/sessions`, { config: named, schema: { params: VisitParams, body: SessionForm }, attachValidation: true }, async (request, reply) => {
    await findVisit(db, request.viewer, request.params.visit)
    const errors = await submit(request, () => db.transaction().execute(trx => addSession(trx, request.viewer, request.params.visit, request.body, now())))
    if (errors) return reply.code(422).page('visit-timetable/session', await sessionForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The session has been added.').redirect(back(request.params), 303)
  })

  app.get(`${base}/sessions/:visitSession`, { config: lead, schema: { params: SessionParams } }, async (request, reply) => reply.page('visit-timetable/session', await sessionForm(request, request.params)))

  app.post(`${base}/sessions/:visitSession`, { config: named, schema: { params: SessionParams, body: SessionForm }, attachValidation: true }, async (request, reply) => {
    await sessionForm(request, request.params)
    const errors = await submit(request, () => db.transaction().execute(trx => saveSession(trx, request.viewer, request.params.visit, request.params.visitSession, request.body, now())))
    if (errors) return reply.code(422).page('visit-timetable/session', await sessionForm(request, request.params, request.body, errors))
    return reply.flash('success', 'The session has been saved.').redirect(back(request.params), 303)
  })

  app.post(`${base}/sessions/:visitSession/order`, { config: lead, schema: { params: SessionParams, body: PositionForm } }, async (request, reply) => {
    await db.transaction().execute(trx => moveSession(trx, request.viewer, request.params.visit, request.params.visitSession, request.body.direction, now()))
    return reply.redirect(back(request.params), 303)
  })

  app.post(`${base}/sessions/:visitSession/removal`, { config: lead, schema: { params: SessionParams } }, async (request, reply) => {
    await db.transaction().execute(trx => removeSession(trx, request.viewer, request.params.visit, request.params.visitSession, now()))
    return reply.flash('success', 'The session has been taken out. Calendars will show it as cancelled.').redirect(back(request.params), 303)
  })

  async function dayForm (request: FastifyRequest, params: { visit: string, day?: string }, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const { visit } = await findVisit(db, request.viewer, params.visit)
    return dayPage(visit, params.day ? dayIn(await listTimetable(db, visit), params.day) : null, values, errors)
  }

  async function sessionForm (request: FastifyRequest, params: { visit: string, visitSession?: string }, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const { visit } = await findVisit(db, request.viewer, params.visit)
    const timetable = await listTimetable(db, visit)
    const session = params.visitSession ? sessionIn(timetable, params.visitSession).session : null
    return sessionPage({ visit, timetable, themes: await listThemes(db, visit), people: await listVisitPeople(db, visit), session, notices: noticesOf(timetable, visit, app.today()) }, values, errors)
  }
}

export default timetable
