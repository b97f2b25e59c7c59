import { actionPlans } from './action-plans.ts'
import { evidence } from './evidence.ts'
import { figures } from './figures.ts'
import { moderation } from './moderation.ts'
import { recommendations } from './recommendations.ts'
import { selfEvaluations } from './self-evaluations.ts'
import type { SourceKind } from '../tables.ts'
import type { Reader } from './reader.ts'

/** Every kind of source a preliminary report draws from. A further kind is a file and a line here. */
export const readers: Reader[] = [
  selfEvaluations,
  evidence,
  moderation,
  actionPlans,
  recommendations,
  figures
]

export const readerOf = (kind: SourceKind): Reader => readers.find(reader => reader.kind === kind)!
