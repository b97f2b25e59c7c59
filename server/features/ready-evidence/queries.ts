import { listReleased, listReleases } from '../figures/queries.ts'
import { listSessionIndicators } from '../sessions/queries.ts'
import { listSessionEntries } from '../voice-log/queries.ts'
import { answerOffers, figureOffers, voiceOffers } from './offer-rules.ts'
import type { Db } from '../../db/types.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { Offer } from './offer-rules.ts'

export interface Team { community: Place, session: Session }

/**
 * Evidence that is there by itself: what was released of the team in the session, and what it heard otherwise, without what it has
 * decided about. Outcomes for children first.
 */
export async function listOffers (db: Db, team: Team): Promise<Offer[]> {
  const decided = await db.selectFrom('evidence_offer_choice').select('offer').where('community_id', '=', team.community.id).execute()
  const known = new Set(decided.map(choice => choice.offer))
  const offers = [...await fromFigures(db, team), ...voiceOffers(await listSessionEntries(db, team))].filter(offer => !known.has(offer.key))
  const codes = await listSessionIndicators(db, team.session)
  return offers.map(offer => ({ ...offer, codes: offer.codes.filter(code => codes.includes(code)) })).sort(inOrder)
}

async function fromFigures (db: Db, { community, session }: Team): Promise<Offer[]> {
  const releases = (await listReleases(db, community.authority_id)).filter(release => release.to >= session.starts_on && release.to <= session.ends_on)
  const tables = await listReleased(db, releases, [community.id])
  return [...figureOffers(tables, community), ...answerOffers(tables, community)]
}

const inOrder = (a: Offer, b: Offer): number => a.about === b.about ? (a.covers_to < b.covers_to ? 1 : a.covers_to > b.covers_to ? -1 : 0) : a.about === 'outcome' ? -1 : 1
