import { checksumOf } from './made-reports.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Library } from './library.ts'
import type { FrameworkTables } from './tables.ts'

export type FrameworkInUse = Selectable<FrameworkTables['framework_in_use']>

/** The versions that something in the database was made with, by the first use. */
export async function listFrameworksInUse (db: Db): Promise<FrameworkInUse[]> {
  return db.selectFrom('framework_in_use').selectAll().orderBy('since_at').orderBy('framework_id').orderBy('version').execute()
}

/** Checked at start: what was judged with a version must read the same for good. @throws naming every file that changed or is gone */
export async function refuseChangedFrameworks (db: Db, library: Library) {
  const problems = (await listFrameworksInUse(db)).flatMap(({ framework_id: id, version, checksum, since_at: since }) => {
    const file = `frameworks/${id}/${version}.yaml`
    const use = `it has been in use since ${since.slice(0, 10)}`
    if (!library.has(id, version)) return [`${file} is missing, but ${use}. Put the file back.`]
    if (library.checksum(id, version) !== checksum) return [`${file} was changed, but ${use}. Put the old file back; a correction is a new version.`]
    return []
  })
  const made = await db.selectFrom('framework_report').select(['framework_id', 'version', 'content', 'checksum']).execute()
  problems.push(...made.flatMap(({ framework_id: id, version, content, checksum }) => [
    ...checksumOf(content) === checksum ? [] : [`The report ${id} version ${version} was changed in the database after it was frozen. Restore it from a backup.`],
    ...library.has(id, version) ? [`frameworks/${id}/${version}.yaml has the name of a report made here. Give the file another id.`] : []
  ]))
  if (problems.length > 0) throw new Error(problems.join('\n'))
}
