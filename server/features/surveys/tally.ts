import { randomUUID } from 'node:crypto'
import { hashSecret } from '../../lib/ids.ts'
import { poolWith, surveyState } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Answers, Pool } from './rules.ts'

/** Why an answer was not counted; what was written for it is undone. */
export class NotCounted extends Error {
  readonly why: 'closed' | 'not-yet' | 'used' | 'full'
  constructor (why: NotCounted['why']) { super(why); this.why = why }
}

/**
 * Count what one person answered. The link says that it was used, the pool takes the answers, and nothing joins the two: no time, no place
 * in an order, no key. `key`: made up by the browser's cookie for this one answer.
 * @returns whether it was counted now, or had been before: the same answer over a bad line
 * @throws NotCounted
 */
export async function countAnswers (trx: Trx, surveyId: string, linkHash: string, key: string, answers: Answers, today: string): Promise<'counted' | 'before'> {
  const { numInsertedOrUpdatedRows } = await trx.insertInto('survey_receipt').values({ survey_id: surveyId, key_hash: hashSecret(key) })
    .onConflict(conflict => conflict.columns(['survey_id', 'key_hash']).doNothing()).executeTakeFirst()
  if (!numInsertedOrUpdatedRows) return 'before'
  const survey = await trx.selectFrom('survey').select(['opens_on', 'closes_on', 'closed_on', 'read_on', 'release_id', 'answer_cap']).where('id', '=', surveyId).executeTakeFirstOrThrow()
  const state = surveyState(survey, today)
  if (state !== 'open' || survey.read_on || survey.release_id) throw new NotCounted(state === 'not-yet' ? state : 'closed')
  const link = await trx.updateTable('survey_link').set(({ eb }) => ({ used: eb('used', '+', 1) })).where('token_hash', '=', linkHash).where('survey_id', '=', surveyId)
    .where(where => where.or([where('kind', '=', 'group'), where('used', '=', 0)])).executeTakeFirst()
  if (link.numUpdatedRows === 0n) throw new NotCounted('used')
  await pourInto(trx, surveyId, [answers], survey.answer_cap)
  return 'counted'
}

/** Add answers to a survey's pool. @throws NotCounted when the survey takes no more */
export async function pourInto (trx: Trx, surveyId: string, people: Answers[], cap: number) {
  await repour(trx, surveyId, pool => {
    if (pool.answers + people.length > cap) throw new NotCounted('full')
    return people.reduce((pool, answers) => poolWith(pool, answers, randomUUID), pool)
  })
}

/** Write a survey's pool anew as a whole. The first statement takes the row, so that two who answer at once wait for each other. */
export async function repour (trx: Trx, surveyId: string, change: (pool: Pool) => Pool) {
  const { content } = await trx.updateTable('survey_pool').set(({ eb }) => ({ written: eb('written', '+', 1) })).where('survey_id', '=', surveyId).returning('content').executeTakeFirstOrThrow()
  await trx.updateTable('survey_pool').set({ content: JSON.stringify(change(JSON.parse(content) as Pool)) }).where('survey_id', '=', surveyId).execute()
}
