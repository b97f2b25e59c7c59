import { longDate } from '../../lib/dates.ts'
import { planStatuses } from './rules.ts'
import type { PlanStatus } from './tables.ts'

/** When a plan was last reviewed and when it is again; null when it never was. */
export const lastReviewWords = (review: { held_on: string, next_on: string | null, status: PlanStatus } | undefined): string | null => review
  ? `Last review ${longDate(review.held_on)}: ${planStatuses[review.status].toLowerCase()}.${review.next_on ? ` Next review ${longDate(review.next_on)}.` : ''}`
  : null
