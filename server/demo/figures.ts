import { listReleases } from '../features/figures/queries.ts'
import { makeRelease } from '../features/releases/changes.ts'
import { nextTerm, termOf } from '../features/releases/rules.ts'
import { figureSources } from '../features/releases/subjects.ts'
import { addDays } from '../lib/dates.ts'
import type { Db } from '../db/types.ts'
import type { Viewer } from '../permissions.ts'

/** The data officer has released the figures of every term since the first of these sessions, two weeks after each ended: of every subject that has any, and not twice. */
export async function releaseTerms (db: Db, officer: Viewer, firstDay: string, today: string) {
  const terms = []
  for (let term = termOf(firstDay); addDays(term.to, 14) <= today; term = nextTerm(term, '9999-12-31')!) terms.push(term)
  for (const term of terms) {
    const at = `${addDays(term.to, 14)}T09:30:00.000Z`
    for (const { subject, count } of figureSources) {
      const [last = null] = await listReleases(db, officer.authorityId, subject)
      if (!nextTerm(last, at.slice(0, 10))) continue
      const started = last !== null || (await count(db, officer.authorityId, term)).some(set => set.totals.some(total => total.count > 0))
      if (started) await db.transaction().execute(trx => makeRelease(trx, officer, subject, at))
    }
  }
}
