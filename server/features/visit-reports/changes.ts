import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, Forbidden, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { listThemes } from '../visits/queries.ts'
import { isSection } from './forms.ts'
import { findPoint, listPoints, listSources, listUnused, reportOf } from './queries.ts'
import { acceptsPoints, isOfTheme, mostPoints, sectionNames } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Visit } from '../visits/queries.ts'
import type { PointInput } from './forms.ts'
import type { Point, VisitReport } from './queries.ts'
import type { PointSource, Section } from './tables.ts'

/** Who changes what: the visit, who does it, and the library that reports go into. */
export interface Hand { visit: Visit, viewer: Viewer, library: Library, at: string }

/** Add a point of the lead's own words. */
export async function addPoint (trx: Trx, hand: Hand, input: PointInput): Promise<{ id: string }> {
  const { report } = await openReport(trx, hand.visit)
  const { section, themeId } = await placeOf(trx, hand.visit, input.place)
  const [point] = await insertPoints(trx, hand, report, [{ section, themeId, text: input.text, kind: 'typed', id: null, state: null }])
  await record(trx, hand.viewer, 'visit-report.point-added', report.id, { visit: hand.visit.title, section }, hand.visit.place_id)
  return point!
}

/** Take agreed findings and statements of the preliminary report over: one, or all that are not there yet. */
export async function drawPoints (trx: Trx, hand: Hand, key: string | undefined): Promise<number> {
  const { report } = await openReport(trx, hand.visit)
  const unused = await listUnused(trx, hand.library, hand.visit, report)
  const chosen = key ? unused.filter(source => source.key === key) : unused
  if (key && chosen.length === 0) throw new NotFound()
  // A finding about the whole visit has no theme to stand in: it waits among the next steps until it is moved.
  await insertPoints(trx, hand, report, chosen.map(source => ({ ...source, state: source.text, ...isOfTheme(source.section) && !source.themeId ? { section: 'next-step' as const } : {} })))
  await record(trx, hand.viewer, 'visit-report.points-drawn', report.id, { visit: hand.visit.title, points: chosen.length }, hand.visit.place_id)
  return chosen.length
}

/** Change a point. Saving it takes note of how its source reads now. @throws Clash when somebody saved it since */
export async function savePoint (trx: Trx, hand: Hand, id: string, input: PointInput) {
  const { report } = await openReport(trx, hand.visit)
  const point = await findPoint(trx, hand.library, hand.visit, report, id)
  const { section, themeId } = await placeOf(trx, hand.visit, input.place)
  if (point.revision !== input.revision) await refuseClash(trx, hand.visit, point, input)
  const moved = point.section !== section || point.theme_id !== themeId
  const state = (await listSources(trx, hand.library, hand.visit)).find(source => source.key === `${point.source_kind}.${point.source_id}`)?.state ?? null
  const source = point.source_kind === 'typed' || point.source_kind === 'example' ? {} : state === null ? { source_kind: 'typed' as const, source_id: null, source_state: null } : { source_state: state }
  await trx.updateTable('visit_report_point').set({ section, theme_id: themeId, text: input.text, ...moved ? { position: await lastPosition(trx, report) + 1 } : {}, ...source, ...saved(hand), revision: point.revision + 1 }).where('id', '=', id).execute()
  await record(trx, hand.viewer, 'visit-report.point-saved', report.id, { visit: hand.visit.title, section }, hand.visit.place_id)
}

/** Move a point among those beside it. */
export async function movePoint (trx: Trx, hand: Hand, id: string, direction: 'up' | 'down') {
  const { report } = await openReport(trx, hand.visit)
  const points = await listPoints(trx, hand.library, hand.visit, report)
  const point = points.find(one => one.id === id)
  if (!point) throw new NotFound()
  const row = points.filter(one => one.section === point.section && one.theme_id === point.theme_id)
  const other = row[row.indexOf(point) + (direction === 'up' ? -1 : 1)]
  if (!other) return
  await trx.updateTable('visit_report_point').set({ position: other.position }).where('id', '=', point.id).execute()
  await trx.updateTable('visit_report_point').set({ position: point.position }).where('id', '=', other.id).execute()
  await record(trx, hand.viewer, 'visit-report.point-moved', report.id, { visit: hand.visit.title, direction }, hand.visit.place_id)
}

