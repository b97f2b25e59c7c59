import { sessionLabel } from '../../lib/dates.ts'
import { planHref } from '../organisation/address-rules.ts'
import { lastReviewWords } from './review-rules.ts'
import { progressWords } from './rules.ts'
import type { CityPlan } from './city-queries.ts'

/** The plans of the authority and of its areas. */
export const cityPlansPage = (session: { name: string } | null, plans: (CityPlan & { mayEdit: boolean })[]) => ({
  title: 'City and area plans',
  session: session ? `Session ${sessionLabel(session.name)}` : 'No session is open yet.',
  plans: plans.map(({ place, hasPlan, actions, review, mayEdit }) => ({
    name: place.name,
    href: planHref({ kind: place.kind, slug: place.slug, session: session!.name }),
    kind: place.kind === 'authority' ? 'The whole authority' : 'Area',
    sentence: hasPlan ? progressWords(actions.filter(action => action.status === 'on-track' && !action.stopped_at).length, actions.length) : 'No plan yet',
    review: lastReviewWords(review),
    yours: mayEdit ? 'You can lead this plan.' : null
  }))
})
