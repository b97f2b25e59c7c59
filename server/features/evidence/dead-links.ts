import { record } from '../audit/record.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'

export type Answer = { state: 'alive' } | { state: 'dead' | 'unasked', problem: string }
interface AskedLink { id: string, link: string, link_dead_since: string | null, community_id: string, authority_id: string }
export interface LinkTotals { alive: number, dead: number, unasked: number }

/** Every web link of evidence that counts, in every authority. */
export async function listWebLinks (db: Db): Promise<AskedLink[]> {
  const rows = await db.selectFrom('evidence').innerJoin('place', 'place.id', 'evidence.community_id')
    .select(['evidence.id', 'link', 'link_dead_since', 'community_id', 'place.authority_id'])
    .where('link', 'is not', null).where('withdrawn_at', 'is', null).orderBy('evidence.id').execute()
  return rows.flatMap(row => row.link && /^https?:\/\//i.test(row.link) && URL.canParse(row.link) ? [{ ...row, link: row.link }] : [])
}

/**
 * Ask every link, four at a time, and keep each answer. The same address is asked once.
 * A link that somebody changed meanwhile keeps its own state.
 */
export async function checkLinks (db: Db, ask: (link: string) => Promise<Answer>, now: () => string): Promise<LinkTotals> {
  const totals: LinkTotals = { alive: 0, dead: 0, unasked: 0 }
  const waiting = [...Map.groupBy(await listWebLinks(db), row => row.link)]
  const worker = async () => {
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      const [link, rows] = next
      const answer = await ask(link)
      totals[answer.state] += rows.length
      await db.transaction().execute(trx => keepAnswer(trx, rows, answer, now()))
    }
  }
  await Promise.all(Array.from({ length: 4 }, worker))
  return totals
}

async function keepAnswer (trx: Trx, rows: AskedLink[], answer: Answer, at: string) {
  for (const row of rows) {
    const isDead = answer.state === 'dead'
    await trx.updateTable('evidence')
      .set({ link_checked_at: at, link_dead_since: isDead ? row.link_dead_since ?? at : null, link_problem: answer.state === 'alive' ? null : answer.problem })
      .where('id', '=', row.id).where('link', '=', row.link).execute()
    // Only a change is worth a line in the trail.
    if (isDead === (row.link_dead_since !== null)) continue
    await record(trx, actor(row.authority_id), isDead ? 'evidence.link-died' : 'evidence.link-revived', row.id, {}, row.community_id)
  }
}

const actor = (authorityId: string): Pick<Viewer, 'id' | 'name' | 'authorityId'> => ({ id: 'command-line', name: 'Command line', authorityId })
