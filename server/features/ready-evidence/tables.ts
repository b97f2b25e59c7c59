export interface ReadyEvidenceTables {
  /** `offer`: its key. `evidence_id`: what it became; null when it was set aside. */
  evidence_offer_choice: { community_id: string, offer: string, evidence_id: string | null, chosen_at: string, chosen_by_name: string }
}
