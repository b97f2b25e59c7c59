import { versionOf } from '../preliminary-reports/queries.ts'
import { listTimetable } from '../visit-timetable/queries.ts'
import { listPartners, listThemes, listVisitPeople } from '../visits/queries.ts'
import type { Db } from '../../db/types.ts'
import type { Place } from '../organisation/queries.ts'
import type { Visit } from '../visits/queries.ts'

/** All that the pack of a visit is made of. The visit was found through whoever reads it. */
export async function packFacts (db: Db, { visit, place, peer }: { visit: Visit, place: Place, peer: Place | null }) {
  const authority = await db.selectFrom('place').select('name').where('id', '=', visit.authority_id).executeTakeFirstOrThrow()
  return {
    visit,
    places: [place.name, ...peer ? [peer.name] : []],
    authority: authority.name,
    themes: await listThemes(db, visit),
    partners: await listPartners(db, visit),
    people: await listVisitPeople(db, visit),
    timetable: await listTimetable(db, visit),
    preliminary: await versionOf(db, visit)
  }
}
export type PackFacts = Awaited<ReturnType<typeof packFacts>>
