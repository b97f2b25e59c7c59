import { addMadeReport } from '../../server/features/frameworks/made-reports.ts'
import { addReportToSessions } from '../../server/features/sessions/reports.ts'
import { newId } from '../../server/lib/ids.ts'
import { frameworks, places } from './app.ts'
import type { Db } from '../../server/db/types.ts'
import type { ImprovementReport } from '../../server/features/frameworks/format.ts'

const at = '2026-11-20T09:00:00.000Z'

/** A report as a visit of 2026 would make it: one theme, two recommendations. */
export const newReport = (change: Partial<ImprovementReport> = {}): ImprovementReport => ({
  id: 'strathclutha-ci-2026', version: '1', kind: 'improvement-report', title: 'Report of the visit of November 2026', short_title: 'Visit of November 2026', publisher: 'Strathclutha Council', year: 2026,
  source: 'Made by the visit', licence: 'Not stated', attribution: 'From the report of the visit of November 2026.', status: 'Final', marking: 'OFFICIAL', overarching_question: 'Do outcomes improve?',
  introduction: [], next_steps: [], timetable: [],
  themes: [{
    code: '2026-T1', number: 1, short_title: 'Voice', question: 'Are children heard?', what_we_knew: [], strengths: [{ code: '2026-T1-S1', text: 'Young people come to reviews.' }],
    opportunities: [], focus_questions: [], recommendations: [{ code: '2026-T1-R1', text: 'Ask every family twice a year.' }, { code: '2026-T1-R2', text: 'Tell families what became of it.' }]
  }],
  ...change
})

/** Put a report into an authority's library and onto its open sessions, as finalising one does. */
export async function makeReport (db: Db, report = newReport(), authorityId = places.authority) {
  const visit = {
    id: newId(), authority_id: authorityId, place_id: authorityId, kind: 'authority' as const, title: 'Visit of November 2026', overarching_question: 'Do outcomes improve?', introduction: null, starts_on: '2026-11-02', ends_on: '2026-11-04',
    copied_from: null, made_at: at, made_by_name: 'Vikram Rao', saved_at: at, saved_by_name: 'Vikram Rao'
  }
  await db.transaction().execute(async trx => {
    await trx.insertInto('visit').values(visit).execute()
    await addMadeReport(trx, frameworks, report, { authorityId, visitId: visit.id, byName: 'Vikram Rao', at })
    await addReportToSessions(trx, authorityId, report, '2026-11-20', at)
  })
  return { visit, report }
}
