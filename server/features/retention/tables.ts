import type { ErasureReason } from './rules.ts'
import type { KeptKind } from '../settings/rules.ts'

export interface RetentionTables {
  /** That something was erased. `backups_until`: the last day on which the authority's backups still hold it. */
  erasure: { id: string, authority_id: string, place_id: string, kind: KeptKind, why: ErasureReason | 'term-over', erased_on: string, by_name: string, backups_until: string }
}
