import { readFileSync } from 'node:fs'
import { nameKeeper } from '../features/goals/keepers.ts'
import { addGoal, closeGoal } from '../features/goals/changes.ts'
import { addReview } from '../features/goals/reviews.ts'
import { addDays } from '../lib/dates.ts'
import type { Trx } from '../db/types.ts'
import type { LevelTexts } from '../features/goals/tables.ts'
import type { DemoTeam } from './load.ts'

/** What fictional children said; no two of one team the same. */
const saying = [
  'I want somebody to sit with at lunch', 'Mornings are the worst bit', 'I like it when Miss knows I am coming', 'I want to go to the football again', 'It is too loud in there', 'I would come if I could start with art', 'Nobody asks me', 'I can do it if somebody shows me first',
  'I want my mum to stop worrying', 'I am tired all the time', 'I miss my friends from the other school', 'I want to be picked for a job', 'Reading makes my head hurt', 'I just want a quiet place', 'I want to walk there myself', 'Breakfast club is good'
]
const now = ['It is a bit better at dinner time', 'I come in by the side door now', 'I know who to go to', 'It is still hard on Mondays', 'I did it three times']
const helped = ['A named adult at the door each morning.', 'The club and the class teacher worked from one plan.', 'Illness took two weeks out.', 'The family and the school spoke every Friday.']
const needFor: Record<string, string> = { safe: 'family-life', healthy: 'physical-health', achieving: 'attendance', nurtured: 'emotional-wellbeing', active: 'relationships', respected: 'communication', responsible: 'relationships', included: 'relationships' }
const supports = ['nurture-group', 'mentoring', 'family-support', 'counselling', 'community-activity', 'attendance-support', 'outreach-advice']
const outcomes = ['0', '1', '0', '-0.5', '0', '-1', '2', '0', '1', '-2'] as const
const forums = ['lc-jst', 'lc-jst', 'siim', 'aig'] as const

const bank = (JSON.parse(readFileSync(new URL('../features/goals/bank.json', import.meta.url), 'utf8')) as { goals: (LevelTexts & { wellbeing: string })[] }).goals

/** The keepers of some teams, and the goals of their children: most reviewed, some due, a few closed. */
export async function playGoals (trx: Trx, { slug, chair, members }: DemoTeam, index: number, today: string) {
  const moment = (day: string) => `${day}T09:30:00.000Z`
  const [keeper, second] = slug === 'craigmor' ? [chair, members[0]!] : [members[0]!, members[1]!]
  const lead = { ...chair, asking: 'goal.keepers' as const }
  for (const person of [keeper, second]) await nameKeeper(trx, lead, slug, person.id, moment(addDays(today, -320)))
  const viewer = { ...keeper, asking: 'goal.keep' as const }
  for (let n = 0; n < (slug === 'craigmor' ? 24 : 9 + index % 6); n++) {
    const item = bank[(index * 5 + n * 3) % bank.length]!
    const agreed = addDays(today, -20 - n * 11)
    const { much_less, less, expected, more, much_more, wellbeing } = item
    const id = await addGoal(trx, viewer, slug, {
      much_less, less, expected, more, much_more, wellbeing, case_code: `${slug.slice(0, 2)}-${String(100 + Math.floor(n * 0.7))}`, need: needFor[wellbeing]!, support: supports[(index + n * 2) % supports.length]!, forum: forums[n % forums.length]!,
      ...n % 8 === 5 ? { no_words: 'could-not-be-reached' } : { childs_words: saying[(index * 3 + n) % saying.length]! }, agreed_on: agreed, support_from: addDays(agreed, 7), review_on: addDays(agreed, 91), baseline: '-1'
    }, moment(agreed))
    const reviewed = addDays(agreed, 84)
    if (reviewed > today) continue
    await addReview(trx, viewer, slug, id, { reviewed_on: reviewed, score: outcomes[(index * 3 + n) % outcomes.length]!, rated_by: 'together', note: helped[n % helped.length]!, ...n % 3 === 0 ? { childs_words: now[n % now.length]! } : {}, ...n % 4 === 1 ? {} : { next_on: addDays(reviewed, 98) } }, today, moment(reviewed))
    if (n % 5 === 4) await closeGoal(trx, viewer, slug, id, { reason: 'reached' }, moment(addDays(reviewed, 1)))
  }
}

/** Teams whose members use goals, by their place in the list: "liked, used by some". */
export const usesGoals = (index: number): boolean => index % 3 !== 1
