import { record } from '../audit/record.ts'
import { addEvidence, linkEvidence } from '../evidence/changes.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { Refusal } from '../../lib/errors.ts'
import { listOffers } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Evidence } from '../evidence/queries.ts'
import type { Library } from '../frameworks/library.ts'
import type { AcceptInput } from './forms.ts'
import type { Offer } from './offer-rules.ts'

interface TeamSession { slug: string, session: string }

/** Put what was offered into the register, used for the indicators ticked. Its figures are those that were released, whatever a form says. */
export async function acceptOffer (trx: Trx, viewer: Viewer, library: Library, params: TeamSession, { offer: key, indicators = [] }: AcceptInput, at: string): Promise<Evidence> {
  const { team, offer } = await findOffer(trx, viewer, params, key)
  const { key: _, codes: __, ...input } = offer
  const evidence = await addEvidence(trx, viewer, params.slug, input, at)
  await linkEvidence(trx, viewer, library, params, [evidence.id], indicators.map(code => ({ kind: 'indicator' as const, key: code })), at)
  await choose(trx, viewer, team.community.id, key, evidence.id, at)
  return evidence
}

/** Say that the team does not want it. It is not offered again. */
export async function setOfferAside (trx: Trx, viewer: Viewer, params: TeamSession, key: string, at: string) {
  const { team } = await findOffer(trx, viewer, params, key)
  await choose(trx, viewer, team.community.id, key, null, at)
  await record(trx, viewer, 'evidence.set-aside', key, {}, team.community.id)
}

async function findOffer (trx: Trx, viewer: Viewer, { slug, session: name }: TeamSession, key: string): Promise<{ team: Awaited<ReturnType<typeof findTeamSession>>, offer: Offer }> {
  const team = await findTeamSession(trx, viewer, slug, name)
  const offer = (await listOffers(trx, team)).find(offer => offer.key === key)
  if (!offer) throw new Refusal('This is not waiting any more: somebody of the team has added it or set it aside.')
  return { team, offer }
}

const choose = (trx: Trx, viewer: Viewer, communityId: string, offer: string, evidenceId: string | null, at: string) =>
  trx.insertInto('evidence_offer_choice').values({ community_id: communityId, offer, evidence_id: evidenceId, chosen_at: at, chosen_by_name: viewer.name }).execute()
