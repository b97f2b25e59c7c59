import { Forbidden, NotFound } from '../../lib/errors.ts'
import { canAt } from '../../permissions.ts'
import { findKept, isKeeper, notKeeper } from '../goals/keeper-queries.ts'
import { listGoalsOfCase, listReviews } from '../goals/queries.ts'
import { findCommunity } from '../organisation/queries.ts'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { CaseStudyTables } from './tables.ts'

export type Study = Selectable<CaseStudyTables['case_study']>
export type FollowUp = Selectable<CaseStudyTables['case_study_follow_up']>
export type StudyEvent = Selectable<CaseStudyTables['case_study_event']>
export type Release = Selectable<CaseStudyTables['case_study_release']>

/** A team's case studies with what is due of each, for its keepers. */
export async function listStudies (db: Db, community: Place) {
  const studies = await db.selectFrom('case_study').selectAll().where('place_id', '=', community.id).orderBy('id').execute()
  const due = await db.selectFrom('case_study_follow_up').selectAll().where('case_study_id', 'in', studies.map(study => study.id)).where('held_on', 'is', null).orderBy('due_on').execute()
  return studies.map(study => ({ ...study, next: due.find(one => one.case_study_id === study.id) ?? null }))
}

/** One case study, found through its keeper. */
export async function findStudy (db: Db, viewer: Viewer, slug: string, id: string): Promise<{ community: Place, study: Study }> {
  const community = await findKept(db, viewer, slug)
  const study = await db.selectFrom('case_study').selectAll().where('id', '=', id).where('place_id', '=', community.id).executeTakeFirst()
  if (!study) throw new NotFound()
  return { community, study }
}

/** Everything of a case study: follow-ups, supports and views, and the goals of the same child. */
export async function storyOf (db: Db, study: Study) {
  const goals = await listGoalsOfCase(db, { id: study.place_id }, study.case_code)
  return {
    followUps: await db.selectFrom('case_study_follow_up').selectAll().where('case_study_id', '=', study.id).orderBy('due_on').execute(),
    events: await db.selectFrom('case_study_event').selectAll().where('case_study_id', '=', study.id).orderBy('from_on').orderBy('id').execute(),
    goals: study.erased_at ? [] : goals,
    reviews: study.erased_at ? [] : await listReviews(db, goals)
  }
}
export type Story = Awaited<ReturnType<typeof storyOf>>

/** Follow-ups of the teams this person keeps that are due by a day, of studies that go on. */
export async function listFollowUpsDue (db: Db, places: string[], until: string, today: string) {
  return db.selectFrom('case_study_follow_up').innerJoin('case_study', 'case_study.id', 'case_study_follow_up.case_study_id').innerJoin('place', 'place.id', 'case_study.place_id')
    .select(['case_study.id', 'case_study.label', 'case_study_follow_up.id as follow_up', 'case_study_follow_up.months', 'case_study_follow_up.due_on', 'place.name as place', 'place.slug'])
    .where('case_study.place_id', 'in', places).where('case_study.closed_at', 'is', null).where('case_study.consent_until', '>=', today).where('place.closed_on', 'is', null)
    .where('case_study_follow_up.held_on', 'is', null).where('case_study_follow_up.due_on', '<=', until).orderBy('case_study_follow_up.due_on').limit(20).execute()
}

/** The texts for others that were written from a case study, the latest first. */
export const listReleasesOf = async (db: Db, study: Study): Promise<Release[]> =>
  db.selectFrom('case_study_release').selectAll().where('case_study_id', '=', study.id).orderBy('id', 'desc').execute()

/** Texts of a team that are not released yet, for its chair and keepers. */
export const listTexts = async (db: Db, community: Place): Promise<Release[]> =>
  db.selectFrom('case_study_release').selectAll().where('place_id', '=', community.id).where('released_at', 'is', null).where('withdrawn_at', 'is', null).orderBy('id', 'desc').execute()

/** A text for others on its way: to its keepers, and to the chair, who need not be one. It is no page of the child. */
export async function findText (db: Db, viewer: Viewer, slug: string, id: string) {
  const community = await findCommunity(db, { ...viewer, asking: 'team.view' }, slug)
  if (!canAt(viewer, 'goal.keepers', community) && !await isKeeper(db, viewer, community)) throw new Forbidden(notKeeper)
  const release = await db.selectFrom('case_study_release').selectAll().where('id', '=', id).where('place_id', '=', community.id).executeTakeFirst()
  if (!release) throw new NotFound()
  const study = await db.selectFrom('case_study').selectAll().where('id', '=', release.case_study_id).executeTakeFirstOrThrow()
  return { community, release, study }
}

/** What a team has released and may still show: not withdrawn, and within the time of the consent. */
export async function listReleasedStudies (db: Db, community: Place, today: string): Promise<Release[]> {
  return db.selectFrom('case_study_release').innerJoin('case_study', 'case_study.id', 'case_study_release.case_study_id').selectAll('case_study_release').where('case_study_release.place_id', '=', community.id)
    .where('released_at', 'is not', null).where('case_study_release.withdrawn_at', 'is', null).where('case_study.withdrawn_at', 'is', null).where('case_study.erased_at', 'is', null).where('case_study.consent_until', '>=', today).orderBy('case_study_release.id', 'desc').execute()
}

/** One of them, for everybody who may read the team. @throws NotFound once it is withdrawn or its time is over */
export async function findReleasedStudy (db: Db, viewer: Viewer, slug: string, id: string, today: string) {
  const community = await findCommunity(db, viewer, slug)
  const release = (await listReleasedStudies(db, community, today)).find(one => one.id === id)
  if (!release) throw new NotFound()
  return { community, release }
}

/** Names by which the organisation could be recognised. */
export async function placeNames (db: Db, authorityId: string): Promise<string[]> {
  const rows = await db.selectFrom('place').select('name').where('authority_id', '=', authorityId).where('kind', '!=', 'authority').execute()
  return rows.map(row => row.name)
}
