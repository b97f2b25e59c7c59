import { record } from '../audit/record.ts'
import { longDate } from '../../lib/dates.ts'
import { NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { slugOf } from '../../lib/text.ts'
import { codesOf } from '../frameworks/checks.ts'
import { addMadeReport, listReports } from '../frameworks/made-reports.ts'
import { addReportToSessions } from '../sessions/reports.ts'
import { insertPoints } from './changes.ts'
import { codesFor, libraryReport } from './library-report.ts'
import { reportFacts, reportOf } from './queries.ts'
import { buildVisitReport } from './report.ts'
import { refuseStep, stageNames } from './rules.ts'
import { timetableOf } from './timetable.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { ImprovementReport } from '../frameworks/format.ts'
import type { Library } from '../frameworks/library.ts'
import type { Visit, VisitTheme } from '../visits/queries.ts'
import type { Hand } from './changes.ts'
import type { VisitReport } from './queries.ts'
import type { NextStep, Stage } from './rules.ts'
import type { Section, StepKind } from './tables.ts'

/** Begin the report of a visit; that of a worked example begins with the texts of the report it was loaded from. */
export async function startReport (trx: Trx, hand: Hand) {
  const { visit, viewer, library, at } = hand
  if (await reportOf(trx, visit)) throw new Refusal('The report of this visit has been started already.')
  const report = { id: newId(), visit_id: visit.id, started_at: at, started_by_name: viewer.name }
  await trx.insertInto('visit_report').values(report).execute()
  const example = exampleOf(library, visit)
  if (example) {
    const themes = await trx.selectFrom('visit_theme').selectAll().where('visit_id', '=', visit.id).execute()
    await insertPoints(trx, hand, report, examplePoints(example, themes))
  }
  await keepStep(trx, hand, report, 'started', 1, null)
  await record(trx, viewer, 'visit-report.started', report.id, { visit: visit.title }, visit.place_id)
}

/** The report that a worked example tells of. */
export function exampleOf (library: Library, visit: Visit): ImprovementReport | null {
  const [id = '', version = ''] = (visit.example_of ?? '').split('@')
  return library.has(id, version) ? library.improvementReport(id, version) : null
}

function examplePoints (example: ImprovementReport, themes: VisitTheme[]) {
  const point = (section: Section, themeId: string | null, texts: { text: string }[]) => texts.map(({ text }) => ({ section, themeId, text: text.replaceAll('**', ''), kind: 'example' as const, id: null, state: null }))
  return [
    ...point('introduction', null, example.introduction),
    ...example.themes.flatMap(theme => {
      const { id } = themes.find(one => one.code === theme.code)!
      return [...point('knew', id, theme.what_we_knew), ...point('strength', id, theme.strengths), ...point('opportunity', id, theme.opportunities), ...point('recommendation', id, theme.recommendations)]
    }),
    ...point('next-step', null, example.next_steps)
  ]
}

/**
 * Take the next step. @throws Refusal with the reason when it is out of order
 * @returns the sessions whose register the recommendations stand in, when the report became final
 */
export async function takeStep (trx: Trx, hand: Hand, next: NextStep, note: string | null, today: string): Promise<string[]> {
  const { visit, viewer, library } = hand
  const found = await reportOf(trx, visit)
  if (!found) throw new NotFound()
  const facts = await reportFacts(trx, library, visit, found.report)
  const refused = refuseStep(found.stage, next, facts.points)
  if (refused) throw new Refusal(refused)
  const example = exampleOf(library, visit)
  if (next === 'finalised' && example) throw new Refusal(`This is a worked example: its report is in the library as ${example.short_title}. Its recommendations are in the register already.`)
  const sessions = next === 'finalised' ? await intoLibrary(trx, hand, facts, today) : []
  await keepStep(trx, hand, found.report, next, found.steps.at(-1)!.version + 1, note)
  await record(trx, viewer, `visit-report.${next}`, found.report.id, { visit: visit.title, version: found.steps.at(-1)!.version + 1 }, visit.place_id)
  return sessions
}

/** Freeze the report into the authority's library, and its recommendations into the registers of the sessions that are not over. */
async function intoLibrary (trx: Trx, { visit, viewer, library, at }: Hand, facts: Awaited<ReturnType<typeof reportFacts>>, today: string): Promise<string[]> {
  const others = await listReports(trx, library, visit.authority_id)
  const year = visit.ends_on.slice(0, 4)
  const taken = new Set(others.flatMap(report => codesOf(report).map(({ code }) => code.split('-')[0])))
  const prefix = [year, ...'bcdefghijklmnopqrstuvwxyz'].map((letter, index) => index === 0 ? year : year + letter).find(one => !taken.has(one))
  if (!prefix) throw new Refusal('There are too many reports of this year.')
  const { timetable } = await timetableOf(trx, visit)
  const report = libraryReport(facts, { id: `${slugOf(facts.authority)}-visit-${prefix}`.slice(0, 60), prefix, codes: codesFor(facts, prefix), days: timetable })
  await addMadeReport(trx, library, report, { authorityId: visit.authority_id, visitId: visit.id, byName: viewer.name, at })
  return addReportToSessions(trx, visit.authority_id, report, today, at)
}

async function keepStep (trx: Trx, hand: Hand, report: VisitReport, kind: StepKind, version: number, note: string | null) {
  const stage: Stage = kind === 'finalised' ? 'final' : kind === 'to-host' ? 'host' : kind === 'to-partners' ? 'partners' : 'draft'
  const frozen = JSON.stringify(await documentOf(trx, hand.library, hand.visit, report, { version, stage, at: hand.at }))
  await trx.insertInto('visit_report_step').values({ id: newId(), report_id: report.id, kind, version, frozen, note, at: hand.at, by_name: hand.viewer.name }).execute()
}

/** The report as it reads now. */
export async function documentOf (db: Db, library: Library, visit: Visit, report: VisitReport, { version, stage, at }: { version: number, stage: Stage, at: string }): Promise<ReportDocument> {
  const facts = await reportFacts(db, library, visit, report)
  const { sections } = await timetableOf(db, visit)
  const made = await madeReportOf(db, visit)
  const codes = made ? new Map(facts.points.flatMap(point => { const code = codesFor(facts, made.prefix).get(point.id); return code ? [[point.id, code] as const] : [] })) : null
  return buildVisitReport(facts, { version: `Version ${version}, ${stageNames[stage].toLowerCase()}, ${longDate(at)}`, date: at, draft: stage !== 'final' && 'Draft, not final', codes, timetable: sections })
}

/** The report in the library that this visit made. Null before it is final. */
export async function madeReportOf (db: Db, visit: { id: string }): Promise<{ id: string, version: string, prefix: string } | null> {
  const row = await db.selectFrom('framework_report').select(['framework_id', 'version']).where('visit_id', '=', visit.id).executeTakeFirst()
  return row ? { id: row.framework_id, version: row.version, prefix: row.framework_id.split('-').at(-1)! } : null
}
