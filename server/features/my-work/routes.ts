import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { canAt } from '../../permissions.ts'
import { placeWorkPage } from './pages.ts'
import { listWorkOfPlace, workPerPage } from './queries.ts'

const Params = Type.Object({ slug: Type.String({ maxLength: 80 }) })
const Query = Type.Object({ show: Type.Optional(Type.Enum(['', 'overdue', 'stuck', 'nobody', 'checks'])), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) })

/** What is open at a place, for those who lead it or look after it. A person's own work is on the home page. */
const work: FastifyPluginAsyncTypebox = async (app) => {
  app.get('/work/:slug', { config: { can: 'work.view' }, schema: { params: Params, querystring: Query } }, async (request, reply) => {
    const { viewer, query: { show = '', page = 1 } } = request
    const { place, session, actions } = await listWorkOfPlace(app.db, viewer, request.params.slug, { show, page }, app.today())
    const may = (action: typeof actions[number]) => action.closed_on === null &&
      canAt(viewer, action.kind === 'community' ? 'action.update' : 'city-plan.edit', { id: action.place_id, area_id: action.area_id, authority_id: action.authority_id })
    return reply.page('my-work/place', placeWorkPage({ place, session, actions: actions.map(action => ({ ...action, mayUpdate: may(action) })), show, page, perPage: workPerPage, today: app.today() }))
  })
}

export default work
