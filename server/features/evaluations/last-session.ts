import { compareVersions } from '../frameworks/versions.ts'
import { previousSession } from '../sessions/queries.ts'
import { listJudgements } from './queries.ts'
import type { Db } from '../../db/types.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { Judgement } from './queries.ts'

/** What the team said about an indicator in the session before; `notCompared` says why it cannot stand beside this year's. */
export interface LastSession { session: Session, judgement: Judgement | null, notCompared: string | null, sameScale: boolean }

/** Null when there was no session before. */
export async function lastSessionOf (db: Db, library: Library, community: { id: string }, session: Session, code: string): Promise<LastSession | null> {
  const previous = await previousSession(db, session)
  if (!previous) return null
  const versionOf = (of: Session) => ({ id: of.framework_id, version: of.framework_version })
  const { codes, sameScale } = compareVersions(library, versionOf(previous), versionOf(session))
  const change = codes.find(({ to }) => to === code)
  if (!change || change.from === null) return { session: previous, judgement: null, notCompared: null, sameScale }
  if (change.kind === 'not-comparable') return { session: previous, judgement: null, notCompared: change.reason, sameScale }
  const judgement = (await listJudgements(db, community, previous)).find(row => row.indicator_code === change.from)
  return { session: previous, judgement: judgement ?? null, notCompared: null, sameScale }
}
