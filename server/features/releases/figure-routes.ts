import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { disposition } from '../../exports/document.ts'
import { formatNames, formats, sendFile } from '../../exports/formats.ts'
import { tableName, tableTypes, writeCsv, writeWorkbook } from '../../exports/tables.ts'
import { NotFound } from '../../lib/errors.ts'
import { can } from '../../permissions.ts'
import { record } from '../audit/record.ts'
import { findFiguresPlace, listFiguresPlaces, listPlacesBelow, listReleased, listReleases } from '../figures/queries.ts'
import { suppressionNote } from '../figures/words-rules.ts'
import { figuresPage, placesPage } from './figure-pages.ts'
import { figuresReport, figuresTable } from './figure-report.ts'
import { PlaceParams, TermQuery } from './forms.ts'
import { termName } from './rules.ts'
import { figureSources } from './subjects.ts'
import type { Viewer } from '../../permissions.ts'

const view = { can: 'figures.view' } as const
const ofPlace = { config: view, schema: { params: PlaceParams, querystring: TermQuery } } as const
const subjectName = (subject: string): string => figureSources.find(source => source.subject === subject)?.name ?? subject

/** Released figures at a place: pages, charts and files. Nothing here has seen a number that was not released. */
const figures: FastifyPluginAsyncTypebox = async (app) => {
  const { db, printer } = app

  app.get('/figures', { config: view }, async (request, reply) =>
    reply.page('figures/places', placesPage(await listFiguresPlaces(db, request.viewer), can(request.viewer, 'figures.release'))))

  app.get('/figures/:slug', ofPlace, async (request, reply) => {
    const found = await find(request.viewer, request.params.slug, request.query.term)
    const history = await listReleased(db, found.releases, [found.place.id])
    return reply.page('figures/place', figuresPage({ ...found, history: history.filter(table => !table.code.includes('.')), subjectName }))
  })

  for (const format of ['csv', 'xlsx'] as const) {
    app.get(`/figures/:slug/figures.${format}`, ofPlace, async (request, reply) => {
      const { term, ...found } = await findReleasedTerm(request.viewer, request.params.slug, request.query.term)
      const table = figuresTable({ ...found, term, authority: request.viewer.authorityName, subjectName })
      const about = [`Figures of ${found.place.name}, ${termName(term)}`, `${request.viewer.authorityName}. Marking: OFFICIAL.`, ...new Set(found.tables.map(one => suppressionNote(one.release.threshold)))]
      await exported(request.viewer, found.place.id, term.to, format)
      return reply.header('content-disposition', disposition(tableName(found.place.name, 'figures', term.to, format))).type(tableTypes[format]).send(format === 'csv' ? writeCsv(table) : await writeWorkbook(about, [table]))
    })
  }

  for (const format of formatNames) {
    app.get(`/figures/:slug/figures.${format}`, ofPlace, async (request, reply) => {
      const { term, ...found } = await findReleasedTerm(request.viewer, request.params.slug, request.query.term)
      const report = figuresReport({ ...found, term, authority: request.viewer.authorityName, subjectName })
      const file = await formats[format].write(report, printer)
      await exported(request.viewer, found.place.id, term.to, format)
      return sendFile(reply, report, format, file)
    })
  }

  const exported = (viewer: Viewer, placeId: string, term: string, format: string) =>
    db.transaction().execute(trx => record(trx, viewer, 'figures.exported', placeId, { format, term }, placeId))

  /** A place, the terms that were released, and the tables of the one asked for: the latest, if none is. */
  async function find (viewer: Viewer, slug: string, asked?: string) {
    const place = await findFiguresPlace(db, viewer, slug)
    const below = await listPlacesBelow(db, place)
    const releases = await listReleases(db, place.authority_id)
    const terms = [...new Map(releases.map(({ from, to }) => [to, { from, to }])).values()].sort((a, b) => a.to < b.to ? 1 : -1)
    const term = asked ? terms.find(one => one.to === asked) : terms[0] ?? null
    if (term === undefined) throw new NotFound()
    const ofTerm = releases.filter(release => release.to === term?.to)
    return { place, below, releases, terms, term, tables: await listReleased(db, ofTerm, [place.id, ...below.map(one => one.id)]) }
  }

  async function findReleasedTerm (viewer: Viewer, slug: string, asked?: string) {
    const { term, ...found } = await find(viewer, slug, asked)
    if (!term) throw new NotFound()
    return { ...found, term }
  }
}

export default figures
