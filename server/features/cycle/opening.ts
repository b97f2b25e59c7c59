import { startForTeams } from '../evaluations/changes.ts'
import { listPlaces } from '../organisation/queries.ts'
import { openSession } from '../sessions/changes.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { SessionChoices } from '../sessions/changes.ts'

/** Open a session once, for everybody: every open team gets its self-evaluation with the session's template. @returns how many teams */
export async function openSessionForTeams (trx: Trx, viewer: Viewer, library: Library, choices: SessionChoices, at: string): Promise<number> {
  const session = await openSession(trx, viewer, library, choices, at)
  const places = await listPlaces(trx, viewer.authorityId)
  return startForTeams(trx, viewer, session, places.filter(place => place.kind === 'community' && !place.closed_on), at)
}
