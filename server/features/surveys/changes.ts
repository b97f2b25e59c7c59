import { randomBytes, randomUUID } from 'node:crypto'
import { record } from '../audit/record.ts'
import { useFramework } from '../frameworks/changes.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { addDays, longDate } from '../../lib/dates.ts'
import { Clash, FieldRefusal, Refusal } from '../../lib/errors.ts'
import { hashSecret, newId } from '../../lib/ids.ts'
import { findPool, findSurvey } from './queries.ts'
import { emptyPool, surveyState } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Place } from '../organisation/queries.ts'
import type { OpenInput, SurveyInput } from './forms.ts'
import type { Survey } from './queries.ts'

/** 128 bits of chance, as text safe in an address. */
const newToken = (): string => randomBytes(16).toString('base64url')

/** Open a questionnaire for a team: it gets its group link, and its version stays as it is from now on. */
export async function openSurvey (trx: Trx, viewer: Viewer, library: Library, slug: string, name: string, { questionnaire: choice, ...input }: OpenInput, now: { at: string, today: string }): Promise<Survey> {
  const { community, session } = await findTeamSession(trx, viewer, slug, name)
  refuseClosed(community)
  const [id, version] = choice.split('@') as [string, string]
  if (!library.questionnaires().some(one => one.id === id && one.version === version)) throw new FieldRefusal('questionnaire', 'Choose whom to ask')
  refuseDates(input, now.today)
  if (input.closes_on < now.today) throw new FieldRefusal('closes_on', 'Choose a day that is not over yet')
  await useFramework(trx, library, id, version)
  const link = newToken()
  const survey: Survey = {
    id: newId(), place_id: community.id, session_id: session.id, questionnaire_id: id, questionnaire_version: version, audience: library.questionnaire(id, version).audience, ...valuesOf(input), closed_on: null, read_on: null, link, release_id: null,
    revision: 1, saved_by_name: viewer.name, saved_at: now.at
  }
  await trx.insertInto('survey').values(survey).execute()
  await trx.insertInto('survey_link').values({ token_hash: hashSecret(link), survey_id: survey.id, kind: 'group', used: 0 }).execute()
  await trx.insertInto('survey_pool').values({ survey_id: survey.id, written: 0, content: JSON.stringify(emptyPool(library.questionnaire(id, version))) }).execute()
  await record(trx, viewer, 'survey.opened', survey.id, { questionnaire: choice, opens: input.opens_on, closes: input.closes_on }, community.id)
  return survey
}

const valuesOf = ({ used_at: usedAt, contact, opens_on, closes_on, answer_cap }: Omit<SurveyInput, 'revision'>) =>
  ({ used_at: usedAt ?? null, contact: contact ?? null, opens_on, closes_on, answer_cap })

/** Change when a survey is open, where it is used and how many it takes. @throws Clash when somebody else saved it since */
export async function saveSurvey (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, { revision, ...input }: SurveyInput, now: { at: string, today: string }) {
  const { community, survey } = await findSurvey(trx, viewer, slug, name, id)
  refuseClosed(community)
  refuseSettled(survey)
  refuseDates(input, now.today)
  const values = valuesOf(input)
  if (revision !== survey.revision) refuseClash(survey, values)
  await trx.updateTable('survey').set({ ...values, closed_on: input.closes_on >= now.today ? null : survey.closed_on, revision: survey.revision + 1, saved_by_name: viewer.name, saved_at: now.at }).where('id', '=', survey.id).execute()
  await record(trx, viewer, 'survey.saved', survey.id, { opens: input.opens_on, closes: input.closes_on }, community.id)
}

/** Close a survey today, before its time. */
export async function closeSurvey (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, now: { at: string, today: string }) {
  const { community, survey } = await findSurvey(trx, viewer, slug, name, id)
  if (surveyState(survey, now.today) === 'closed') throw new Refusal('It is closed already.')
  await trx.updateTable('survey').set({ closed_on: now.today, revision: survey.revision + 1, saved_by_name: viewer.name, saved_at: now.at }).where('id', '=', survey.id).execute()
  await record(trx, viewer, 'survey.closed', survey.id, {}, community.id)
}

