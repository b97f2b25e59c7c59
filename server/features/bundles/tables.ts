import type { Format } from '../../exports/formats.ts'

/** What a document of a bundle is. */
export type PartKind = 'plan' | 'self-evaluation'
export type BundleState = 'waiting' | 'making' | 'ready' | 'cancelled' | 'failed'
/** `none`: the team has no such document in the session. */
export type PartState = 'waiting' | 'done' | 'none' | 'failed' | 'cancelled'

export interface BundleTables {
  /** `place_id` is what the bundle covers: an area or the authority. `served_at`: when a part of it was last taken, '' before the first. */
  bundle: {
    id: string, person_id: string, place_id: string, session_id: string, what: PartKind | 'both', format: Format, state: BundleState
    made_at: string, served_at: string, started_at: string | null, finished_at: string | null, cancelled_at: string | null, reason: string | null, expires_on: string
  }
  /** One document. While it is `waiting`, the lease says who makes it and until when nobody else may; a try that failed waits without an owner. */
  bundle_part: {
    bundle_id: string, position: number, place_id: string, what: PartKind, state: PartState, name: string | null, size: number, sha256: string | null
    tries: number, reason: string | null, lease_by: string | null, lease_until: string | null, done_at: string | null
  }
  /** Its bytes as base64, in pieces that begin with 0. */
  bundle_part_content: { bundle_id: string, position: number, piece: number, content: string }
}
