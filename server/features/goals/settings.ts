import { record } from '../audit/record.ts'
import { defaultSettings } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { BaselineRule, GoalSettings, RatedBy } from './rules.ts'

const names = { baseline: 'goals.baseline', rater: 'goals.rater', tScore: 'goals.t-score', rho: 'goals.rho' } as const

/** What an authority has decided about goals; what it has not is as the product comes. */
export async function goalSettings (db: Db, authorityId: string): Promise<GoalSettings> {
  const rows = await db.selectFrom('setting').select(['name', 'value']).where('authority_id', '=', authorityId).where('name', 'in', Object.values(names)).execute()
  const of = (key: keyof typeof names) => rows.find(row => row.name === names[key])?.value
  return {
    baseline: (of('baseline') as BaselineRule | undefined) ?? defaultSettings.baseline,
    rater: (of('rater') as RatedBy | undefined) ?? defaultSettings.rater,
    tScore: of('tScore') === 'on',
    rho: Number(of('rho') ?? defaultSettings.rho)
  }
}

/** Decide for all teams of the authority. Goals that stand keep their baseline. */
export async function saveGoalSettings (trx: Trx, viewer: Viewer, settings: GoalSettings) {
  const values = { baseline: settings.baseline, rater: settings.rater, tScore: settings.tScore ? 'on' : 'off', rho: String(settings.rho) }
  await trx.deleteFrom('setting').where('authority_id', '=', viewer.authorityId).where('name', 'in', Object.values(names)).execute()
  await trx.insertInto('setting').values((Object.keys(names) as (keyof typeof names)[]).map(key => ({ authority_id: viewer.authorityId, name: names[key], value: values[key] }))).execute()
  await record(trx, viewer, 'goal-settings.saved', viewer.authorityId, values, viewer.authorityId)
}
