/** The roles a person may hold at a place. One person may hold several. */
export const roles = ['member', 'chair', 'area-lead', 'steering', 'data-officer', 'visit-lead', 'administrator'] as const
export type Role = typeof roles[number]

/** What each role is called, and the kind of place it is held at. */
export const roleNames: Record<Role, { name: string, place: 'community' | 'area' | 'authority', does: string }> = {
  member: { name: 'Member', place: 'community', does: 'Adds evidence, contributes to the self-evaluation, updates actions' },
  chair: { name: 'Chair', place: 'community', does: 'Leads the self-evaluation and the plan, signs off, invites members' },
  'area-lead': { name: 'Area lead', place: 'area', does: 'Reads the area’s teams, returns self-evaluations with a note' },
  steering: { name: 'City Steering Group', place: 'authority', does: 'Sees all teams, sets session dates and indicators' },
  'data-officer': { name: 'Data officer', place: 'authority', does: 'Looks after figures and their quality' },
  'visit-lead': { name: 'Visit lead', place: 'authority', does: 'Prepares Collaborative Improvement visits' },
  administrator: { name: 'Administrator', place: 'authority', does: 'Looks after people, organisation, settings and the trail' }
}

/** Who may do what. The whole policy, on one screen. */
export const allowed = {
  'home.view': ['member', 'chair', 'area-lead', 'steering', 'data-officer', 'visit-lead', 'administrator'],
  'calendar.own': ['member', 'chair', 'area-lead', 'steering', 'data-officer', 'visit-lead', 'administrator'],
  'work.view': ['chair', 'area-lead', 'steering'],
  'framework.view': ['member', 'chair', 'area-lead', 'steering', 'data-officer', 'visit-lead', 'administrator'],
  'team.view': ['member', 'chair', 'area-lead', 'steering', 'visit-lead'],
  'team.invite': ['chair'],
  'evaluation.edit': ['member', 'chair'],
  'evaluation.lead': ['chair'],
  'evaluation.comment': ['member', 'chair', 'area-lead'],
  'evaluation.return': ['chair', 'area-lead'],
  'evidence.edit': ['member', 'chair'],
  'plan.edit': ['chair'],
  'action.update': ['member', 'chair'],
  'thought.give': ['member', 'chair'],
  'meeting.write': ['member', 'chair'],
  'moderation.view': ['member', 'chair', 'area-lead', 'steering'],
  'moderation.read': ['member', 'chair'],
  'moderation.lead': ['area-lead'],
  'area.view': ['area-lead', 'steering'],
  'published.view': ['member', 'chair', 'area-lead', 'steering', 'visit-lead'],
  'city-plan.view': ['member', 'chair', 'area-lead', 'steering', 'visit-lead'],
  'city-plan.edit': ['area-lead', 'steering'],
  'bundle.make': ['area-lead', 'steering'],
  'recommendation.view': ['area-lead', 'steering', 'visit-lead'],
  'recommendation.answer': ['steering'],
  'city.view': ['area-lead', 'steering', 'visit-lead'],
  'nudge.send': ['area-lead', 'steering'],
  'tag.edit': ['steering'],
  'log.write': ['member', 'chair'],
  'log.lead': ['chair'],
  'goal.keep': ['member', 'chair'],
  'goal.keepers': ['chair'],
  'goal.rules': ['steering', 'data-officer', 'administrator'],
  'survey.lead': ['chair'],
  'views.write': ['member', 'chair'],
  'figures.view': ['member', 'chair', 'area-lead', 'steering', 'data-officer', 'visit-lead'],
  'figures.release': ['data-officer'],
  'data.import': ['data-officer'],
  'settings.edit': ['data-officer', 'administrator'],
  'retention.view': ['data-officer', 'administrator'],
  'record.erase': ['chair', 'data-officer'],
  'lists.edit': ['data-officer', 'administrator'],
  'visit.view': ['member', 'chair', 'area-lead', 'steering', 'visit-lead'],
  'visit.host': ['chair', 'area-lead', 'steering'],
  'visit.lead': ['visit-lead'],
  'administration.view': ['steering', 'data-officer', 'administrator'],
  'session.view': ['steering', 'administrator'],
  'session.edit': ['steering', 'administrator'],
  'local-criteria.edit': ['administrator', 'steering'],
  'organisation.view': ['administrator', 'steering'],
  'organisation.edit': ['administrator'],
  'people.view': ['administrator'],
  'people.edit': ['administrator'],
  'api.tokens': ['administrator'],
  'mail.view': ['administrator'],
  'trail.view': ['administrator']
} satisfies Record<string, Role[]>

export type Permission = keyof typeof allowed
export interface RoleHeld { role: Role, placeId: string }

/** The signed-in person, the roles they hold, and what this request asks to do. */
export interface Viewer {
  id: string
  name: string
  authorityId: string
  authorityName: string
  roles: RoleHeld[]
  /** The permission the route asked for; the finders check it at the place found. */
  asking: Permission
}

const grants = (role: Role, permission: Permission): boolean => (allowed[permission] as Role[]).includes(role)

/** Whether any role of this person allows it, somewhere. */
export const can = (viewer: Pick<Viewer, 'roles'>, permission: Permission): boolean => viewer.roles.some(({ role }) => grants(role, permission))

/** The places at which (and below which) this person may do it. */
export const placesFor = (viewer: Pick<Viewer, 'roles'>, permission: Permission): string[] =>
  viewer.roles.filter(({ role }) => grants(role, permission)).map(({ placeId }) => placeId)

/** Whether this person may do it at this place of the tree. A role reaches everything below its place. */
export function canAt (viewer: Pick<Viewer, 'roles'>, permission: Permission, place: { id: string, area_id: string | null, authority_id: string }): boolean {
  const places = placesFor(viewer, permission)
  return places.includes(place.id) || places.includes(place.authority_id) || (place.area_id !== null && places.includes(place.area_id))
}
