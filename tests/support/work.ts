import { frameworks, people, places } from './app.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { addStep } from '../../server/features/action-plans/steps.ts'
import { publishEvaluation, signOffEvaluation, submitEvaluation } from '../../server/features/evaluations/sign-off.ts'
import { startSelfEvaluation } from '../../server/features/evaluations/changes.ts'
import { saveJudgement } from '../../server/features/evaluations/judgements.ts'
import { askByLink, askForThoughts } from '../../server/features/first-thoughts/changes.ts'
import { makeFeed } from '../../server/features/calendar/changes.ts'
import { askForBundle } from '../../server/features/bundles/changes.ts'
import { addComment } from '../../server/features/discussion/changes.ts'
import { openRound, pairTeams } from '../../server/features/moderation/changes.ts'
import { openMeeting } from '../../server/features/meetings/changes.ts'
import { newId } from '../../server/lib/ids.ts'
import { addEvidence, linkEvidence } from '../../server/features/evidence/changes.ts'
import { addLine, releaseLines } from '../../server/features/you-said/changes.ts'
import { listLines } from '../../server/features/you-said/queries.ts'
import { markOf } from '../../server/features/you-said/rules.ts'
import type { Db, Trx } from '../../server/db/types.ts'
import type { Viewer } from '../../server/permissions.ts'
import type { CastName } from './people.ts'

/** One of the cast as the verbs see them. */
export const viewerOf = (name: CastName): Viewer => ({ ...people[name], authorityName: 'Strathclutha Council', asking: 'team.view' })

const at = '2026-11-20T09:00:00.000Z'

/** Craigmor at work: a self-evaluation with one complete indicator, a piece of evidence for it, and a plan with one action and a step. */
export async function craigmorAtWork (db: Db) {
  const chair = viewerOf('chair')
  return db.transaction().execute(async trx => {
    await startSelfEvaluation(trx, chair, 'craigmor', '2026-27', at)
    await saveJudgement(trx, chair, 'craigmor', '2026-27', '2.4', {
      revision: 1, strengths: 'Outreach reaches every primary.', areas_for_improvement: 'Support for children who cannot attend is thin.\nReviews slip.', what_changed: '13 of 18 goals were reached.',
      how_we_know: 'Goal reviews.', next_steps: 'Map support against need', level: '4', finished: 'yes'
    }, frameworks, at)
    const evidence = await addEvidence(trx, chair, 'craigmor', { title: 'Goal reviews', strand: 'data', about: 'outcome', shows: '13 of 18 goals were reached.', source: 'Goal sheets', covers_from: '2026-08-15', covers_to: '2026-11-01' }, at)
    await linkEvidence(trx, chair, frameworks, { slug: 'craigmor', session: '2026-27' }, [evidence.id], [{ kind: 'indicator', key: '2.4' }], at)
    const action = await addAction(trx, chair, 'craigmor', '2026-27', { what: 'Map support against need', difference: 'Children get what helps', owner_id: people.member.id, due_on: '2027-01-20' }, frameworks, at)
    const step = await addStep(trx, chair, 'craigmor', '2026-27', action.number, { what: 'Ask every school' }, at)
    await askForThoughts(trx, chair, 'craigmor', '2026-27', { indicators: ['2.4', '2.7'] }, at)
    const { contributor } = await askByLink(trx, chair, 'craigmor', '2026-27', { name: 'Nora Quinn', agency: 'Third sector' }, new Date(at))
    const meeting = await openMeeting(trx, chair, 'craigmor', '2026-27', { held_on: '2026-11-20' }, at)
    const comment = await addComment(trx, chair, 'craigmor', '2026-27', '2.4', 'Which schools?', null, at)
    const calendar = await makeFeed(trx, chair, 'craigmor', at)
    const line = await craigmorTells(trx, action)
    const moderation = await strathfearnReadsCraigmor(trx)
    const link = await trx.selectFrom('evidence_link').select('id').where('evidence_id', '=', evidence.id).executeTakeFirstOrThrow()
    return { evidence, action, step: step as unknown as { id: string }, link, places, contributor: contributor.id, meeting: meeting.id, moderation, comment: comment.id, calendar, line }
  })
}