/** Take a point out. Its source can be drawn again. */
export async function takeOutPoint (trx: Trx, hand: Hand, id: string) {
  const { report } = await openReport(trx, hand.visit)
  await findPoint(trx, hand.library, hand.visit, report, id)
  await trx.updateTable('visit_report_point').set({ taken_out_at: hand.at }).where('id', '=', id).execute()
  await record(trx, hand.viewer, 'visit-report.point-taken-out', report.id, { visit: hand.visit.title }, hand.visit.place_id)
}

type NewPoint = { section: Section, themeId: string | null, text: string, kind: PointSource, id: string | null, state: string | null }

/** Put points after the others. */
export async function insertPoints (trx: Trx, hand: Pick<Hand, 'viewer' | 'at'>, report: VisitReport, points: NewPoint[]) {
  const last = await lastPosition(trx, report)
  const { n } = await trx.selectFrom('visit_report_point').select(({ fn }) => fn.countAll<number>().as('n')).where('report_id', '=', report.id).where('taken_out_at', 'is', null).executeTakeFirstOrThrow()
  if (Number(n) + points.length > mostPoints) throw new Refusal(`A report holds at most ${mostPoints} points.`)
  const rows = points.map((point, index) => ({
    id: newId(), report_id: report.id, theme_id: isOfTheme(point.section) ? point.themeId : null, section: point.section, position: last + 1 + index, text: point.text,
    source_kind: point.kind, source_id: point.id, source_state: point.state, ...saved(hand), taken_out_at: null
  }))
  if (rows.length > 0) await trx.insertInto('visit_report_point').values(rows).execute()
  return rows
}

const saved = ({ viewer, at }: Pick<Hand, 'viewer' | 'at'>) => ({ saved_at: at, saved_by_name: viewer.name })

async function lastPosition (trx: Trx, report: { id: string }): Promise<number> {
  const { last } = await trx.selectFrom('visit_report_point').select(({ fn }) => fn.max('position').as('last')).where('report_id', '=', report.id).executeTakeFirstOrThrow()
  return Number(last ?? 0)
}

/** The report while its points may be changed. @throws Refusal with the reason when they may not */
async function openReport (trx: Trx, visit: Visit) {
  const found = await reportOf(trx, visit)
  if (!found) throw new NotFound()
  if (found.stage === 'final') throw new Refusal('This report is final. It cannot be changed any more.')
  if (!acceptsPoints(found.stage)) throw new Refusal('The host is checking the report. Answer what the host disputes, or take the report back to draft.')
  return found
}

async function placeOf (trx: Trx, visit: Visit, place: string): Promise<{ section: Section, themeId: string | null }> {
  const [section = '', code] = place.split('.')
  const theme = code ? (await listThemes(trx, visit)).find(one => one.code === code) : undefined
  if (!isSection(section) || isOfTheme(section) !== Boolean(theme)) throw new FieldRefusal('place', 'Choose where it stands')
  return { section, themeId: theme?.id ?? null }
}

async function refuseClash (trx: Trx, visit: Visit, point: Point, input: PointInput) {
  const themes = await listThemes(trx, visit)
  const code = themes.find(theme => theme.id === point.theme_id)?.code
  const theirs = code ? `${point.section}.${code}` : point.section
  const nameOf = (place: string) => { const [section = '', of] = place.split('.'); return [of, isSection(section) ? sectionNames[section] : ''].filter(Boolean).join(': ') }
  const fields = [
    { name: 'text', label: 'Text', mine: input.text, theirs: point.text },
    { name: 'place', label: 'Where it stands', mine: input.place, theirs, choose: { mine: nameOf(input.place), theirs: nameOf(theirs) } }
  ].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: point.revision, savedBy: point.saved_by_name, savedAt: point.saved_at })
}

/** Only the lead of the visit leads its report. */
export function refuseUnlessLead (leads: boolean) {
  if (!leads) throw new Forbidden('Only the lead of the visit does this.')
}
