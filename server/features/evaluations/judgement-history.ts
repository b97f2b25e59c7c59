import { longMoment, sessionLabel } from '../../lib/dates.ts'
import { diffParts } from '../../lib/text-diff.ts'
import { evaluationHref, teamCrumb } from './pages.ts'
import { levelWords, textLabels, textNames } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Selectable } from 'kysely'
import type { Scale } from '../frameworks/format.ts'
import type { Team } from './pages.ts'
import type { EvaluationTables } from './tables.ts'

export type JudgementVersion = Selectable<EvaluationTables['judgement_version']>
export const versionsPerPage = 20

/** The saved states of a judgement, the latest first; one more than a page, to compare the last with and to tell that there are more. */
export async function listVersions (db: Db, judgement: { id: string }, page: number): Promise<JudgementVersion[]> {
  return db.selectFrom('judgement_version').selectAll().where('judgement_id', '=', judgement.id).orderBy('revision', 'desc').limit(versionsPerPage + 1).offset((page - 1) * versionsPerPage).execute()
}

/** The history of a judgement in plain sentences, each with what changed. */
export function historyOfJudgementPage (team: Team, indicator: { code: string, title: string }, versions: JudgementVersion[], scale: Scale | undefined, page: number) {
  const shown = versions.slice(0, versionsPerPage)
  const href = `${evaluationHref(team)}/indicators/${indicator.code}`
  return {
    title: `History of ${indicator.code} ${indicator.title}`,
    breadcrumbs: [teamCrumb(team), { text: `Self-evaluation ${sessionLabel(team.session)}`, href: evaluationHref(team) }, { text: `${indicator.code} ${indicator.title}`, href }],
    none: shown.length === 0 ? 'Nothing has been saved yet.' : null,
    changes: shown.map((version, index) => {
      const before = versions[index + 1]
      const fields = textNames.filter(name => (before?.[name] ?? null) !== version[name])
      const was = before ? levelWords(before, scale) : 'Not yet evaluated'
      const is = levelWords(version, scale)
      return {
        sentence: `${version.by_name} ${[...fields.length > 0 ? [`changed ${fields.map(name => textLabels[name].toLowerCase()).join(', ')}`] : [], ...was !== is ? [`changed the level from “${was}” to “${is}”`] : []].join(' and ') || 'saved it without a change of its words'}`,
        at: longMoment(version.at),
        texts: fields.map(name => ({ label: textLabels[name], parts: diffParts(before?.[name] ?? null, version[name]) }))
      }
    }),
    older: versions.length > versionsPerPage ? `${href}/history?page=${page + 1}` : null
  }
}
