import type { CastName } from '../support/people.ts'

/** What a request is answered with: the page or change, a form explained again, wrong role, not theirs, or the way to sign in. */
export type Answer = 'yes' | 401 | 403 | 404 | 'sign-in'
export type Row = Partial<Record<CastName | 'nobody', Answer>> & { else: Answer }

/**
 * The answers that are right for one of the cast. A second authority’s visit lead need not stand in every row: where a row does not name
 * them, whatever has an address of its own is not theirs, and lists without one are those of their own authority.
 */
export function answersFor (row: Row, actor: CastName | 'nobody', address: string): Answer[] {
  const named = row[actor]
  if (named) return [named]
  if (actor !== 'otherVisitLead' || row === public_ || row === everybody || row === token) return [row.else]
  return address.includes('/:') ? [403, 404] : ['yes', 403]
}

/** To everybody, signed in or not. */
export const public_: Row = { else: 'yes' }
/** To everybody who has signed in. */
export const everybody: Row = { nobody: 'sign-in', else: 'yes' }
/** To those who may read Craigmor’s work. Chairs of other teams are told there is no such page. */
export const readers: Row = {
  chair: 'yes', member: 'yes', both: 'yes', areaLead: 'yes', steering: 'yes', visitLead: 'yes',
  outsider: 404, stranger: 404, dataOfficer: 403, administrator: 403, nobody: 'sign-in', else: 404
}
/** To Craigmor’s members and its chair. Readers above them may not change it. */
export const members: Row = { ...readers, areaLead: 403, steering: 403, visitLead: 403 }
/** To Craigmor’s chair alone. `both` chairs another team: there it would be allowed, here it is not. */
export const chair: Row = { ...members, member: 403, both: 403 }
/** To Craigmor’s chair and the lead of its area. */
export const chairAndArea: Row = { ...chair, areaLead: 'yes' }
/** To the administrator alone. */
export const administrator: Row = { administrator: 'yes', nobody: 'sign-in', else: 403 }
export const steeringAndAdministrator: Row = { ...administrator, steering: 'yes' }
export const teamReaders: Row = { ...readers, outsider: 'yes', stranger: 'yes' }

/** To the lead of Craigmor’s area and to steering. */
export const areaReaders: Row = { areaLead: 'yes', steering: 'yes', nobody: 'sign-in', else: 403 }
/** To everybody who works with teams; nothing of another authority is there. */
export const publishedReaders: Row = { dataOfficer: 403, administrator: 403, nobody: 'sign-in', else: 'yes' }

/** A bundle that steering asked for. Others who may have bundles are told there is none. */
export const ownBundle: Row = { areaLead: 404, steering: 'yes', nobody: 'sign-in', else: 403 }
/** Craigmor’s own people and the lead of its area. */
export const commenters: Row = { ...members, areaLead: 'yes' }
export const areaLead: Row = { areaLead: 'yes', nobody: 'sign-in', else: 403 }
/** Strathfearn (whose chair `both` is) reads Craigmor: the two teams, and who looks after the area. */
export const moderationReaders: Row = { chair: 'yes', member: 'yes', both: 'yes', areaLead: 'yes', steering: 'yes', visitLead: 403, dataOfficer: 403, administrator: 403, nobody: 'sign-in', else: 404 }
/** A draft is its writer’s alone: whoever else asks is told there is none (the test asks for one that nobody has). */
export const nobodyElse: Row = { nobody: 'sign-in', else: 404 }

/** Those who look after several teams. What they see of it stops at their own teams. */
export const overseers: Row = { areaLead: 'yes', steering: 'yes', visitLead: 'yes', otherVisitLead: 'yes', nobody: 'sign-in', else: 403 }
/** The plan of the authority: everybody of it who works with teams reads it, steering leads it. */
export const cityPlanReaders: Row = { dataOfficer: 403, administrator: 403, stranger: 404, nobody: 'sign-in', else: 'yes' }
export const cityPlanLeaders: Row = { steering: 'yes', nobody: 'sign-in', else: 403 }
export const steering: Row = { steering: 'yes', nobody: 'sign-in', else: 403 }
/** To programs that show a token; a sign-in alone is no token. */
export const token: Row = { else: 401 }

/** Those who see a visit to Craigmor, and those who lead visits: another authority’s lead is told there is none. */
export const visitLeaders: Row = { visitLead: 'yes', otherVisitLead: 404, nobody: 'sign-in', else: 403 }
/** A visit that does not exist yet: every lead may plan one, in their own authority. */
export const anyVisitLead: Row = { ...visitLeaders, otherVisitLead: 'yes' }

/** Pages about one child: to who is named a keeper (here the member), not even to the chair. tests/goals/keepers.test.ts has the whole matrix. */
export const keepers: Row = { ...members, chair: 403, both: 403 }
/** A text for others on its way: to the keepers and to the chair. */
export const textReaders: Row = { ...keepers, chair: 'yes' }
/** What an authority decides about goals and figures. */
export const goalRules: Row = { steering: 'yes', dataOfficer: 'yes', administrator: 'yes', nobody: 'sign-in', else: 403 }
/** To the data officer alone. */
export const dataOfficer: Row = { dataOfficer: 'yes', nobody: 'sign-in', else: 403 }

/** Somebody’s calendar of a visit to Craigmor: theirs and the lead’s. Who sees the visit is refused, others are told there is none. */
export const ownCalendar: Row = { ...readers, chair: 403, member: 403, both: 403, areaLead: 403, steering: 403 }
