import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { formatNames, formats } from '../../exports/formats.ts'
import { reportView } from '../../exports/html.ts'
import { NotFound } from '../../lib/errors.ts'
import { byLink } from '../../web/link-cookie.ts'
import { recordReading } from '../visiting/changes.ts'
import { visitorHere } from '../visiting/door.ts'
import { visitorFrame } from '../visiting/link-pages.ts'
import { OwnPartParams } from './forms.ts'
import { packPage, partPage } from './pages.ts'
import { sendPack } from './printing.ts'
import { packFacts } from './queries.ts'
import { buildPack } from './report.ts'
import type { Visitor } from '../visiting/queries.ts'

const here = '/visiting/pack'
const layout = { layout: 'visiting' }

/** The reading pack for visitors by their link. Every page and file they open is in the trail. */
const visitorRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, printer } = app
  const noted = (visitor: Visitor, paper: string, format?: string) => db.transaction().execute(trx => recordReading(trx, visitor, paper, format))

  app.get(here, { config: byLink }, async (request, reply) => {
    const visitor = await visitorHere(app, request, reply)
    if (!visitor) return reply
    await noted(visitor, 'Reading pack')
    return reply.page('reading-packs/pack', { ...visitorFrame(visitor, here), ...packPage(reportView(await packOf(visitor)), here) }, layout)
  })

  app.get(`${here}/:part`, { config: byLink, schema: { params: OwnPartParams } }, async (request, reply) => {
    const visitor = await visitorHere(app, request, reply)
    if (!visitor) return reply
    const paper = reportView(await packOf(visitor))
    const part = paper.sections.find(({ id }) => id === request.params.part)
    if (!part) throw new NotFound()
    await noted(visitor, `Reading pack: ${part.heading}`)
    return reply.page('reading-packs/part', { ...visitorFrame(visitor, here), ...partPage(paper, part, here) }, layout)
  })

  for (const format of formatNames) {
    app.get(`${here}.${format}`, { config: byLink }, async (request, reply) => {
      const visitor = await visitorHere(app, request, reply)
      if (!visitor) return reply
      return sendPack(reply, printer, { document: await packOf(visitor), format, base: here, frame: visitorFrame(visitor, here), ...layout, note: () => noted(visitor, 'Reading pack', formats[format].name) })
    })
  }

  const packOf = async (visitor: Visitor) => buildPack(await packFacts(db, visitor), app.now().toISOString())
}

export default visitorRoutes
