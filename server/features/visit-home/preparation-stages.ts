import { count } from '../../lib/text.ts'
import { versionOf, listStatements } from '../preliminary-reports/queries.ts'
import { listVisitors } from '../visiting/queries.ts'
import { deadBecause } from '../visiting/rules.ts'
import type { Db } from '../../db/types.ts'
import type { Visit } from '../visits/queries.ts'
import type { Stage } from './pages.ts'

/** What is prepared before the visit: the preliminary report, the reading pack, and who gets in without an account. */
export async function preparationStages (db: Db, visit: Visit, leads: boolean, now: Date): Promise<Stage[]> {
  const href = `/visits/${visit.id}`
  const version = await versionOf(db, visit)
  const statements = leads ? (await listStatements(db, visit)).length : 0
  const visitors = leads ? await listVisitors(db, visit) : []
  const reached = visitors.filter(({ link }) => link && !deadBecause(link, now)).length
  return [
    {
      text: 'Preliminary report',
      hint: 'What is known before the visit, theme by theme, and comments on it',
      href: leads ? `${href}/preliminary` : version ? `${href}/preliminary/versions/${version.number}` : null,
      status: version ? `Version ${version.number}` : statements > 0 ? `${count(statements, 'statement')}, no version yet` : 'Not started'
    },
    { text: 'Reading pack', hint: 'All papers in one document, as pages, PDF and Word', href: `${href}/pack`, status: version ? 'With the preliminary report' : 'Without a preliminary report yet' },
    ...leads ? [{ text: 'Visitors’ access', hint: 'Personal links for people without an account, and who has read what', href: `${href}/visitors`, status: visitors.length === 0 ? 'Nobody without an account' : `${reached} of ${count(visitors.length, 'person', 'people')} ${reached === 1 ? 'has' : 'have'} a link that works` }] : []
  ]
}
