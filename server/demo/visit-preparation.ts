import { addStatement, pickSources } from '../features/preliminary-reports/changes.ts'
import { findPrepared, listStatements, scopeOf } from '../features/preliminary-reports/queries.ts'
import { readerOf } from '../features/preliminary-reports/readers/index.ts'
import { keyOf } from '../features/preliminary-reports/readers/reader.ts'
import { addComment, answerComment, openRound, saveVersion } from '../features/preliminary-reports/versions.ts'
import { listVisits } from '../features/visits/queries.ts'
import { addDays, dayOf } from '../lib/dates.ts'
import type { Trx } from '../db/types.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { SourceKind } from '../features/preliminary-reports/tables.ts'
import type { Viewer } from '../permissions.ts'

/** What each theme takes: so many from one kind of source about one indicator. */
const drawn: { kind: SourceKind, indicator: string | null, count: number }[][] = [
  [{ kind: 'self-evaluation', indicator: '1.3', count: 4 }, { kind: 'recommendation', indicator: null, count: 2 }],
  [{ kind: 'self-evaluation', indicator: '2.7', count: 3 }, { kind: 'evidence', indicator: '2.7', count: 2 }],
  [{ kind: 'self-evaluation', indicator: '2.4', count: 3 }, { kind: 'figures', indicator: null, count: 2 }, { kind: 'action-plan', indicator: null, count: 2 }]
]
const own = 'Where teams look at goals together each term, they also write down what changed; where they do not, they write what they did.'

/** The preliminary report of the visit that is planned, in the making: drawn from what the teams agreed, saved once, and out for comments. */
export async function prepareVisit (trx: Trx, library: Library, person: Viewer, now: Date) {
  const lead: Viewer = { ...person, asking: 'visit.lead' }
  const at = now.toISOString()
  const today = dayOf(now)
  const planned = (await listVisits(trx, lead, 1)).visits.find(visit => !visit.example_of && visit.kind === 'authority' && visit.starts_on > today)
  if (!planned) return
  const visitId = planned.id
  const found = await findPrepared(trx, lead, visitId)
  const scope = await scopeOf(trx, found, library)
  for (const [n, theme] of found.themes.slice(0, drawn.length).entries()) {
    for (const { kind, indicator, count } of drawn[n]!) {
      const { sources } = await readerOf(kind).list(trx, scope, { team: null, indicator, page: 1 })
      const wanted = sources.filter(source => source.text !== null).slice(0, count).map(keyOf)
      if (wanted.length > 0) await pickSources(trx, lead, visitId, theme.id, { kind, into: 'suggested', sources: wanted }, library, at)
    }
  }
  await addStatement(trx, lead, visitId, found.themes[0]!.id, { part: 'area', text: own }, at)
  await saveVersion(trx, lead, visitId, 'First version, for the partners to read', at)
  await openRound(trx, lead, visitId, { closes_on: addDays(today, 14), round_note: 'Is anything missing that you know of? Is anything put too strongly?' }, today, at)
  await talk(trx, lead, visitId, today, at)
}

/** A partner asks, the lead answers; another question waits. */
async function talk (trx: Trx, lead: Viewer, visitId: string, today: string, at: string) {
  const { visit } = await findPrepared(trx, lead, visitId)
  const people = await trx.selectFrom('visit_person').selectAll().where('visit_id', '=', visitId).where('person_id', 'is', null).orderBy('id').limit(2).execute()
  const statements = await listStatements(trx, visit)
  for (const [n, person] of people.entries()) {
    const text = ['Which teams is this about? It would help to name two.', 'We see the same at home. Could we ask this in a focus group?'][n]!
    await addComment(trx, { person, actor: { id: person.id, name: `${person.name} (${person.organisation})`, authorityId: lead.authorityId } }, visit, statements[n]!.id, text, today, at)
  }
  const first = await trx.selectFrom('preliminary_comment').select('id').orderBy('id').limit(1).executeTakeFirst()
  if (first) await answerComment(trx, lead, visitId, first.id, 'Two teams are named in the next version.', at)
}
