import { addArea, addAuthority, addCommunity } from '../features/organisation/changes.ts'
import { addPerson, giveRole } from '../features/people/changes.ts'
import { openDefaultSession } from '../features/set-up/changes.ts'
import { isEmpty } from '../features/set-up/queries.ts'
import { hashPassword } from '../features/sign-in/passwords.ts'
import { addDays, dayOf, sessionName } from '../lib/dates.ts'
import { Refusal } from '../lib/errors.ts'
import { slugOf } from '../lib/text.ts'
import { playCaseStudies } from './case-studies.ts'
import { playGoals, usesGoals } from './goals.ts'
import { releaseTerms } from './figures.ts'
import { logsMeetings, playLog, releaseLogs } from './log.ts'
import { cast, loader, teamOf } from './people.ts'
import { areas, authority as authorityName } from './places.ts'
import { playSession } from './session.ts'
import { askTogether } from './common.ts'
import { playViews } from './views.ts'
import { acrossTeams, cityActs } from './together.ts'
import { playVisits } from './visits.ts'
import { tellBack } from './you-said.ts'
import { prepareVisit } from './visit-preparation.ts'
import { playPeerVisit } from './peer-visit.ts'
import type { Db, Trx } from '../db/types.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { Role, Viewer } from '../permissions.ts'
import type { DemoPerson } from './people.ts'

/** Everybody in the demonstration signs in with it. */
export const demoPassword = 'maple-harbour-lantern'

/**
 * A fictional authority with its areas, 29 teams, people of every role, two finished sessions and the current one at different stages.
 * Everything is entered by the verbs that the pages use. @throws Refusal when there are people already
 * @returns who can sign in, for printing
 */
export async function loadDemo (db: Db, library: Library, now: Date): Promise<{ role: string, name: string, email: string }[]> {
  if (!await isEmpty(db)) throw new Refusal('There are people in this database already. Demonstration data is only loaded into an empty one.')
  const passwordHash = await hashPassword(demoPassword)
  const today = dayOf(now)
  const sessions = [-730, -365, 0].map(days => sessionName(addDays(today, days)))
  const { teams, leaders } = await db.transaction().execute(trx => settle(trx, library, passwordHash, sessions, today, now))
  for (const [index, team] of teams.entries()) {
    // One transaction a team and session: short enough for others to read meanwhile.
    for (const [age, session] of sessions.entries()) await db.transaction().execute(trx => playSession(trx, library, { ...team, index, session, isCurrent: age === 2, now }))
  }
  for (const [index, team] of teams.entries()) if (usesGoals(index)) await db.transaction().execute(trx => playGoals(trx, team, index, today))
  for (const [index, team] of teams.entries()) if (logsMeetings(index)) await db.transaction().execute(async trx => { for (const age of [1, 2]) await playLog(trx, team, index, sessions[age]!, age, today) })
  await db.transaction().execute(trx => playCaseStudies(trx, teams[0]!, today))
  const viewerOf = (role: Role) => leaders.find(viewer => viewer.roles.some(held => held.role === role))!
  await db.transaction().execute(trx => acrossTeams(trx, library, { steering: viewerOf('steering'), areaLead: viewerOf('area-lead'), area: slugOf(Object.keys(areas)[0]!), session: sessions[2]! }, now.toISOString()))
  await db.transaction().execute(trx => releaseLogs(trx, viewerOf('data-officer'), sessions.slice(1), today))
  const report = library.improvementReports()[0]!
  await db.transaction().execute(trx => cityActs(trx, library, viewerOf('steering'), slugOf(authorityName), sessions[2]!, report, now))
  await db.transaction().execute(trx => askTogether(trx, viewerOf('steering'), teams, sessions[2]!, now.toISOString()))
  for (const [index, team] of teams.entries()) if (index % 3 !== 2) await db.transaction().execute(trx => playViews(trx, library, team, index, sessions, today))
  await db.transaction().execute(trx => tellBack(trx, teams[0]!, sessions[2]!, now.toISOString()))
  // After everything that is counted.
  await releaseTerms(db, viewerOf('data-officer'), `${sessions[0]!.slice(0, 4)}-08-01`, today)
  await db.transaction().execute(trx => playVisits(trx, library, viewerOf('visit-lead'), [viewerOf('steering'), teams[0]!.chair], today, now.toISOString()))
  await db.transaction().execute(trx => prepareVisit(trx, library, viewerOf('visit-lead'), now))
  const [craigmor, thornlie] = ['craigmor', 'thornlie'].map(slug => teams.find(team => team.slug === slug)!)
  await db.transaction().execute(trx => playPeerVisit(trx, library, { lead: viewerOf('visit-lead'), host: thornlie!.chair, peer: craigmor!.chair, scribe: craigmor!.members[0]!, hostTeam: thornlie!.slug, peerTeam: craigmor!.slug }, today))
  // Nobody is mailed about the demonstration.
  await db.deleteFrom('mail_outbox').execute()
  return cast.map(person => ({ role: `${person.role.replace('-', ' ')} of ${person.place}`, name: person.name, email: person.email }))
}

export interface DemoTeam { slug: string, chair: Viewer, members: Viewer[] }

/** Places, people with their roles, and the three sessions. */
async function settle (trx: Trx, library: Library, passwordHash: string, sessions: string[], today: string, now: Date): Promise<{ teams: DemoTeam[], leaders: Viewer[] }> {
  const authority = await addAuthority(trx, authorityName, addDays(today, -1500))
  const actor = loader(authority.id)
  const placeIds = new Map([[authorityName, authority.id]])
  const slugs = new Map<string, string>()
  for (const [areaName, communities] of Object.entries(areas)) {
    const area = await addArea(trx, actor, areaName, addDays(today, -1500))
    placeIds.set(areaName, area.id)
    for (const name of communities) {
      const community = await addCommunity(trx, actor, area.id, name, addDays(today, -1500))
      placeIds.set(name, community.id)
      slugs.set(name, community.slug)
    }
  }
  const settlePerson = async ({ role, place, ...input }: DemoPerson): Promise<Viewer> => {
    const person = await addPerson(trx, actor, { ...input, passwordHash }, new Date(now.getTime() - 800 * 86_400_000).toISOString())
    await giveRole(trx, actor, person.id, role, placeIds.get(place)!, new Date(now.getTime() - 800 * 86_400_000).toISOString())
    return { id: person.id, name: person.name, authorityId: authority.id, authorityName, roles: [{ role, placeId: placeIds.get(place)! }], asking: 'team.view' }
  }
  for (const name of sessions) await openDefaultSession(trx, actor, library, name, now)
  const viewers = new Map<string, Viewer[]>()
  for (const person of cast) viewers.set(person.place, [...viewers.get(person.place) ?? [], await settlePerson(person)])
  const teams: DemoTeam[] = []
  for (const [index, [name, slug]] of [...slugs].entries()) {
    const people = viewers.get(name) ?? []
    for (const person of teamOf(name, index)) people.push(await settlePerson(person))
    const isChair = (viewer: Viewer) => viewer.roles.some(({ role }) => role === 'chair')
    teams.push({ slug, chair: people.find(isChair)!, members: people.filter(viewer => !isChair(viewer)) })
  }
  return { teams, leaders: [...viewers.values()].flat() }
}
