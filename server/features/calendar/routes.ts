import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { listCommunities } from '../organisation/queries.ts'
import { can } from '../../permissions.ts'
import { submit } from '../../web/forms.ts'
import { originOf } from '../../web/mail.ts'
import { makeFeed, noteUse, stopFeed } from './changes.ts'
import { AddressForm, CalendarQuery, FeedParams, TokenParams } from './forms.ts'
import { addressPage, calendarPage } from './pages.ts'
import { findFeed, listEvents, listFeeds } from './queries.ts'
import { calendarEvents } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const own = { can: 'calendar.own' } as const
/** Many people behind one address of a council's network ask at nine o'clock. */
const limited = { can: 'anyone', rateLimit: { max: 600, timeWindow: '5 minutes' } } as const

/** Addresses for calendar programs: private, revocable, all-day events only. */
const calendar: FastifyPluginAsyncTypebox = async (app) => {
  const { db, config } = app
  const host = config.ORIGIN ? new URL(config.ORIGIN).host : 'lc-jst'

  app.get('/calendar', { config: own, schema: { querystring: CalendarQuery } }, async (request, reply) => {
    const { team } = request.query
    return reply.page('calendar/index', await page(request, team ? { shows: `team/${team}` } : {}))
  })

  app.post('/calendar/addresses', { config: own, schema: { body: AddressForm }, attachValidation: true }, async (request, reply) => {
    let made: Awaited<ReturnType<typeof makeFeed>> | undefined
    const errors = await submit(request, async () => {
      const { shows } = request.body
      made = await db.transaction().execute(trx => makeFeed(trx, request.viewer, shows === 'mine' ? null : shows.slice('team/'.length), app.now().toISOString()))
    })
    if (errors || !made) return reply.code(422).page('calendar/index', await page(request, request.body, errors))
    return reply.page('calendar/address', addressPage(made.team, `${originOf(app)}/calendar/${made.secret}.ics`))
  })

  app.post('/calendar/addresses/:feed/stopping', { config: own, schema: { params: FeedParams } }, async (request, reply) => {
    await db.transaction().execute(trx => stopFeed(trx, request.viewer, request.params.feed, app.now().toISOString()))
    return reply.flash('success', 'The address has been stopped. Calendars that use it get nothing more.').redirect('/calendar', 303)
  })

  // Quiet, because the address is the key: it must not stand in a log of requests.
  app.get('/calendar/:token.ics', { config: limited, logLevel: 'warn', schema: { params: TokenParams } }, async (request, reply) => {
    const found = await findFeed(db, request.params.token)
    if (!found) return reply.code(404).type('text/plain; charset=utf-8').send('This calendar is not there, or was stopped.\n')
    const today = app.today()
    if (found.feed.last_used_on !== today) await db.transaction().execute(trx => noteUse(trx, found.feed, today))
    const name = found.place ? `${found.place.name}: LC-JST` : 'LC-JST: my work'
    const text = calendarEvents(await listEvents(db, found, today), { name, origin: originOf(app), host, today })
    const tag = `"${createHash('sha256').update(text).digest('base64url')}"`
    reply.headers({ 'cache-control': 'private, no-cache', etag: tag })
    if (knows(request.headers['if-none-match'], tag)) return reply.code(304).send()
    return reply.type('text/calendar; charset=utf-8').header('content-disposition', `inline; filename="${found.place?.slug ?? 'my-work'}.ics"`).send(text)
  })

  async function page (request: FastifyRequest, values: Record<string, unknown>, errors: FormErrors | null = null) {
    const teams = can(request.viewer, 'team.view') ? await listCommunities(db, request.viewer) : []
    return calendarPage(await listFeeds(db, request.viewer), teams, values, errors)
  }
}

/** Whether the asker has this version already. Proxies that compress make a tag weak. */
const knows = (header: string | undefined, tag: string): boolean => (header ?? '').split(',').some(one => one.trim().replace(/^W\//, '') === tag)

export default calendar
