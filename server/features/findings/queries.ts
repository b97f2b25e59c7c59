import { NotFound } from '../../lib/errors.ts'
import { listThemes, listVisitPeople } from '../visits/queries.ts'
import { inOrder } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Visit } from '../visits/queries.ts'
import type { FindingTables } from './tables.ts'

export type Agreement = Selectable<FindingTables['visit_finding_agreement']>
export type Finding = Selectable<FindingTables['visit_finding']> & { agreements: Agreement[] }
export type TakeAway = Selectable<FindingTables['visit_take_away']>

/** A visit's findings in reading order, each with who agreed. Three queries. */
export async function listFindings (db: Db, visit: Pick<Visit, 'id'>): Promise<Finding[]> {
  const rows = await db.selectFrom('visit_finding').selectAll().where('visit_id', '=', visit.id).where('withdrawn_at', 'is', null).orderBy('position').execute()
  const agreements = Map.groupBy(await db.selectFrom('visit_finding_agreement').selectAll().where('finding_id', 'in', rows.map(row => row.id)).orderBy('at').execute(), row => row.finding_id)
  return inOrder(rows.map(row => ({ ...row, agreements: agreements.get(row.id) ?? [] })), await listThemes(db, visit))
}

/** One finding of a visit. @throws NotFound */
export async function findFinding (db: Db, visit: Pick<Visit, 'id'>, id: string): Promise<{ finding: Finding, findings: Finding[] }> {
  const findings = await listFindings(db, visit)
  const finding = findings.find(one => one.id === id)
  if (!finding) throw new NotFound()
  return { finding, findings }
}

/** Who has to agree: the leads and the core team, each by the id they agree with. */
export async function listCore (db: Db, visit: Pick<Visit, 'id'>): Promise<{ id: string, name: string }[]> {
  return (await listVisitPeople(db, visit)).filter(person => person.part === 'core' || person.part === 'lead').map(person => ({ id: person.person_id ?? person.id, name: person.name }))
}

/** What somebody will try at home. Null before they have written it. */
export async function findTakeAway (db: Db, visit: Pick<Visit, 'id'>, author: { id: string }): Promise<TakeAway | null> {
  return await db.selectFrom('visit_take_away').selectAll().where('visit_id', '=', visit.id).where('author_id', '=', author.id).executeTakeFirst() ?? null
}

/** How many findings a visit has, and how many are agreed. */
export async function countFindings (db: Db, visit: Pick<Visit, 'id'>): Promise<{ all: number, agreed: number }> {
  const { all, agreed } = await db.selectFrom('visit_finding').select(({ fn }) => [fn.countAll<number>().as('all'), fn.count<number>('agreed_at').as('agreed')])
    .where('visit_id', '=', visit.id).where('withdrawn_at', 'is', null).executeTakeFirstOrThrow()
  return { all: Number(all), agreed: Number(agreed) }
}
