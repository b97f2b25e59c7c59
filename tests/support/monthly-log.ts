import { addEntry } from '../../server/features/monthly-log/changes.ts'
import { viewerOf } from './work.ts'
import type { EntryInput } from '../../server/features/monthly-log/forms.ts'
import type { Db } from '../../server/db/types.ts'
import type { CastName } from './people.ts'

export const home = '/communities/craigmor/2026-27/log'
type Form = Record<string, string>

/** A meeting as its form sends it: five new children, three reviewed. */
export const meetingForm = (more: Form = {}): Form => ({
  'met_on-day': '4', 'met_on-month': '11', 'met_on-year': '2026', 'agency.education': 'yes', 'agency.health': 'yes', new_children: '5', reviewed_children: '3',
  'reason.attendance': '3', 'reason.learning': '1', 'stage.3': '5', 'route.siim': '2', child_view_noted: '4', 'child-reason.not-asked': '1', parent_view_noted: '3', 'parent-reason.could-not-be-reached': '2',
  families_attended: '2', 'support.nurture-group': '3', 'support.mentoring': '6', ...more
})

/** The same as the verb takes it. */
export const meetingInput = (metOn: string, more: Form = {}): EntryInput => {
  const { 'met_on-day': _day, 'met_on-month': _month, 'met_on-year': _year, ...form } = meetingForm(more)
  return { ...form, met_on: metOn } as unknown as EntryInput
}

/** Enter a meeting of Craigmor's. @returns its id */
export async function logged (db: Db, metOn: string, more: Form = {}, who: CastName = 'chair'): Promise<string> {
  const session = metOn < '2026-08-01' ? '2025-26' : '2026-27'
  const entry = await db.transaction().execute(trx => addEntry(trx, viewerOf(who), 'craigmor', session, meetingInput(metOn, more), { at: `${metOn}T15:00:00.000Z`, today: '2026-11-23' }))
  return entry.id
}
