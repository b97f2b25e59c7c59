import { addComment, assign } from '../features/discussion/changes.ts'
import { askForThoughts, giveThought } from '../features/first-thoughts/changes.ts'
import { addCriterion } from '../features/local-criteria/changes.ts'
import { openRound, pairTeams, proposalFor } from '../features/moderation/changes.ts'
import { findRound } from '../features/moderation/queries.ts'
import { findTeamSession, listSessionIndicators } from '../features/sessions/queries.ts'
import { addAction } from '../features/action-plans/actions.ts'
import { addReview } from '../features/action-plans/reviews.ts'
import { answerRecommendation, setPriorities } from '../features/recommendations/changes.ts'
import { dayOf } from '../lib/dates.ts'
import type { Trx } from '../db/types.ts'
import type { Viewer } from '../permissions.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { DemoTeam } from './load.ts'

const wells = ['School nurses and educational psychology come prepared, so the time goes to the child.', 'Families tell us they repeat their story less often.', 'The outreach teacher knows every primary.', 'We decide in the meeting who rings the family, and it happens.']
const obstacles = ['Papers arrive the evening before.', 'Waiting times between two services are nobody’s.', 'We seldom hear from young people themselves.', 'Reviews slip when a school is short of staff.']
const examples = ['One pupil came back to class three mornings a week after the club and the nurse worked together.', 'A parent said it was the first time that all of us were in one room.']

/** Before its meeting, a team is asked for first thoughts, somebody looks after an indicator, and somebody has a question. */
export async function beforeTheMeeting (trx: Trx, library: Library, { slug, chair, members }: DemoTeam, session: string, at: string) {
  const team = await findTeamSession(trx, chair, slug, session)
  const codes = (await listSessionIndicators(trx, team.session)).slice(0, 3)
  await askForThoughts(trx, chair, slug, session, { indicators: codes, note: 'Ten minutes are enough. Nobody sees it before we meet.' }, at)
  for (const [n, person] of [chair, ...members].entries()) {
    for (const [k, code] of codes.entries()) {
      await giveThought(trx, person, slug, session, code, {
        revision: 0, goes_well: wells[(n + k) % wells.length], gets_in_the_way: obstacles[(n + 2 * k) % obstacles.length], what_changed: (n + k) % 2 === 0 ? examples[n % 2] : undefined, level: String(3 + (n + k) % 3)
      }, library, at)
    }
  }
  await assign(trx, chair, slug, session, codes[1]!, members[0]!.id, at)
  await addComment(trx, members[0]!, slug, session, codes[1]!, 'Have we any figures from the nurseries?', null, at)
}

/** What the authority adds to the indicators, and an area’s moderation with its pairs. */
export async function acrossTeams (trx: Trx, library: Library, { steering, areaLead, area, session }: { steering: Viewer, areaLead: Viewer, area: string, session: string }, at: string) {
  await addCriterion(trx, steering, { framework: 'hgios4@1', indicator: '2.4', kind: 'feature', text: 'Every establishment has a named link worker whom families can name.' }, library, at)
  await addCriterion(trx, steering, { framework: 'hgios4@1', indicator: '2.7', kind: 'prompt', text: 'When did a family last tell this team what would help?' }, library, at)
  const lead = { ...areaLead, asking: 'area.view' as const }
  const round = await openRound(trx, lead, area, session, ['2.4'], library, at)
  const found = await findRound(trx, lead, area, session)
  await pairTeams(trx, lead, area, session, await proposalFor(trx, found.area, found.session, round), at)
}

const cityActions = [
  { what: 'Send one referral flowchart to every school', difference: 'Families and schools know how to get help', code: 'T1-R2', due_on: '03-31' },
  { what: 'Train every team in goal setting', difference: 'What changes for each child is seen', code: 'T2-R1', due_on: '06-20' }
]

/** What the City Steering Group does about the report: most recommendations answered, some put in order, and a plan of its own, reviewed once. */
export async function cityActs (trx: Trx, library: Library, steering: Viewer, place: string, session: string, report: { id: string, version: string }, now: Date) {
  const at = now.toISOString()
  const recommendations = library.recommendations(report.id, report.version)
  for (const [index, { code, suggested_measure: measure }] of recommendations.slice(0, -4).entries()) {
    const answer = index === 6
      ? { answer: 'not-planned' as const, reason: 'The inclusion board does this already.' }
      : { answer: 'planned' as const, owner: index % 2 === 0 ? 'City Steering Group' : 'Principal psychologist', measure }
    await answerRecommendation(trx, { ...steering, asking: 'recommendation.answer' }, session, code, { revision: 0, ...answer }, library, at)
  }
  const chosen = recommendations.slice(0, 8).flatMap(({ code }, index) => [[`impact.${code}`, String(3 - index % 3)], [`effort.${code}`, String(1 + index % 2)]])
  await setPriorities(trx, { ...steering, asking: 'recommendation.answer' }, session, Object.fromEntries(chosen) as Record<string, '1' | '2' | '3'>, library, at)
  const lead = { ...steering, asking: 'city-plan.edit' as const }
  for (const { code, due_on: day, ...texts } of cityActions) {
    await addAction(trx, lead, place, session, { ...texts, owner_id: steering.id, due_on: `${Number(session.slice(0, 4)) + 1}-${day}`, priority: 'yes', recommendations: [code] }, library, at)
  }
  await addReview(trx, lead, place, session, { held_on: dayOf(now), reviewer: 'City Steering Group', status: 'on-track', summary: 'Both actions are under way.' }, dayOf(now), at)
}
