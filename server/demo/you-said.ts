import { addLine, releaseLines } from '../features/you-said/changes.ts'
import { listLines, listSuggestions } from '../features/you-said/queries.ts'
import { markOf } from '../features/you-said/rules.ts'
import { findTeamSession } from '../features/sessions/queries.ts'
import type { Trx } from '../db/types.ts'
import type { DemoTeam } from './load.ts'

const dids = ['We told them what we had heard, and put it into the plan.', 'We changed when and how we ask, and ask again at Easter.']

/** What people of a team said becomes a line each beside what the team did, and the chair makes the lines public. */
export async function tellBack (trx: Trx, { slug, chair }: DemoTeam, session: string, at: string) {
  const found = await findTeamSession(trx, chair, slug, session)
  const suggestions = (await listSuggestions(trx, found)).filter(one => one.kind !== 'first-thought').slice(0, 3)
  for (const [n, { key, said, who, did, action }] of suggestions.entries()) {
    await addLine(trx, chair, slug, session, { source: key, said, who: who === 'team' ? 'partners' : who ?? 'young-people', did: did || dids[n % dids.length]!, action_id: action.id }, at)
  }
  const lines = await listLines(trx, found)
  if (lines.length > 0) await releaseLines(trx, chair, slug, session, { seen: markOf(lines), contact: 'The school office' }, at)
}
