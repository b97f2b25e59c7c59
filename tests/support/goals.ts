import { people, places, testApp } from './app.ts'
import { newId } from '../../server/lib/ids.ts'
import type { Db } from '../../server/db/types.ts'
import type { CastName } from './people.ts'

export const home = '/communities/craigmor/goals'

/** Name one of the cast a keeper of a team's goals. @returns the keeper's id */
export async function keeper (db: Db, name: CastName, place = places.craigmor): Promise<string> {
  const id = newId()
  await db.insertInto('goal_keeper').values({ id, place_id: place, person_id: people[name].id, named_at: '2026-09-01T09:00:00.000Z', named_by_name: 'Catriona Baird', ended_at: null, ended_by_name: null }).execute()
  return id
}

export const day = (name: string, iso: string) => ({ [`${name}-day`]: String(Number(iso.slice(8))), [`${name}-month`]: String(Number(iso.slice(5, 7))), [`${name}-year`]: iso.slice(0, 4) })

/** A goal as its form sends it. */
export const goalForm = (more: Record<string, string> = {}): Record<string, string> => ({
  childs_words: 'I want somebody to sit with at lunch', case_code: 'cr 27/04', wellbeing: 'included', need: 'relationships', support: 'nurture-group', forum: 'lc-jst',
  much_less: 'Eats lunch with another pupil on 0 days in a week', less: 'Eats lunch with another pupil on 1 day in a week', expected: 'Eats lunch with another pupil on 2 to 3 days in a week', more: 'Eats lunch with another pupil on 4 days in a week', much_more: 'Eats lunch with another pupil on 5 days in a week',
  ...day('agreed_on', '2026-09-07'), ...day('support_from', '2026-09-14'), ...day('review_on', '2026-12-07'), baseline: '-1', ...more
})

export const reviewForm = (more: Record<string, string> = {}): Record<string, string> => ({ score: '0', rated_by: 'together', ...day('reviewed_on', '2026-11-20'), ...more })

/** The app, with Mairi Sinclair (member) as keeper of Craigmor’s goals, and one goal. */
export async function ready (t: Parameters<typeof testApp>[0]) {
  const test = await testApp(t)
  const keeperId = await keeper(test.db, 'member')
  const reply = await test.as('member').post(home, goalForm())
  const url = String(reply.headers.location)
  return { ...test, keeperId, url, id: url.split('/').at(-1)! }
}

/** What stands in the addresses of goals: a keeper of Craigmor (the member), a goal and its review, and a goal of the bank. */
export async function goalAddresses (db: Db) {
  const at = '2026-09-15T09:00:00.000Z'
  const goal = { id: newId(), place_id: places.craigmor, case_code: 'CR-1', childs_words: 'I want a friend', no_words: null, wellbeing: 'included', need: 'relationships', support: 'mentoring', forum: 'lc-jst', much_less: 'Plays with others in 0 breaks', less: 'Plays with others in 1 break', expected: 'Plays with others in 2 breaks', more: 'Plays with others in 3 breaks', much_more: 'Plays with others in 4 breaks', agreed_on: '2026-09-01', support_from: '2026-09-02', agreed_late: null, baseline: -1 as const, baseline_because: null, review_on: '2026-11-25', closed_at: null, created_at: at, created_by_name: 'Mairi Sinclair', revision: 1, saved_by_name: 'Mairi Sinclair', saved_at: at }
  await db.insertInto('goal').values(goal).execute()
  const review = { id: newId(), goal_id: goal.id, reviewed_on: '2026-11-01', score: 0 as const, rated_by: 'together' as const, childs_words: null, note: null, recorded_at: at, recorded_by_name: 'Mairi Sinclair', replaces_id: null, correction: null, replaced_at: null, release_id: null }
  await db.insertInto('goal_review').values(review).execute()
  return { keeper: await keeper(db, 'member'), goal: goal.id, review: review.id, bankItem: 'safe-adult', ...await studyAddresses(db) }
}

/** A case study of Craigmor with a follow-up to come, and a text released from it. */
async function studyAddresses (db: Db) {
  const at = '2026-09-15T09:00:00.000Z'
  const study = { id: newId(), place_id: places.craigmor, case_code: 'CR-1', label: 'The early bird', story: null, starts_on: '2026-05-20', consent_by: 'both' as const, consent_who: 'In the review', consent_on: '2026-05-19', consent_for: 'shared' as const, consent_until: '2028-12-31', withdrawn_at: null, withdrawn_by_name: null, closed_at: null, closed_by_name: null, erased_at: null, erased_by_name: null, created_at: at, created_by_name: 'Mairi Sinclair' }
  await db.insertInto('case_study').values(study).execute()
  const followUp = { id: newId(), case_study_id: study.id, months: 6, due_on: '2026-11-20', held_on: null, child_says: null, family_says: null, changed: null, recorded_by_name: null, recorded_at: null }
  await db.insertInto('case_study_follow_up').values(followUp).execute()
  const content = JSON.stringify({ kind: 'Case study', title: 'Coming in by the side door', team: 'Craigmor', session: '2026–27', version: 'Released', date: at, draft: false, marking: 'OFFICIAL', author: 'Strathclutha Council', language: 'en-GB', summary: [], sections: [{ id: 'happening', heading: 'What was happening', blocks: [{ kind: 'paragraph', text: 'Mornings were hard.' }] }] })
  const release = { id: newId(), place_id: places.craigmor, case_study_id: study.id, title: 'Coming in by the side door', happening: 'Mornings were hard.', tried: 'A quiet start.', changed: 'Comes most mornings.', said: 'It is quieter.', confirmed: '[]', written_by_name: 'Mairi Sinclair', written_at: at, submitted_by: people.chair.id, submitted_by_name: 'Catriona Baird', submitted_at: at, returned: null, content, released_at: at, reviewed_by_name: 'Mairi Sinclair', withdrawn_at: null, withdrawn_by_name: null, revision: 1 }
  await db.insertInto('case_study_release').values(release).execute()
  return { study: study.id, followUp: followUp.id, released: release.id }
}
