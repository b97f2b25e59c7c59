import { listReleased, listReleases } from '../figures/queries.ts'
import { shareWords } from '../figures/words-rules.ts'
import { listHeardActions, listReleasedTexts, listSurveys } from '../surveys/queries.ts'
import { audienceWords, setCode } from '../surveys/rules.ts'
import { listEntryActions, listTeamEntries } from '../voice-log/queries.ts'
import { howWords, whoWords } from '../voice-log/rules.ts'
import { longestText } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { ReleasedTable } from '../figures/queries.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { Survey } from '../surveys/queries.ts'
import type { How } from '../voice-log/rules.ts'
import type { Group, SourceKind } from './tables.ts'

export interface Heard { kind: Exclude<SourceKind, 'typed'>, id: string, said: string, about: string, who: Group, actionId: string }
interface TeamSession { community: Place, session: Session }

/** What was heard and linked to an action: texts that the chair shows, released results, and entries of the voice log. */
export const listHeard = async (db: Db, team: TeamSession): Promise<Heard[]> => [...await heardByQuestionnaire(db, team), ...await heardOtherwise(db, team)]

async function heardByQuestionnaire (db: Db, { community, session }: TeamSession): Promise<Heard[]> {
  const surveys = await listSurveys(db, { community, session })
  const links = await listHeardActions(db, surveys)
  if (links.length === 0) return []
  const ids = new Set(surveys.map(survey => survey.release_id))
  const tables = await listReleased(db, (await listReleases(db, community.authority_id, 'views')).filter(release => ids.has(release.id)), [community.id])
  const texts = await listReleasedTexts(db, surveys)
  return links.flatMap((link): Heard[] => {
    const survey = surveys.find(one => one.id === link.survey_id)!
    const { name: about, group: who } = audienceWords[survey.audience]
    const text = texts.find(one => one.id === link.text_id)
    const heard = link.text_id ? { kind: 'survey-text' as const, id: link.text_id, said: short(text?.shown ?? '') } : { kind: 'survey-result' as const, id: survey.id, said: resultWords(survey, tables, community) }
    return heard.said ? [{ ...heard, about, who, actionId: link.action_id }] : []
  })
}

/** The released shares of a survey in a few sentences; nothing while none may be told. */
function resultWords (survey: Survey, all: ReleasedTable[], { id }: { id: string }): string {
  const set = setCode(survey)
  const tables = all.filter(table => table.release.id === survey.release_id && (table.code === set || table.code.startsWith(`${set}.`)))
  const valueOf = (table: ReleasedTable | undefined, row: string) => table?.cells.find(cell => cell.place === id && cell.row === row && cell.column === 'all')?.value ?? null
  const total = valueOf(tables.find(table => table.code === set), 'all')
  const sentences = tables.filter(table => table.code !== set).flatMap(table => {
    const first = table.rows[0]!
    const share = shareWords(valueOf(table, first.code), total, table.release.threshold)
    return share ? [`${table.name} “${first.name}”: ${share}.`] : []
  })
  return short(sentences.join(' '))
}

async function heardOtherwise (db: Db, team: TeamSession): Promise<Heard[]> {
  const entries = await listTeamEntries(db, team)
  const links = await listEntryActions(db, entries)
  return links.flatMap(link => {
    const entry = entries.find(one => one.id === link.entry_id)!
    return entry.said ? [{ kind: 'voice' as const, id: entry.id, said: short(entry.said), about: `${whoWords[entry.who].name}, ${howWords[entry.how as How].toLowerCase()}`, who: whoWords[entry.who].group, actionId: link.id }] : []
  })
}

const short = (text: string): string => text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`
