import { addAsk, addSuggestedTags } from '../features/common-points/changes.ts'
import type { Trx } from '../db/types.ts'
import type { Viewer } from '../permissions.ts'

const asks = [
  'A named nurse for every team, so that health is at the table.',
  'One form for referrals that all schools use.',
  'Training in writing goals, twice a session, open to all agencies.',
  'Somebody to cover for chairs on the day of the meeting.',
  'An interpreter we can book within a week.'
]

/** Tags for what teams have in common, and what some teams ask of the city. */
export async function askTogether (trx: Trx, steering: Viewer, teams: { slug: string, chair: Viewer }[], session: string, at: string) {
  await addSuggestedTags(trx, { ...steering, asking: 'tag.edit' }, at)
  for (const [index, { slug, chair }] of teams.entries()) {
    if (index % 3 === 0) await addAsk(trx, { ...chair, asking: 'action.update' }, slug, session, asks[(index / 3) % asks.length]!, at)
  }
}
