import { findJudgement } from '../evaluations/queries.ts'
import { byName } from '../../lib/text.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { DiscussionTables } from './tables.ts'

export type Assignment = Selectable<DiscussionTables['assignment']>
export type Comment = Selectable<DiscussionTables['comment']>

/** An indicator of a self-evaluation with who looks after it and what is said about it, found through the viewer. */
export async function findDiscussion (db: Db, viewer: Viewer, slug: string, name: string, code: string) {
  const found = await findJudgement(db, viewer, slug, name, code)
  const of = <T extends 'assignment' | 'comment'>(table: T) => db.selectFrom(table as 'comment').selectAll().where('self_evaluation_id', '=', found.evaluation.id).where('indicator_code', '=', code).orderBy('id').execute()
  return { ...found, assignments: await of('assignment') as unknown as Assignment[], comments: await of('comment') }
}

/** The indicators this person looks after now, over all their teams, by team and code. */
export async function listMyIndicators (db: Db, viewer: Pick<Viewer, 'id'>) {
  const rows = await db.selectFrom('assignment').innerJoin('self_evaluation', 'self_evaluation.id', 'assignment.self_evaluation_id').innerJoin('place', 'place.id', 'self_evaluation.community_id')
    .innerJoin('session', 'session.id', 'self_evaluation.session_id').select(['assignment.indicator_code as code', 'place.name as team', 'place.slug', 'session.name as session', 'session.framework_id', 'session.framework_version'])
    .where('assignment.person_id', '=', viewer.id).where('assignment.ended_at', 'is', null).execute()
  return rows.sort(byName(row => `${row.team} ${row.code}`))
}
