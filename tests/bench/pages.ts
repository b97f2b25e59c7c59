import { addAction } from '../../server/features/action-plans/actions.ts'
import type { Db } from '../../server/db/types.ts'
import type { Library } from '../../server/features/frameworks/library.ts'

interface Query { sql: string, parameters: unknown[] }
/** A page that is measured: its address, the rows it is made of (for its twin to read as well), and the share of the raw limit to reach. */
interface BenchPage { name: string, address: string, goal: string, queries: (db: Db, signIn: string) => Promise<Query[]> }

const team = '/communities/craigmor/2026-27'

/** What every signed-in page of a team reads first: the sign-in, the person with roles, the place, the session. */
async function opening (db: Db, signIn: string) {
  const { person_id: person } = await db.selectFrom('sign_in').select('person_id').where('id_hash', '=', signIn).executeTakeFirstOrThrow()
  const place = await db.selectFrom('place').selectAll().where('slug', '=', 'craigmor').executeTakeFirstOrThrow()
  const session = await db.selectFrom('session').selectAll().where('authority_id', '=', place.authority_id).where('name', '=', '2026-27').executeTakeFirstOrThrow()
  const queries: Query[] = [
    { sql: 'select id_hash, data, created_at, seen_at from sign_in where id_hash = ?', parameters: [signIn] },
    { sql: 'select person.id, person.name, authority.name, role_held.role, role_held.place_id from person join place authority on authority.id = person.authority_id left join role_held on role_held.person_id = person.id and role_held.ended_at is null where person.id = ? and person.disabled_at is null', parameters: [person] },
    { sql: 'select * from place where slug = ? and kind = ?', parameters: ['craigmor', 'community'] },
    { sql: 'select * from session where authority_id = ? and name = ?', parameters: [place.authority_id, '2026-27'] }
  ]
  return { place, session, queries }
}

export const pages: BenchPage[] = [
  {
    name: 'plan',
    address: `${team}/plan`,
    goal: '≥ 0.60',
    async queries (db, signIn) {
      const { place, session, queries } = await opening(db, signIn)
      const plan = await db.selectFrom('plan').select('id').where('place_id', '=', place.id).where('session_id', '=', session.id).executeTakeFirstOrThrow()
      return [
        ...queries,
        { sql: 'select * from plan where place_id = ? and session_id = ?', parameters: [place.id, session.id] },
        { sql: 'select * from plan_step where plan_id = ? order by at, id', parameters: [plan.id] },
        { sql: 'select action.*, owner.name from action left join person owner on owner.id = action.owner_id where action.plan_id = ? order by action.number', parameters: [plan.id] },
        { sql: 'select action_step.action_id, count(*), count(action_step.done_at) from action_step join action on action.id = action_step.action_id where action.plan_id = ? group by action_step.action_id', parameters: [plan.id] },
        { sql: 'select progress_update.action_id, max(progress_update.at) from progress_update join action on action.id = progress_update.action_id where action.plan_id = ? group by progress_update.action_id', parameters: [plan.id] }
      ]
    }
  },
  {
    name: 'indicator',
    address: `${team}/self-evaluation/indicators/1.1`,
    goal: '≥ 0.50',
    async queries (db, signIn) {
      const { place, session, queries } = await opening(db, signIn)
      const evaluation = await db.selectFrom('self_evaluation').select('id').where('community_id', '=', place.id).where('session_id', '=', session.id).executeTakeFirstOrThrow()
      const last = await db.selectFrom('session').select('id').where('authority_id', '=', place.authority_id).where('name', '=', '2025-26').executeTakeFirstOrThrow()
      return [
        ...queries,
        { sql: 'select * from self_evaluation where community_id = ? and session_id = ?', parameters: [place.id, session.id] },
        { sql: 'select * from self_evaluation_step where self_evaluation_id = ? order by at, id', parameters: [evaluation.id] },
        { sql: 'select code from session_indicator where session_id = ? order by code', parameters: [session.id] },
        { sql: 'select judgement.* from judgement where self_evaluation_id = ?', parameters: [evaluation.id] },
        { sql: 'select evidence.* from evidence where community_id = ? and covers_to >= ? and covers_from <= ?', parameters: [place.id, session.starts_on, session.ends_on] },
        { sql: 'select evidence_link.* from evidence_link where target_id = ?', parameters: [session.id] },
        { sql: 'select carried_text.* from carried_text join judgement on judgement.id = carried_text.judgement_id where judgement.self_evaluation_id = ?', parameters: [evaluation.id] },
        { sql: 'select * from session where authority_id = ? and name < ? order by name desc limit 1', parameters: [place.authority_id, '2026-27'] },
        { sql: 'select judgement.* from judgement join self_evaluation on self_evaluation.id = judgement.self_evaluation_id where community_id = ? and session_id = ?', parameters: [place.id, last.id] },
        { sql: 'select distinct action_source.code, action.number, action.what, action.status, action.stopped_at from action_source join action on action.id = action_source.action_id join plan on plan.id = action.plan_id where plan.place_id = ? and plan.session_id = ? order by action.number', parameters: [place.id, session.id] }
      ]
    }
  }
]

/** Make Craigmor's plan one of forty actions. */
export async function growPlan (db: Db, library: Library, chairId: string) {
  const place = await db.selectFrom('place').selectAll().where('slug', '=', 'craigmor').executeTakeFirstOrThrow()
  const viewer = { id: chairId, name: 'Catriona Baird', authorityId: place.authority_id, authorityName: 'Strathclutha Council', roles: [{ role: 'chair' as const, placeId: place.id }], asking: 'team.view' as const }
  const { n } = await db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('session', 'session.id', 'plan.session_id').select(({ fn }) => fn.countAll<number>().as('n'))
    .where('plan.place_id', '=', place.id).where('session.name', '=', '2026-27').executeTakeFirstOrThrow()
  await db.transaction().execute(async trx => {
    for (let number = n + 1; number <= 40; number++) {
      await addAction(trx, viewer, 'craigmor', '2026-27', {
        what: `Make sure that families hear on the same day what was agreed, part ${number}`, difference: `Children and families know what happens next, part ${number}`, owner_id: chairId, due_on: '2027-06-10'
      }, library, new Date().toISOString())
    }
  })
}
