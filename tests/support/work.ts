import { frameworks, people, places } from './app.ts'
import { addAction } from '../../server/features/action-plans/actions.ts'
import { addStep } from '../../server/features/action-plans/steps.ts'
import { startSelfEvaluation } from '../../server/features/evaluations/changes.ts'
import { saveJudgement } from '../../server/features/evaluations/judgements.ts'
import { addEvidence, linkEvidence } from '../../server/features/evidence/changes.ts'
import type { Db } from '../../server/db/types.ts'
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
    const link = await trx.selectFrom('evidence_link').select('id').where('evidence_id', '=', evidence.id).executeTakeFirstOrThrow()
    return { evidence, action, step: step as unknown as { id: string }, link, places }
  })
}
