import { createHash } from 'node:crypto'
import { Value } from 'typebox/value'
import { NotFound } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { checkAcross, checkReferences, codesOf } from './checks.ts'
import { formats } from './format.ts'
import { freeze } from './library.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Framework, ImprovementReport } from './format.ts'
import type { Library } from './library.ts'

export const checksumOf = (content: string): string => createHash('sha256').update(content).digest('hex')

/**
 * The reports that an authority's own visits made: rows of the database, so that every process sees a new one at once, and asked for by
 * authority, so that nobody else sees it. @throws when a row is not as it was frozen
 */
export async function listMadeReports (db: Db, authorityId: string): Promise<ImprovementReport[]> {
  const rows = await db.selectFrom('framework_report').select(['framework_id', 'version', 'content', 'checksum']).where('authority_id', '=', authorityId).orderBy('id').execute()
  return rows.map(row => {
    if (checksumOf(row.content) !== row.checksum) throw new Error(`The report ${row.framework_id} version ${row.version} was changed in the database after it was frozen. Restore it from a backup.`)
    return freeze(JSON.parse(row.content) as ImprovementReport)
  })
}

/** Every improvement report of an authority: those of the files, then those it made itself. */
export async function listReports (db: Db, library: Library, authorityId: string): Promise<ImprovementReport[]> {
  return [...library.improvementReports(), ...await listMadeReports(db, authorityId)]
}

/** A framework or report, of the files or of the authority's own. @throws NotFound */
export async function findFramework (db: Db, library: Library, authorityId: string, id: string, version: string): Promise<Framework> {
  if (library.has(id, version)) return library.get(id, version)
  const made = (await listMadeReports(db, authorityId)).find(report => report.id === id && report.version === version)
  if (!made) throw new NotFound()
  return made
}

/** What is wrong with a report, by the same checks as a file; and codes that another report of the authority has, which nobody could tell apart. */
export function reportProblems (report: unknown, others: Framework[]): string[] {
  const faults = Value.Errors(formats['improvement-report'], report).map(({ instancePath, message }) => `${instancePath || 'The report'}: ${message}`)
  if (faults.length > 0) return faults
  const good = report as ImprovementReport
  const taken = new Set(others.flatMap(other => other.kind === 'improvement-report' ? codesOf(other).map(({ code }) => code) : []))
  return [
    ...[...checkReferences(good), ...checkAcross(good, [...others, good])].map(({ path, reason }) => `${path.join(' › ')}: ${reason}`),
    ...codesOf(good).filter(({ code }) => taken.has(code)).map(({ code }) => `${code}: another report of the authority has this code`)
  ]
}

/** Freeze a report into the authority's library. @throws when it would not pass as a file of the library */
export async function addMadeReport (trx: Trx, library: Library, report: ImprovementReport, of: { authorityId: string, visitId: string, byName: string, at: string }) {
  const problems = reportProblems(report, [...library.all(), ...await listMadeReports(trx, of.authorityId)])
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const content = JSON.stringify(report)
  const row = {
    id: newId(), authority_id: of.authorityId, framework_id: report.id, version: report.version, visit_id: of.visitId, content, checksum: checksumOf(content), made_at: of.at, made_by_name: of.byName
  }
  await trx.insertInto('framework_report').values(row).execute()
  return row
}
