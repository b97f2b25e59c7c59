import { NotFound, Refusal } from '../../lib/errors.ts'
import { dayOf } from '../../lib/dates.ts'
import { saveRelease } from '../figures/changes.ts'
import { listReleases } from '../figures/queries.ts'
import { findSettings } from '../settings/queries.ts'
import { dueOn, nextTerm } from './rules.ts'
import { figureSources } from './subjects.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Releaser } from '../figures/changes.ts'
import type { FigureSource } from '../figures/counts.ts'

/** Release the figures of a subject's next term: count, protect, keep, and mark what was counted. */
export async function makeRelease (trx: Trx, by: Releaser, subject: string, at: string, byItself = false): Promise<string> {
  const source = findSource(subject)
  const [last = null] = await listReleases(trx, by.authorityId, source.subject)
  const period = nextTerm(last, dayOf(new Date(at)))
  if (!period) throw new Refusal('The next term has not ended yet. Its figures can be released the day after.')
  const { threshold } = await findSettings(trx, by.authorityId)
  const sets = await source.count(trx, by.authorityId, period)
  const id = await saveRelease(trx, by, { subject: source.subject, period, threshold, sets }, at, byItself)
  await source.mark(trx, by.authorityId, period, id)
  return id
}

export function findSource (subject: string): FigureSource {
  const source = figureSources.find(one => one.subject === subject)
  if (!source) throw new NotFound()
  return source
}

/** The clock is nobody of the authority. */
const clock = (authorityId: string): Releaser => ({ id: 'clock', name: 'The toolkit, by itself', authorityId })

/** Release what authorities want released by itself and whose weeks have passed. What a machine slept through is made up for. @returns how many */
export async function releaseDue (db: Db, now: Date): Promise<number> {
  const today = dayOf(now)
  let made = 0
  for (const { id } of await db.selectFrom('place').select('id').where('kind', '=', 'authority').where('closed_on', 'is', null).execute()) {
    const { releaseAfterWeeks } = await findSettings(db, id)
    if (releaseAfterWeeks === null) continue
    for (const { subject, count } of figureSources) {
      const [last = null] = await listReleases(db, id, subject)
      const term = nextTerm(last, today)
      if (!term || dueOn(term, releaseAfterWeeks) > today) continue
      // Who does not use a part of the toolkit yet is not shown noughts of it.
      if (!last && (await count(db, id, term)).every(set => set.totals.every(total => total.count === 0))) continue
      await db.transaction().execute(trx => makeRelease(trx, clock(id), subject, now.toISOString(), true))
      made++
    }
  }
  return made
}
