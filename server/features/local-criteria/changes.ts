import { record } from '../audit/record.ts'
import { FieldRefusal, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findCriterion } from './queries.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { CriterionInput } from './forms.ts'

/** Add a feature or prompt of the authority to an indicator. Its number is never used again. */
export async function addCriterion (trx: Trx, viewer: Viewer, input: CriterionInput, library: Library, at: string) {
  const [frameworkId = '', version = ''] = input.framework.split('@')
  if (!library.has(frameworkId, version) || !library.indicators(frameworkId, version).some(({ code }) => code === input.indicator)) throw new FieldRefusal('indicator', 'Choose an indicator of this framework')
  const { last } = await trx.selectFrom('local_criterion').select(({ fn }) => fn.max('number').as('last')).where('authority_id', '=', viewer.authorityId).executeTakeFirstOrThrow()
  const criterion = {
    id: newId(), authority_id: viewer.authorityId, framework_id: frameworkId, indicator_code: input.indicator, number: Number(last ?? 0) + 1, kind: input.kind, text: input.text,
    added_at: at, added_by_name: viewer.name, withdrawn_at: null, withdrawn_by_name: null
  }
  await trx.insertInto('local_criterion').values(criterion).execute()
  await record(trx, viewer, 'local-criterion.added', criterion.id, { number: criterion.number, indicator: input.indicator })
  return criterion
}

/** Withdraw one. Sessions that ended before keep it. */
export async function withdrawCriterion (trx: Trx, viewer: Viewer, id: string, at: string) {
  const criterion = await findCriterion(trx, viewer.authorityId, id)
  if (criterion.withdrawn_at) throw new Refusal('This has been withdrawn already.')
  await trx.updateTable('local_criterion').set({ withdrawn_at: at, withdrawn_by_name: viewer.name }).where('id', '=', id).execute()
  await record(trx, viewer, 'local-criterion.withdrawn', id, { number: criterion.number })
}
