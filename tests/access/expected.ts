import type { CastName } from '../support/people.ts'

/** What a request is answered with: the page or change, a form explained again, wrong role, not theirs, or the way to sign in. */
export type Answer = 'yes' | 403 | 404 | 'sign-in'
type Row = Partial<Record<CastName | 'nobody', Answer>> & { else: Answer }

/** To everybody, signed in or not. */
const public_: Row = { else: 'yes' }
/** To everybody who has signed in. */
const everybody: Row = { nobody: 'sign-in', else: 'yes' }
/** To those who may read Craigmor’s work. Chairs of other teams are told there is no such page. */
const readers: Row = {
  chair: 'yes', member: 'yes', both: 'yes', areaLead: 'yes', steering: 'yes', visitLead: 'yes',
  outsider: 404, stranger: 404, dataOfficer: 403, administrator: 403, nobody: 'sign-in', else: 404
}
/** To Craigmor’s members and its chair. Readers above them may not change it. */
const members: Row = { ...readers, areaLead: 403, steering: 403, visitLead: 403 }
/** To Craigmor’s chair alone. `both` chairs another team: there it would be allowed, here it is not. */
const chair: Row = { ...members, member: 403, both: 403 }
/** To Craigmor’s chair and the lead of its area. */
const chairAndArea: Row = { ...chair, areaLead: 'yes' }
/** To the administrator alone. */
const administrator: Row = { administrator: 'yes', nobody: 'sign-in', else: 403 }
const steeringAndAdministrator: Row = { ...administrator, steering: 'yes' }
const teamReaders: Row = { ...readers, outsider: 'yes', stranger: 'yes' }

/** Who may use every route, written apart from the code. A route without a row fails the test. */
export const expected: Record<string, Row> = {
  'GET /healthz': public_,
  'GET /readyz': public_,
  'GET /help': public_,
  'GET /accessibility': public_,
  'GET /privacy': public_,
  'GET /': everybody,
  'GET /frameworks': everybody,
  'GET /frameworks/:frameworkId/:version': everybody,
  'GET /permissions': everybody,
  'GET /account': everybody,
  'GET /communities': teamReaders,
  'GET /communities/:slug': readers,
  'GET /communities/:slug/:session': readers,
  'GET /organisation': steeringAndAdministrator,
  'GET /organisation/import': administrator,
  'POST /organisation/import': administrator,
  'POST /organisation/areas': administrator,
  'POST /organisation/communities': administrator,
  'GET /organisation/places/:placeId': administrator,
  'POST /organisation/places/:placeId/name': administrator,
  'POST /organisation/places/:placeId/area': administrator,
  'POST /organisation/places/:placeId/closure': administrator,
  'POST /organisation/places/:placeId/reopening': administrator,
  'GET /sessions': steeringAndAdministrator,
  'GET /sessions/new': steeringAndAdministrator,
  'POST /sessions': steeringAndAdministrator,
  'GET /sessions/:name/indicators': steeringAndAdministrator,
  'POST /sessions/:name/indicators': steeringAndAdministrator
}

export const rows = { public_, everybody, readers, members, chair, chairAndArea, administrator, steeringAndAdministrator }
