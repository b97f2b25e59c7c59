import type { Generated } from 'kysely'

export type MailKind = 'digest' | 'owner' | 'nudge'
/** 'dropped': there was no need for it any more. */
export type MailState = 'waiting' | 'sent' | 'dropped' | 'given-up'

export interface ReminderTables {
  mail_outbox: {
    id: string, key: string, kind: MailKind, person_id: string, action_id: string | null, queued_at: string, state: Generated<MailState>
    next_try_at: string, tries: Generated<number>, claimed_by: string | null, claimed_until: string | null, settled_at: string | null, reason: string | null
  }
  mail_week: { week: string, queued_at: string }
  mail_choice: { person_id: string, digest: 'yes' | 'no', owner: 'yes' | 'no' }
}
