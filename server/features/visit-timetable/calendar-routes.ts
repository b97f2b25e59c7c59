import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { originOf } from '../../web/mail.ts'
import { findPlace } from '../organisation/queries.ts'
import { findForAddress, makeAddress, noteUse, stopAddress } from './addresses.ts'
import { timetableCalendar } from './calendar-rules.ts'
import { PersonParams, TokenParams } from './forms.ts'
import { addressPage, calendarPage } from './pages.ts'
import { findAddress, findCalendar, listCancelled, listTimetable } from './queries.ts'

const view = { can: 'visit.view' } as const
/** Many people behind one address of a council's network ask at nine o'clock. */
const limited = { can: 'anyone', rateLimit: { max: 600, timeWindow: '5 minutes' } } as const
const own = '/visits/:visit/people/:person/calendar'

/** A private, revocable address for everybody in a visit, with the timetable for their calendar. */
const calendars: FastifyPluginAsyncTypebox = async (app) => {
  const { db, config } = app
  const now = () => app.now().toISOString()
  const host = config.ORIGIN ? new URL(config.ORIGIN).host : 'lc-jst'

  app.get(own, { config: view, schema: { params: PersonParams } }, async (request, reply) => {
    const { visit, person, isOwn } = await findForAddress(db, request.viewer, request.params.visit, request.params.person)
    return reply.page('visit-timetable/calendar', calendarPage({ visit, person, isOwn, address: await findAddress(db, person) ?? null }))
  })

  app.post(own, { config: view, schema: { params: PersonParams } }, async (request, reply) => {
    const { visit, person, isOwn, secret } = await db.transaction().execute(trx => makeAddress(trx, request.viewer, request.params.visit, request.params.person, now()))
    return reply.page('visit-timetable/address', addressPage(visit, person, isOwn, `${originOf(app)}/visit-calendars/${secret}.ics`))
  })

  app.post(`${own}/stopping`, { config: view, schema: { params: PersonParams } }, async (request, reply) => {
    await db.transaction().execute(trx => stopAddress(trx, request.viewer, request.params.visit, request.params.person, now()))
    return reply.flash('success', 'The address has been stopped. Calendars that use it get nothing more.').redirect(`/visits/${request.params.visit}/people/${request.params.person}/calendar`, 303)
  })

  // Quiet, because the address is the key: it must not stand in a log of requests.
  app.get('/visit-calendars/:address.ics', { config: limited, logLevel: 'warn', schema: { params: TokenParams } }, async (request, reply) => {
    const found = await findCalendar(db, request.params.address)
    if (!found) return reply.code(404).type('text/plain; charset=utf-8').send('This calendar is not there, or was stopped.\n')
    const { visit, person, address } = found
    const today = app.today()
    if (address.last_used_on !== today) await db.transaction().execute(trx => noteUse(trx, address, today))
    const place = (await findPlace(db, visit.authority_id, visit.place_id)).name
    const text = timetableCalendar({ visit, place, person, timetable: await listTimetable(db, visit), cancelled: await listCancelled(db, visit), origin: originOf(app), host, today })
    const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
    reply.headers({ 'cache-control': 'private, no-cache', etag: tag })
    if ((request.headers['if-none-match'] ?? '').includes(tag)) return reply.code(304).send()
    return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename="visit.ics"').send(text)
  })
}

export default calendars
