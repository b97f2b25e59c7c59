import { record } from '../audit/record.ts'
import { findCommunity, findPlace } from '../organisation/queries.ts'
import { Clash, FieldRefusal, Forbidden, Refusal } from '../../lib/errors.ts'
import { longDate } from '../../lib/dates.ts'
import { newId } from '../../lib/ids.ts'
import { findVisit, mayLead } from './queries.ts'
import { datesProblem } from './rules.ts'
import type { Insertable } from 'kysely'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { NewVisitInput, VisitInput } from './forms.ts'
import type { Visit } from './queries.ts'
import type { VisitTables } from './tables.ts'

/** Begin a visit. @throws FieldRefusal beside the field that cannot be */
export async function addVisit (trx: Trx, viewer: Viewer, input: NewVisitInput, at: string) {
  const { place, peer } = await visited(trx, viewer, input)
  refuseDates(input)
  return keepVisit(trx, viewer, { ...textsOf(input), kind: input.kind, place_id: place.id, peer_place_id: peer?.id ?? null, copied_from: null, example_of: null }, at)
}

/** Keep a new visit of the viewer's authority, wherever its texts come from. */
export async function keepVisit (trx: Trx, viewer: Viewer, row: Pick<Insertable<VisitTables['visit']>, 'kind' | 'place_id' | 'peer_place_id' | 'title' | 'overarching_question' | 'introduction' | 'starts_on' | 'ends_on' | 'copied_from' | 'example_of'>, at: string) {
  const visit = { id: newId(), authority_id: viewer.authorityId, ...row, made_at: at, made_by_name: viewer.name, saved_at: at, saved_by_name: viewer.name }
  await trx.insertInto('visit').values(visit).execute()
  await record(trx, viewer, 'visit.added', visit.id, { kind: visit.kind, from: visit.starts_on, to: visit.ends_on }, visit.place_id)
  return visit
}

/** Change what a visit asks and when it is. @throws Clash when somebody else saved it since */
export async function saveVisit (trx: Trx, viewer: Viewer, visitId: string, input: VisitInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  refuseDates(input)
  const values = textsOf(input)
  if (input.revision !== visit.revision) refuseClash(visit, values)
  await trx.updateTable('visit').set({ ...values, revision: visit.revision + 1, saved_at: at, saved_by_name: viewer.name }).where('id', '=', visit.id).execute()
  await record(trx, viewer, 'visit.saved', visit.id, {}, place.id)
}

const textsOf = (input: VisitInput) => ({ title: input.title, overarching_question: input.overarching_question, introduction: input.introduction ?? null, starts_on: input.starts_on, ends_on: input.ends_on })

export function refuseDates (input: { starts_on: string, ends_on: string }) {
  const problem = datesProblem(input)
  if (problem) throw new FieldRefusal(problem.field, problem.text)
}

/** What is visited: the authority, one team, or two. */
async function visited (trx: Trx, viewer: Viewer, { kind, team, peer }: NewVisitInput): Promise<{ place: Place, peer: Place | null }> {
  if (kind === 'authority') {
    const place = await findPlace(trx, viewer.authorityId, viewer.authorityId)
    if (!mayLead(viewer, place)) throw new Forbidden()
    return { place, peer: null }
  }
  if (!team) throw new FieldRefusal('team', 'Choose the learning community that is visited')
  const place = await openTeam(trx, viewer, 'team', team)
  if (kind === 'team') return { place, peer: null }
  if (!peer) throw new FieldRefusal('peer', 'Choose the second learning community')
  if (peer === team) throw new FieldRefusal('peer', 'Choose another learning community than the first')
  return { place, peer: await openTeam(trx, viewer, 'peer', peer) }
}

async function openTeam (trx: Trx, viewer: Viewer, field: string, slug: string): Promise<Place> {
  const place = await findCommunity(trx, viewer, slug)
  if (place.closed_on) throw new FieldRefusal(field, `${place.name} is closed. Choose another learning community`)
  return place
}

function refuseClash (visit: Visit, mine: ReturnType<typeof textsOf>): void {
  const day = (name: 'starts_on' | 'ends_on') => ({ choose: { mine: longDate(mine[name]), theirs: longDate(visit[name]) } })
  const fields = [
    { name: 'title', label: 'Name of the visit', mine: mine.title, theirs: visit.title },
    { name: 'overarching_question', label: 'Overarching question', mine: mine.overarching_question, theirs: visit.overarching_question },
    { name: 'introduction', label: 'Introduction', mine: mine.introduction ?? '', theirs: visit.introduction ?? '' },
    { name: 'starts_on', label: 'First day', mine: mine.starts_on, theirs: visit.starts_on, ...day('starts_on') },
    { name: 'ends_on', label: 'Last day', mine: mine.ends_on, theirs: visit.ends_on, ...day('ends_on') }
  ].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: visit.revision, savedBy: visit.saved_by_name, savedAt: visit.saved_at })
}

/** Deleting a row that others point at, in words. Both databases refuse it themselves. */
export async function removeUnused (remove: () => Promise<unknown>, message: string) {
  try {
    await remove()
  } catch (error) {
    if (['SQLITE_CONSTRAINT_FOREIGNKEY', '23503'].includes(String((error as { code?: unknown }).code))) throw new Refusal(message)
    throw error
  }
}