/** Make links that work once each. @returns their tokens, of which only the marks are kept */
export async function makeLinks (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, howMany: number, today: string): Promise<string[]> {
  const { community, survey } = await findSurvey(trx, viewer, slug, name, id)
  if (surveyState(survey, today) === 'closed') throw new Refusal('It is closed, so no more links can be made.')
  const tokens = Array.from({ length: howMany }, newToken)
  const rows = tokens.map(token => ({ token_hash: hashSecret(token), survey_id: survey.id, kind: 'one' as const, used: 0 }))
  await trx.insertInto('survey_link').values(rows.sort((a, b) => a.token_hash < b.token_hash ? -1 : 1)).execute()
  await record(trx, viewer, 'survey.links-made', survey.id, { links: howMany }, community.id)
  return tokens
}

/** Deal the texts of a closed survey out for the chair to read, in an order of chance. From now on it takes no answers and keeps its dates. */
export async function startReading (trx: Trx, viewer: Viewer, slug: string, name: string, id: string, { today, threshold }: { today: string, threshold: number }) {
  const { community, survey } = await findSurvey(trx, viewer, slug, name, id)
  if (surveyState(survey, today) !== 'closed') throw new Refusal('It can still be answered. Its answers are read when it is closed.')
  if (survey.read_on) return
  const pool = await findPool(trx, survey)
  if (pool.answers < threshold) throw new Refusal(`Fewer than ${threshold} people have answered. So that nobody can be recognised, nothing is shown. You can keep it open longer.`)
  const rows = pool.texts.map(text => ({ id: randomUUID(), survey_id: survey.id, question: text.question, original: text.text, shown: null, state: 'waiting' as const, taken_out: 0, decided_at: null, decided_by_name: null }))
  if (rows.length > 0) await trx.insertInto('survey_text').values(rows.sort((a, b) => a.id < b.id ? -1 : 1)).execute()
  await trx.updateTable('survey_pool').set({ content: JSON.stringify({ ...pool, texts: [] }) }).where('survey_id', '=', survey.id).execute()
  await trx.updateTable('survey').set({ read_on: today }).where('id', '=', survey.id).execute()
  await record(trx, viewer, 'survey.reading-started', survey.id, { texts: rows.length }, community.id)
}

export function refuseClosed (community: Place) {
  if (community.closed_on) throw new Refusal(`${community.name} is closed. Its views can be read but not changed.`)
}

/** What has been read or released does not change any more. */
export function refuseSettled (survey: Survey) {
  if (survey.read_on ?? survey.release_id) throw new Refusal('Its answers have been read or counted, so it takes no more. Open a new one.')
}

function refuseDates ({ opens_on: opens, closes_on: closes }: { opens_on: string, closes_on: string }, today: string) {
  if (closes < opens) throw new FieldRefusal('closes_on', 'Choose a day that is not before it opens')
  if (closes > addDays(today, 366)) throw new FieldRefusal('closes_on', 'Choose a day within a year')
}

function refuseClash (survey: Survey, mine: ReturnType<typeof valuesOf>) {
  const texts = [['used_at', 'Where it is used'], ['contact', 'Where else people are heard']] as const
  const choices = [['opens_on', 'Opens on'], ['closes_on', 'Closes on'], ['answer_cap', 'Most answers']] as const
  const fields = [
    ...texts.map(([name, label]) => ({ name, label, mine: mine[name] ?? '', theirs: survey[name] ?? '' })),
    ...choices.map(([name, label]) => ({ name, label, mine: String(mine[name]), theirs: String(survey[name]), choose: { mine: wordsOf(mine[name]), theirs: wordsOf(survey[name]) } }))
  ].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: survey.revision, savedBy: survey.saved_by_name, savedAt: survey.saved_at })
}

const wordsOf = (value: string | number): string => typeof value === 'string' ? longDate(value) : String(value)
