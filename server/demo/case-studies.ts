import { addEvent, openStudy, recordFollowUp } from '../features/case-studies/changes.ts'
import { reviewText, submitText, writeText } from '../features/case-studies/releases.ts'
import { addDays } from '../lib/dates.ts'
import type { Trx } from '../db/types.ts'
import type { DemoTeam } from './load.ts'

/** Two children followed in one team: one for a year, with a text released to others; one whose first follow-up is due. */
export async function playCaseStudies (trx: Trx, { slug, chair, members }: DemoTeam, today: string) {
  const keeper = { ...chair, asking: 'goal.keep' as const }
  const second = { ...members[0]!, asking: 'goal.keep' as const }
  const on = (days: number) => ({ today, at: `${addDays(today, days)}T09:30:00.000Z` })
  const agreed = { consent_by: 'both' as const, consent_who: 'In the review, with the easy read sheet', consent_until: addDays(today, 800) }
  const first = await openStudy(trx, keeper, slug, { ...agreed, label: 'The early bird', case_code: `${slug.slice(0, 2)}-107`, starts_on: addDays(today, -400), story: 'Mornings had become impossible: late or not at all for a whole term.', consent_on: addDays(today, -401), consent_for: 'shared' }, on(-400))
  await openStudy(trx, keeper, slug, { ...agreed, label: 'The goalkeeper', case_code: `${slug.slice(0, 2)}-104`, starts_on: addDays(today, -180), consent_on: addDays(today, -181), consent_for: 'team' }, on(-180))
  const followUps = await trx.selectFrom('case_study_follow_up').select(['id', 'due_on']).where('case_study_id', '=', first).orderBy('due_on').execute()
  const said = [
    { child_says: 'I come in by the side door now', family_says: 'We leave the house without shouting, most days', changed: 'Three mornings a week, from none.' },
    { child_says: 'I do not need the side door any more', family_says: 'We forgot how it was', changed: 'Every morning but one this month. The named adult is still there on Mondays.' }
  ]
  for (const [at, texts] of said.entries()) await recordFollowUp(trx, keeper, slug, first, followUps[at]!.id, { ...texts, held_on: followUps[at]!.due_on < today ? followUps[at]!.due_on : today }, on(-200 + at * 160))
  for (const [what, from, to] of [['Breakfast club', -390, -120], ['A named adult at the door', -380, null], ['Family support, once a week', -350, -200]] as const) await addEvent(trx, second, slug, first, { kind: 'support', what, from_on: addDays(today, from), ...to ? { to_on: addDays(today, to) } : {} }, on(from))
  await addEvent(trx, keeper, slug, first, { kind: 'view', who: 'child', what: 'It is too loud at the front', from_on: addDays(today, -395) }, on(-395))
  const text = await writeText(trx, keeper, slug, first, {
    title: 'A quiet way in', happening: 'A child found mornings so hard that a whole term was nearly lost.', tried: 'A quiet way into the building, breakfast first, and one adult who was there every day. The family had a visit once a week.',
    changed: 'After half a year the child came on three mornings a week, after a year on nearly all of them.', said: '“I do not need the side door any more,” the child says. The family says that leaving the house has become easy.'
  }, on(-20))
  await submitText(trx, { ...chair, asking: 'goal.keepers' }, slug, text, { revision: 1 }, on(-19))
  await reviewText(trx, second, slug, text, { decision: 'release', revision: 1 }, on(-18))
}
