import { NotFound } from '../../lib/errors.ts'
import { hashSecret } from '../../lib/ids.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { countEntries } from '../voice-log/queries.ts'
import { surveyState, usualHelp } from './rules.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Audience } from '../frameworks/questionnaire-format.ts'
import type { Pool } from './rules.ts'
import type { LinkKind, SurveyTables } from './tables.ts'

export type Survey = Selectable<SurveyTables['survey']>
export type SurveyText = Selectable<SurveyTables['survey_text']>
export interface SurveySetting { help: { young: string, adults: string }, bsl: Partial<Record<Audience, string>>, revision: number, savedBy: string | null, savedAt: string | null }

/** A team's surveys in a session, the newest first. */
export async function listSurveys (db: Db, { community, session }: { community: { id: string }, session: { id: string } }): Promise<Survey[]> {
  return db.selectFrom('survey').selectAll().where('place_id', '=', community.id).where('session_id', '=', session.id).orderBy('id', 'desc').execute()
}

/** One survey with the team it is of, found through the viewer. */
export async function findSurvey (db: Db, viewer: Viewer, slug: string, name: string, id: string) {
  const found = await findTeamSession(db, viewer, slug, name)
  const survey = await db.selectFrom('survey').selectAll().where('id', '=', id).where('place_id', '=', found.community.id).where('session_id', '=', found.session.id).executeTakeFirst()
  if (!survey) throw new NotFound()
  return { ...found, survey }
}

export async function findPool (db: Db, survey: { id: string }): Promise<Pool> {
  const { content } = await db.selectFrom('survey_pool').select('content').where('survey_id', '=', survey.id).executeTakeFirstOrThrow()
  return JSON.parse(content) as Pool
}

/** How many people have answered each of these surveys. */
export async function countAnswers (db: Db, surveys: { id: string }[]): Promise<Map<string, number>> {
  const rows = await db.selectFrom('survey_pool').select(['survey_id', 'content']).where('survey_id', 'in', surveys.map(survey => survey.id)).execute()
  return new Map(rows.map(row => [row.survey_id, (JSON.parse(row.content) as Pool).answers]))
}

/** How many one-use links a survey has, and how many of them were used. */
export async function countLinks (db: Db, survey: { id: string }): Promise<{ made: number, used: number }> {
  const { made, used } = await db.selectFrom('survey_link').select(({ fn }) => [fn.countAll<number>().as('made'), fn.sum<number | null>('used').as('used')])
    .where('survey_id', '=', survey.id).where('kind', '=', 'one').executeTakeFirstOrThrow()
  return { made: Number(made), used: Number(used ?? 0) }
}

const publicSurveys = (db: Db) => db.selectFrom('survey').innerJoin('place', 'place.id', 'survey.place_id').innerJoin('place as authority', 'authority.id', 'place.authority_id')
  .selectAll('survey').select(['place.name as team', 'place.authority_id', 'authority.name as authority', 'place.closed_on as team_closed_on'])
export type PublicSurvey = NonNullable<Awaited<ReturnType<typeof findPublicSurvey>>>

/** The survey that a link opens, for anybody who has it, and whether the link can still be used. Null for a link that was never made. */
export async function findByLink (db: Db, token: string): Promise<{ survey: PublicSurvey, link: { hash: string, kind: LinkKind, used: number } } | null> {
  const hash = hashSecret(token)
  const link = await db.selectFrom('survey_link').selectAll().where('token_hash', '=', hash).executeTakeFirst()
  if (!link) return null
  return { survey: (await findPublicSurvey(db, link.survey_id))!, link: { hash, kind: link.kind, used: link.used } }
}

/** A survey by its id, as those who answer it may know it. */
export async function findPublicSurvey (db: Db, id: string) {
  return await publicSurveys(db).where('survey.id', '=', id).executeTakeFirst() ?? null
}

/** The texts of a closed survey in an order that tells nothing; those that wait first for the chair, only the released ones for others. */
export async function listTexts (db: Db, survey: { id: string }, onlyReleased: boolean): Promise<SurveyText[]> {
  const query = db.selectFrom('survey_text').selectAll().where('survey_id', '=', survey.id).orderBy('id')
  return (onlyReleased ? query.where('state', '=', 'released') : query).execute()
}

/** The texts of several surveys that their chair shows. */
export async function listReleasedTexts (db: Db, surveys: { id: string }[]): Promise<SurveyText[]> {
  return db.selectFrom('survey_text').selectAll().where('survey_id', 'in', surveys.map(survey => survey.id)).where('state', '=', 'released').orderBy('id').execute()
}

export async function findText (db: Db, survey: { id: string }, id: string): Promise<SurveyText> {
  const text = await db.selectFrom('survey_text').selectAll().where('id', '=', id).where('survey_id', '=', survey.id).executeTakeFirst()
  if (!text) throw new NotFound()
  return text
}

/** What an authority says around its questionnaires, or what is said until it does. */
export async function findSetting (db: Db, authorityId: string): Promise<SurveySetting> {
  const row = await db.selectFrom('survey_setting').selectAll().where('authority_id', '=', authorityId).executeTakeFirst()
  return {
    help: { young: row?.help_young ?? usualHelp.young, adults: row?.help_adults ?? usualHelp.adults },
    bsl: row ? JSON.parse(row.bsl_links) as SurveySetting['bsl'] : {},
    revision: row?.revision ?? 0,
    savedBy: row?.saved_by_name ?? null,
    savedAt: row?.saved_at ?? null
  }
}

/** The actions that what was heard in these surveys led to, each with the survey or the text it came from. */
export async function listHeardActions (db: Db, surveys: { id: string }[]) {
  return db.selectFrom('survey_action').innerJoin('action', 'action.id', 'survey_action.action_id').innerJoin('plan', 'plan.id', 'action.plan_id')
    .select(['survey_action.id', 'survey_action.survey_id', 'survey_action.text_id', 'survey_action.action_id', 'action.number', 'action.what'])
    .where('survey_action.survey_id', 'in', surveys.map(survey => survey.id)).orderBy('action.number').orderBy('survey_action.id').execute()
}

/** How many surveys of a team are open today and how many are closed, and how many entries its voice log has. */
export async function countViews (db: Db, team: { community: { id: string }, session: { id: string } }, today: string): Promise<{ open: number, all: number, entries: number }> {
  const surveys = await listSurveys(db, team)
  return { open: surveys.filter(survey => surveyState(survey, today) === 'open').length, all: surveys.length, entries: await countEntries(db, team) }
}
