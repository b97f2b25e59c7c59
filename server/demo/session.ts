import { addAction, saveAction } from '../features/action-plans/actions.ts'
import { agreePlan, signPlan } from '../features/action-plans/agreement.ts'
import { carryActions } from '../features/action-plans/carrying.ts'
import { listPlanChoices } from '../features/action-plans/choices.ts'
import { makePlan } from '../features/action-plans/making.ts'
import { addUpdate } from '../features/action-plans/progress.ts'
import { listActions, listSources, planOf } from '../features/action-plans/queries.ts'
import { addStep } from '../features/action-plans/steps.ts'
import { startSelfEvaluation } from '../features/evaluations/changes.ts'
import { saveJudgement } from '../features/evaluations/judgements.ts'
import { publishEvaluation, signOffEvaluation, returnEvaluation, submitEvaluation } from '../features/evaluations/sign-off.ts'
import { addEvidence, linkEvidence } from '../features/evidence/changes.ts'
import { findTeamSession, listSessionIndicators } from '../features/sessions/queries.ts'
import { addDays, dayOf } from '../lib/dates.ts'
import { beforeTheMeeting } from './together.ts'
import { actionDetails, evidence, texts, updateTexts } from './texts.ts'
import type { Trx } from '../db/types.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { DemoTeam } from './load.ts'

export interface Play extends DemoTeam { index: number, session: string, isCurrent: boolean, now: Date }

/** How far the current session has come, by team: most are on their way, some have finished, some have not begun. */
const stages = ['begun', 'begun', 'complete', 'submitted', 'not-started', 'signed', 'begun', 'not-started', 'returned', 'begun'] as const

/** What one team does in one session. Earlier sessions are finished, all but a few with a plan. */
export async function playSession (trx: Trx, library: Library, play: Play) {
  const stage = play.isCurrent ? (play.slug === 'thornlie' ? 'signed' : stages[play.index % stages.length]!) : 'signed'
  if (stage === 'not-started') return
  await evaluate(trx, library, play, stage)
  const plans = play.isCurrent ? stage === 'signed' || play.index === 0 : play.index % 4 !== 3
  if (plans) await plan(trx, library, play, stage === 'signed')
}

/** A moment in the session: so many days after its first day, but never after now. */
function at ({ session, now }: Play, days: number): string {
  const moment = new Date(`${addDays(`${session.slice(0, 4)}-08-01`, days)}T09:30:00Z`)
  return (moment < now ? moment : new Date(now.getTime() - 86_400_000 + days * 60_000)).toISOString()
}

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length]!

async function evaluate (trx: Trx, library: Library, play: Play, stage: string) {
  const { slug, session, chair, members, index } = play
  const place = { slug, session }
  await startSelfEvaluation(trx, chair, slug, session, at(play, 30))
  const team = await findTeamSession(trx, chair, slug, session)
  const codes = await listSessionIndicators(trx, team.session)
  const year = Number(session.slice(0, 4))
  for (const [n, item] of evidence.entries()) {
    if (play.isCurrent && stage === 'begun' && (n + index) % 2 === 1) continue
    const start = `${year}-08-15`
    const from = addDays(start, item.months[0] * 30)
    const last = addDays(start, item.months[1] * 30 + 20)
    const today = dayOf(play.now)
    if (from > today) continue
    const { id } = await addEvidence(trx, pick(members, n), slug, {
      title: item.title, strand: item.strand, about: item.about, shows: item.shows, source: item.source, ...'quality' in item ? { quality: item.quality, quality_because: item.because } : {}, covers_from: from, covers_to: last > today ? today : last
    }, at(play, item.months[1] * 30 + 25))
    await linkEvidence(trx, chair, library, place, [id], item.codes.map(key => ({ kind: 'indicator' as const, key })), at(play, item.months[1] * 30 + 26))
  }
  const written = stage === 'begun' ? codes.slice(0, 2 + index % 3) : codes
  for (const [n, code] of written.entries()) {
    const said = texts[code]!
    const half = stage === 'begun' && n === written.length - 1
    await saveJudgement(trx, n % 2 === 0 ? chair : pick(members, n), slug, session, code, {
      revision: 1,
      strengths: pick(said.strengths, index + year),
      areas_for_improvement: pick(said.areas, index + year),
      what_changed: half ? undefined : pick(said.changed, index + year),
      how_we_know: half ? undefined : pick(said.known, index + year),
      next_steps: half ? undefined : pick(said.next, index + year),
      level: half ? 'not-yet' : (index + n) % 5 === 0 ? 'not-enough-evidence' : String(3 + (index + n + year) % 3),
      finished: half ? 'no' : 'yes'
    }, library, at(play, 230 + n))
  }
  if (stage === 'begun') await beforeTheMeeting(trx, library, play, session, at(play, 240))
  if (stage === 'begun' || stage === 'complete') return
  await submitEvaluation(trx, chair, slug, session, null, at(play, 262))
  if (stage === 'returned') await returnEvaluation(trx, chair, slug, session, 'Please say more about what changed for children under 2.7, and add what families told you.', at(play, 268))
  if (stage === 'signed') await signOffEvaluation(trx, chair, slug, session, 'Agreed by all agencies present at the meeting in May.', library, at(play, 275))
  if (!play.isCurrent && index % 3 === 0) await publishEvaluation(trx, chair, slug, session, null, at(play, 276))
}

