import { Forbidden } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { byLink } from '../../web/link-cookie.ts'
import { findVisit, listVisitPeople } from '../visits/queries.ts'
import { visitorHere } from '../visiting/door.ts'
import { visitorFrame } from '../visiting/link-pages.ts'
import { writes } from './rules.ts'
import type { FastifyContextConfig, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Visit, VisitPerson } from '../visits/queries.ts'

/** Somebody at work in a visit: what they are called, and what they may do there. `home` is where the visit begins for them. */
export interface AtWork {
  visit: Visit
  place: Place
  author: { id: string, name: string }
  actor: Pick<Viewer, 'id' | 'name' | 'authorityId'>
  /** Their line among the people of the visit. Null for the visit lead of the authority, who need not be on the list. */
  person: VisitPerson | null
  leads: boolean
  isCore: boolean
  home: string
  /** What stands around their pages: spread it into the view. `layout` goes to reply.page. */
  frame: object
  layout: { layout?: string }
}

/** A way into the pages of a visit: with an account, or by a personal link. The same pages stand behind both. */
export interface Door {
  base: string
  config: FastifyContextConfig
  /** Who asks. Null when the answer has been given already. */
  atWork: (request: FastifyRequest, reply: FastifyReply) => Promise<AtWork | null>
}

/** People with an account: those who take part, and the visit lead of the authority. @throws Forbidden for whoever only may see that there is a visit */
export const accountDoor = ({ db }: FastifyInstance): Door => ({
  base: '/visits/:visit',
  config: { can: 'visit.view' },
  async atWork ({ viewer, params }) {
    const { visit, place } = await findVisit(db, viewer, (params as { visit: string }).visit)
    const mine = (await listVisitPeople(db, visit)).filter(person => person.person_id === viewer.id)
    const leads = canAt(viewer, 'visit.lead', place)
    if (!leads && !mine.some(person => writes(person.part))) throw new Forbidden('Only the people of this visit read and write its notes and findings. Ask the lead of the visit to add you.')
    const isCore = leads || mine.some(person => person.part === 'core' || person.part === 'lead')
    return {
      visit, place, author: { id: viewer.id, name: viewer.name }, actor: viewer, person: mine[0] ?? null, leads, isCore, home: `/visits/${visit.id}`,
      frame: { breadcrumbs: [{ text: 'Visits', href: '/visits' }, { text: visit.title, href: `/visits/${visit.id}` }] }, layout: {}
    }
  }
})

/** Visitors of elsewhere, by their personal link. */
export const visitorDoor = (app: FastifyInstance): Door => ({
  base: '/visiting',
  config: byLink,
  async atWork (request, reply) {
    const visitor = await visitorHere(app, request, reply)
    if (!visitor) return null
    const { person, visit, place } = visitor
    if (!writes(person.part)) throw new Forbidden('The host of a visit reads its report, not its notes. Ask the lead of the visit.')
    const author = { id: person.id, name: person.name }
    return {
      visit, place, author, actor: { ...author, authorityId: visit.authority_id }, person, leads: false, isCore: person.part === 'core' || person.part === 'lead', home: '/visiting',
      frame: { ...visitorFrame(visitor, request.url.split('?')[0]!.split('/').slice(0, 3).join('/')), breadcrumbs: null }, layout: { layout: 'visiting' }
    }
  }
})
