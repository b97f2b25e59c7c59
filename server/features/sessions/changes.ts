import { record } from '../audit/record.ts'
import { useFramework } from '../frameworks/changes.ts'
import { codesOf } from '../frameworks/checks.ts'
import { listReports } from '../frameworks/made-reports.ts'
import { FieldRefusal } from '../../lib/errors.ts'
import { longDate } from '../../lib/dates.ts'
import { newId } from '../../lib/ids.ts'
import { findSession, listSessionIndicators } from './queries.ts'
import { isSessionName, sessionDates } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from './queries.ts'

type Actor = Pick<Viewer, 'id' | 'name' | 'authorityId'>
/** The year's dates, ISO days; none is needed. */
export interface SessionDates { submit_by?: string, moderate_by?: string, agree_by?: string }
export interface SessionChoices { name: string, framework: { id: string, version: string }, reports: { id: string, version: string }[], indicators: string[], dates?: SessionDates }

/** Open a session for the viewer's authority: it pins the framework version and says which indicators its template asks for. */
export async function openSession (trx: Trx, viewer: Actor, library: Library, { name, framework, reports, indicators, dates = {} }: SessionChoices, at: string): Promise<Session> {
  if (!isSessionName(name)) throw new FieldRefusal('name', 'Choose a session')
  const taken = await trx.selectFrom('session').select('id').where('authority_id', '=', viewer.authorityId).where('name', '=', name).executeTakeFirst()
  if (taken) throw new FieldRefusal('name', `Session ${name} is open already`)
  await useFramework(trx, library, framework.id, framework.version)
  await refuseUnclearReports(trx, library, viewer.authorityId, reports)
  for (const { id, version } of reports.filter(report => library.has(report.id, report.version))) await useFramework(trx, library, id, version)
  const { startsOn, endsOn } = sessionDates(name)
  const session: Session = {
    id: newId(), authority_id: viewer.authorityId, name, starts_on: startsOn, ends_on: endsOn, framework_id: framework.id, framework_version: framework.version,
    opened_at: at, ...datesOf(name, dates)
  }
  await trx.insertInto('session').values(session).execute()
  if (reports.length > 0) await trx.insertInto('session_report').values(reports.map(report => ({ session_id: session.id, report_id: report.id, report_version: report.version, added_at: at }))).execute()
  await insertIndicators(trx, library, session, indicators)
  await record(trx, viewer, 'session.opened', session.id, { name, framework: keyOf(framework), reports: reports.map(keyOf), indicators })
  return session
}

/** Change which indicators a session's template asks for. Judgements already written stay where they are. */
export async function chooseIndicators (trx: Trx, viewer: Actor, library: Library, name: string, indicators: string[]) {
  const session = await findSession(trx, viewer.authorityId, name)
  const before = await listSessionIndicators(trx, session)
  await trx.deleteFrom('session_indicator').where('session_id', '=', session.id).execute()
  await insertIndicators(trx, library, session, indicators)
  await record(trx, viewer, 'session.indicators-chosen', session.id, { from: before, to: indicators })
}

/** Change the year's dates. @throws FieldRefusal for a day outside the session, or out of order */
export async function setDates (trx: Trx, viewer: Actor, name: string, dates: SessionDates) {
  const session = await findSession(trx, viewer.authorityId, name)
  const values = datesOf(name, dates)
  await trx.updateTable('session').set(values).where('id', '=', session.id).execute()
  await record(trx, viewer, 'session.dates-set', session.id, { name, ...values })
}

function datesOf (name: string, dates: SessionDates) {
  const { startsOn, endsOn } = sessionDates(name)
  let before: string | undefined
  for (const field of ['submit_by', 'moderate_by', 'agree_by'] as const) {
    const day = dates[field]
    if (!day) continue
    if (day < startsOn || day > endsOn) throw new FieldRefusal(field, `Choose a day of the session, ${longDate(startsOn)} to ${longDate(endsOn)}`)
    if (before && day < before) throw new FieldRefusal(field, 'This day must not be earlier than the one above')
    before = day
  }
  return { submit_by: dates.submit_by ?? null, moderate_by: dates.moderate_by ?? null, agree_by: dates.agree_by ?? null }
}

const keyOf = ({ id, version }: { id: string, version: string }) => ({ id, version })

/** A code stands for one recommendation in plans, the register and every table: reports that share codes cannot be answered together. */
async function refuseUnclearReports (trx: Trx, library: Library, authorityId: string, reports: { id: string, version: string }[]) {
  const known = await listReports(trx, library, authorityId)
  const chosen = reports.map(({ id, version }) => known.find(report => report.id === id && report.version === version))
  if (chosen.includes(undefined)) throw new FieldRefusal('reports', 'Choose reports of the list')
  const codes = chosen.flatMap(report => codesOf(report!).map(({ code }) => code))
  if (new Set(codes).size < codes.length) throw new FieldRefusal('reports', 'Two of these reports use the same codes. Choose one of the two')
}

async function insertIndicators (trx: Trx, library: Library, session: Session, indicators: string[]) {
  if (indicators.length === 0) throw new FieldRefusal('indicators', 'Choose at least one indicator')
  for (const code of indicators) library.indicator(session.framework_id, session.framework_version, code)
  await trx.insertInto('session_indicator').values([...new Set(indicators)].map(code => ({ session_id: session.id, code }))).execute()
}