async function plan (trx: Trx, library: Library, play: Play, isSigned: boolean) {
  const { slug, session, chair, members, index } = play
  const { community, session: row } = await findTeamSession(trx, chair, slug, session)
  const choices = await listPlanChoices(trx, library, community, row)
  const unfinished = choices.unfinished.flatMap(choice => choice.unfinished ?? [])
  if (unfinished.length > 0) {
    await carryActions(trx, chair, slug, session, unfinished.slice(0, 2).map((action, n) => n === 0
      ? { actionId: action.id, decision: 'continue' as const }
      : { actionId: action.id, decision: 'stop' as const, reason: 'Taken over by the city: a flowchart for all teams is being written.' }), at(play, 40))
  }
  const free = await listPlanChoices(trx, library, community, row)
  const areas = free.said.filter(choice => choice.source?.kind === 'area-for-improvement').slice(0, 2)
  const steps = free.said.filter(choice => choice.source?.kind === 'next-step').slice(0, 2)
  const recommended = free.recommendations.filter(choice => choice.used.length === 0).slice(index % 5, index % 5 + 2)
  await makePlan(trx, chair, slug, session, [...areas, ...steps, ...recommended].map(choice => choice.key), library, at(play, 280))
  await addAction(trx, chair, slug, session, { what: 'Ring families on the day of the meeting' }, library, at(play, 281))

  const found = await planOf(trx, community, row)
  const sources = await listSources(trx, found!)
  for (const [n, action] of (await listActions(trx, found!)).entries()) {
    const detail = pick(actionDetails, n + index)
    await saveAction(trx, chair, slug, session, action.number, {
      what: action.what, why: action.why ?? detail.why, difference: detail.difference, measure: detail.measure, baseline: detail.baseline, target: detail.target,
      how_known: detail.howKnown, owner_id: n % 3 === 2 ? undefined : pick([chair, ...members], n).id, owner_role: n % 3 === 2 ? 'Link worker' : undefined,
      partners: detail.partners, starts_on: dayOf(new Date(at(play, 20))), due_on: addDays(row.starts_on, 150 + n * 25), resources: n % 4 === 3 ? 'not-yet-known' : 'yes',
      funding: detail.funding, revision: action.revision, recommendations: sources.flatMap(source => source.action_id === action.id && source.kind === 'recommendation' ? source.code ?? [] : [])
    }, library, at(play, 282))
    await addStep(trx, chair, slug, session, action.number, { what: 'Agree who does what', who: 'Chair', due_on: addDays(row.starts_on, 60) }, at(play, 283))
    await addStep(trx, chair, slug, session, action.number, { what: 'Look at the first results together', who: pick(members, n).name, due_on: addDays(row.starts_on, 140) }, at(play, 283))
  }
  if (isSigned) {
    await agreePlan(trx, chair, slug, session, at(play, 290))
    await signPlan(trx, chair, slug, session, 'Agreed by the team and shared with all establishments.', library, at(play, 300))
  }
  await report(trx, play, await listActions(trx, found!))
}

/** Dated updates: in earlier sessions most actions end complete, one stays open and comes along. */
async function report (trx: Trx, play: Play, actions: { number: number, owner_id: string | null }[]) {
  const { slug, session, chair, isCurrent, index } = play
  for (const [n, { number }] of actions.entries()) {
    const status = pick(['on-track', 'at-risk', 'on-track', 'off-track', 'not-started'] as const, n + index)
    await addUpdate(trx, chair, slug, session, number, { status, what: pick(updateTexts, n + index), next_on: addDays(dayOf(new Date(at(play, 302))), 30) }, at(play, 302))
    if (!isCurrent && n % 5 !== 4) {
      await addUpdate(trx, chair, slug, session, number, {
        status: 'complete', what: 'Done, and looked at together in the June meeting.', impact: 'Children were seen sooner, and families say they repeat their story less often.'
      }, at(play, 325))
    }
  }
}