/** A file that was brought into a place’s plan or the register, as its preview and result pages know it. @returns its id */
export async function imported (db: Db, who: CastName, kind: 'plan' | 'recommendations', placeId: string): Promise<string> {
  const session = await db.selectFrom('session').select('id').where('name', '=', '2026-27').where('authority_id', '=', places.authority).executeTakeFirstOrThrow()
  const result = JSON.stringify([{ line: 2, name: 'Action 1: Map support against need', what: 'Changed' }])
  const row = { id: newId(), kind, place_id: placeId, session_id: session.id, person_id: people[who].id, file_name: 'plan.xlsx', rows: '{}', base: '', made_at: at, expires_at: at, done_at: at, result }
  await db.insertInto('plan_import').values(row).execute()
  return row.id
}

/** A ZIP of all plans as Word, asked for by steering and not made yet. @returns its id */
export async function bundleForSteering (db: Db): Promise<string> {
  return db.transaction().execute(trx => askForBundle(trx, { ...viewerOf('steering'), asking: 'bundle.make' }, { session: '2026-27', what: ['plan'], format: 'docx' }, new Date(at)))
}

/** A line of "You said – we did", released. @returns its id */
async function craigmorTells (trx: Trx, action: { id: string }): Promise<string> {
  const chair = viewerOf('chair')
  const line = await addLine(trx, chair, 'craigmor', '2026-27', { said: 'We do not know whom to ask for help.', who: 'young-people', did: 'Every school has a poster that says whom to ask.', action_id: action.id }, at)
  const seen = markOf(await listLines(trx, { community: { id: line.place_id }, session: { id: line.session_id } }))
  await releaseLines(trx, chair, 'craigmor', '2026-27', { seen, contact: 'Tell us more in the box at the office.' }, at)
  return line.id
}

/** The authority's plan with one action and a step. @returns the step's id */
export async function cityAtWork (db: Db): Promise<string> {
  const steering = { ...viewerOf('steering'), asking: 'city-plan.edit' as const }
  return db.transaction().execute(async trx => {
    const action = await addAction(trx, steering, 'strathclutha', '2026-27', { what: 'Agree one referral form', due_on: '2027-03-01', recommendations: ['T1-R1'] }, frameworks, at)
    return (await addStep(trx, steering, 'strathclutha', '2026-27', action.number, { what: 'Compare the forms' }, at)).id
  })
}

async function strathfearnReadsCraigmor (trx: Trx): Promise<string> {
  const lead = { ...viewerOf('areaLead'), asking: 'area.view' as const }
  await startSelfEvaluation(trx, { ...viewerOf('both'), asking: 'team.view' }, 'strathfearn', '2026-27', at)
  await openRound(trx, lead, 'north', '2026-27', ['2.4'], frameworks, at)
  await pairTeams(trx, lead, 'north', '2026-27', [{ reader: places.strathfearn, read: places.craigmor }], at)
  return (await trx.selectFrom('moderation').select('id').executeTakeFirstOrThrow()).id
}

/** Last session’s self-evaluation of Craigmor: complete, agreed and published. @returns its id */
export async function craigmorPublished (db: Db): Promise<string> {
  const chair = viewerOf('chair')
  return db.transaction().execute(async trx => {
    const { id } = await startSelfEvaluation(trx, chair, 'craigmor', '2025-26', at)
    for (const code of ['1.1', '1.3', '2.4', '2.7', '3.1']) {
      await saveJudgement(trx, chair, 'craigmor', '2025-26', code, {
        revision: 1, strengths: `Last year, ${code} went well.`, areas_for_improvement: 'Reviews slipped.', what_changed: '9 of 16 goals were reached.', how_we_know: 'Goal reviews.', level: '3', finished: 'yes'
      }, frameworks, at)
    }
    await submitEvaluation(trx, chair, 'craigmor', '2025-26', null, at)
    await signOffEvaluation(trx, chair, 'craigmor', '2025-26', 'Agreed in May', frameworks, at)
    await publishEvaluation(trx, chair, 'craigmor', '2025-26', null, at)
    return id
  })
}
