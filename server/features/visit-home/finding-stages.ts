import { count } from '../../lib/text.ts'
import { countFindings } from '../findings/queries.ts'
import { countNotes } from '../focus-groups/queries.ts'
import { reportOf } from '../visit-reports/queries.ts'
import { stageNames } from '../visit-reports/rules.ts'
import type { Db } from '../../db/types.ts'
import type { Visit } from '../visits/queries.ts'
import type { Stage } from './pages.ts'

/** What comes of a visit: notes, findings, the report, and what became of it. */
export async function findingStages (db: Db, visit: Visit): Promise<Stage[]> {
  const href = `/visits/${visit.id}`
  const notes = (await countNotes(db, visit)).reduce((sum, row) => sum + row.n, 0)
  const findings = await countFindings(db, visit)
  const report = await reportOf(db, visit)
  return [
    { text: 'Notes of the focus groups', hint: 'Written by several scribes at once, on a phone too', href: `${href}/notes`, status: notes === 0 ? 'Not started' : count(notes, 'note') },
    { text: 'Findings', hint: 'What was seen, agreed by the core group; and what each will try at home', href: `${href}/findings`, status: findings.all === 0 ? 'Not started' : `${count(findings.all, 'finding')}, ${findings.agreed} agreed` },
    { text: 'Report', hint: 'Comments of the partners, the host’s check of the facts, and into the register', href: `${href}/report`, status: report ? stageNames[report.stage] : 'Not started' },
    ...report?.stage === 'final' || visit.example_of ? [{ text: 'What became of it', hint: 'Each recommendation then and now', href: `${href}/since`, status: 'To read' }] : []
  ]
}
