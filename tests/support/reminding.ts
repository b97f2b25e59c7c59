import { frameworks, people, testApp } from './app.ts'
import { startRelay } from './relay.ts'
import { viewerOf } from './work.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { queueDigests } from '../../server/features/reminders/changes.ts'
import { sendDue } from '../../server/features/reminders/sending.ts'
import type { CastName } from './people.ts'

/** Words that stand in every text field of every action here: no mail may hold any of them. */
export const secretWords = ['Rowan group', 'transition passport', 'quiet room', 'forty fewer days']

/** The app with a real relay. The clock stands at Monday 23 November 2026, 08:00 in London; the actions of the fixture are added by Craigmor's chair. */
export async function remindingApp (t: { teardown: (fn: () => unknown) => void }, settings: Record<string, string> = {}) {
  const relay = await startRelay(t)
  const test = await testApp(t, { SMTP_URL: relay.setting, MAIL_FROM: 'toolkit@example.gov.uk', ...settings })
  test.clock.now = new Date('2026-11-23T08:00:00Z')
  return {
    ...test,
    relay,
    /** An action of Craigmor, owned by somebody who makes themselves its owner unless `by` says who does. Its number is returned. */
    async action (owner: CastName, due: string, { by = 'chair' as CastName, session = '2026-27', slug = 'craigmor' } = {}) {
      const viewer = { ...viewerOf(by), asking: 'plan.edit' as const }
      const action = await test.db.transaction().execute(trx => addAction(trx, viewer, slug, session, {
        what: secretWords[0]!, why: secretWords[1]!, difference: secretWords[2]!, measure: secretWords[3]!, owner_id: people[owner].id, due_on: due
      }, frameworks, test.clock.now.toISOString()))
      return action
    },
    /** Forget the mails about new owners, so that only what follows is counted. */
    forget: () => test.db.deleteFrom('mail_outbox').execute(),
    /** One round of the schedule. */
    async round () {
      const queued = await queueDigests(test.app)
      return { queued, ...await sendDue(test.app) }
    },
    at: (moment: string) => { test.clock.now = new Date(moment) },
    outbox: () => test.db.selectFrom('mail_outbox').selectAll().orderBy('id').execute()
  }
}
