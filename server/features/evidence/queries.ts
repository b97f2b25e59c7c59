import { NotFound } from '../../lib/errors.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { pageSize } from './rules.ts'
import type { Expression, ExpressionBuilder, Selectable, SqlBool } from 'kysely'
import type { Db } from '../../db/types.ts'
import type { Schema } from '../../db/schema.ts'
import type { Viewer } from '../../permissions.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { About, Strand, Target } from './rules.ts'
import type { EvidenceTables } from './tables.ts'

export type Evidence = Selectable<EvidenceTables['evidence']>
export type EvidenceLink = Selectable<EvidenceTables['evidence_link']>
export type EvidenceWithLinks = Evidence & { links: EvidenceLink[] }
export type EvidenceKind = Pick<Evidence, 'id' | 'strand' | 'about' | 'source' | 'quality'> & { codes: string[] }
export interface SessionAction { id: string, number: number, what: string }
type Team = Pick<Place, 'id'>
type Where = ExpressionBuilder<Schema, 'evidence'>

/**
 * What a team knows about a session: evidence that covers any day of it or is used in it, without what was withdrawn; the oldest first.
 * Each row has its links to this session's indicators and review themes, and to actions. Two queries.
 */
export async function listEvidenceForSession (db: Db, community: Team, session: Session): Promise<EvidenceWithLinks[]> {
  const rows = await db.selectFrom('evidence').selectAll()
    .where('community_id', '=', community.id).where('withdrawn_at', 'is', null).where(where => belongsTo(where, session))
    .orderBy('covers_to').orderBy('id').execute()
  return withLinks(db, rows, session)
}

/** The whole register of a session for an export: what was withdrawn too, and the files of each piece, without their content. */
export async function listEvidenceForExport (db: Db, community: Team, session: Session): Promise<(EvidenceWithLinks & { files: Selectable<EvidenceTables['attachment']>[] })[]> {
  const rows = await db.selectFrom('evidence').selectAll().where('community_id', '=', community.id).where(where => belongsTo(where, session)).orderBy('covers_to').orderBy('id').execute()
  const files = await db.selectFrom('attachment').innerJoin('evidence', 'evidence.id', 'attachment.evidence_id').selectAll('attachment').where('evidence.community_id', '=', community.id).orderBy('attachment.id').execute()
  const byEvidence = Map.groupBy(files, file => file.evidence_id)
  return (await withLinks(db, rows, session)).map(row => ({ ...row, files: byEvidence.get(row.id) ?? [] }))
}

/** Only what says how evidence is spread: for each piece that counts in a session, its kinds, source, quality and this session's indicators. */
export async function listEvidenceKinds (db: Db, community: Team, session: Session): Promise<EvidenceKind[]> {
  const rows = await db.selectFrom('evidence').select(['id', 'strand', 'about', 'source', 'quality'])
    .where('community_id', '=', community.id).where('withdrawn_at', 'is', null).where(where => belongsTo(where, session)).execute()
  const links = await db.selectFrom('evidence_link').innerJoin('evidence', 'evidence.id', 'evidence_link.evidence_id').select(['evidence_link.evidence_id', 'evidence_link.code'])
    .where('evidence.community_id', '=', community.id).where('evidence_link.kind', '=', 'indicator').where('evidence_link.target_id', '=', session.id).execute()
  const byEvidence = Map.groupBy(links, link => link.evidence_id)
  return rows.map(row => ({ ...row, codes: (byEvidence.get(row.id) ?? []).flatMap(link => link.code ?? []) }))
}

/** The evidence linked to actions, a row for each link, without what was withdrawn. */
export async function listEvidenceForActions (db: Db, actionIds: string[]): Promise<(Evidence & { action_id: string })[]> {
  return db.selectFrom('evidence_link').innerJoin('evidence', 'evidence.id', 'evidence_link.evidence_id')
    .selectAll('evidence').select('evidence_link.target_id as action_id')
    .where('evidence_link.kind', '=', 'action').where('evidence_link.target_id', 'in', actionIds).where('evidence.withdrawn_at', 'is', null)
    .orderBy('evidence.covers_to').orderBy('evidence.id').execute()
}

export interface Filters { strand?: Strand, about?: About, target?: Target, notFor?: Target, show: 'session' | 'all' | 'withdrawn', page: number }

/** One page of the register, the newest first, with its links. */
export async function listEvidencePage (db: Db, community: Team, session: Session, filters: Filters): Promise<EvidenceWithLinks[]> {
  const rows = await filtered(db, community, session, filters).selectAll()
    .orderBy('covers_to', 'desc').orderBy('id', 'desc').limit(pageSize).offset((filters.page - 1) * pageSize).execute()
  return withLinks(db, rows, session)
}

/** How many pieces of evidence there are of each strand and subject, over all pages. */
export async function countEvidence (db: Db, community: Team, session: Session, filters: Omit<Filters, 'page'>): Promise<{ strand: Strand, about: About, n: number }[]> {
  return filtered(db, community, session, filters).select(({ fn }) => ['strand', 'about', fn.countAll<number>().as('n')]).groupBy(['strand', 'about']).execute()
}

/**
 * The same counts for many teams at once. Each way in which evidence belongs to the session is asked for by itself, since an "or" over them
 * leaves no index to follow and reads all that the teams ever recorded.
 */
export async function countEvidenceOfTeams (db: Db, communityIds: string[], session: Session): Promise<{ community_id: string, strand: Strand, about: About, n: number }[]> {
  const covering = db.selectFrom('evidence').select('id').where('community_id', 'in', communityIds).where('covers_to', '>=', session.starts_on).where('covers_from', '<=', session.ends_on)
  const linkedToSession = db.selectFrom('evidence_link').select('evidence_id as id').where('target_id', '=', session.id)
  const linkedToActions = db.selectFrom('plan').innerJoin('action', 'action.plan_id', 'plan.id').innerJoin('evidence_link', 'evidence_link.target_id', 'action.id')
    .select('evidence_link.evidence_id as id').where('plan.place_id', 'in', communityIds).where('plan.session_id', '=', session.id)
  return db.selectFrom('evidence').select(({ fn }) => ['community_id', 'strand', 'about', fn.countAll<number>().as('n')])
    .where('id', 'in', covering.union(linkedToSession).union(linkedToActions))
    .where('community_id', 'in', communityIds).where('withdrawn_at', 'is', null)
    .groupBy(['community_id', 'strand', 'about']).execute()
}

/** One piece of evidence with all its links, found through the viewer. Another team's: NotFound. */
export async function findEvidence (db: Db, viewer: Viewer, slug: string, name: string, evidenceId: string) {
  const { community, session } = await findTeamSession(db, viewer, slug, name)
  return { community, session, evidence: await findEvidenceOf(db, community, evidenceId) }
}

/** One piece of a team's evidence with all its links. */
export async function findEvidenceOf (db: Db, community: Team, evidenceId: string): Promise<EvidenceWithLinks> {
  const row = await db.selectFrom('evidence').selectAll().where('id', '=', evidenceId).where('community_id', '=', community.id).executeTakeFirst()
  if (!row) throw new NotFound()
  const links = await db.selectFrom('evidence_link').selectAll().where('evidence_id', '=', row.id).orderBy('id').execute()
  return { ...row, links }
}

/** The actions of a team's plan of a session, by number: what evidence can be linked to. */
export async function listSessionActions (db: Db, community: Team, session: { id: string }): Promise<SessionAction[]> {
  return db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').select(['action.id', 'action.number', 'action.what'])
    .where('plan.place_id', '=', community.id).where('plan.session_id', '=', session.id).orderBy('action.number').execute()
}

/** The actions among these links, with the session each belongs to. */
export async function listLinkedActions (db: Db, links: EvidenceLink[]): Promise<(SessionAction & { session: string })[]> {
  return db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('session', 'session.id', 'plan.session_id')
    .select(['action.id', 'action.number', 'action.what', 'session.name as session'])
    .where('action.id', 'in', links.filter(link => link.kind === 'action').map(link => link.target_id)).execute()
}

function filtered (db: Db, community: Team, session: Session, { strand, about, target, notFor, show }: Omit<Filters, 'page'>) {
  let query = db.selectFrom('evidence').where('community_id', '=', community.id).where('withdrawn_at', show === 'withdrawn' ? 'is not' : 'is', null)
  if (strand) query = query.where('strand', '=', strand)
  if (about) query = query.where('about', '=', about)
  if (show === 'session') query = query.where(where => belongsTo(where, session))
  if (target) query = query.where(where => where.exists(linksTo(where, session, target)))
  if (notFor) query = query.where(where => where.not(where.exists(linksTo(where, session, notFor))))
  return query
}

/** Covers a day of the session, or is used in it although it covers other days. */
const belongsTo = (where: Where, session: Session): Expression<SqlBool> => where.or([
  where.and([where('covers_from', '<=', session.ends_on), where('covers_to', '>=', session.starts_on)]),
  where.exists(where.selectFrom('evidence_link').select('evidence_link.id').whereRef('evidence_link.evidence_id', '=', 'evidence.id')
    .where(link => link.or([
      link('evidence_link.target_id', '=', session.id),
      link('evidence_link.target_id', 'in', link.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').select('action.id').where('plan.session_id', '=', session.id))
    ])))
])

function linksTo (where: Where, session: Session, { kind, key }: Target) {
  const links = where.selectFrom('evidence_link').select('evidence_link.id').whereRef('evidence_link.evidence_id', '=', 'evidence.id').where('kind', '=', kind)
  return kind === 'action' ? links.where('target_id', '=', key) : links.where('target_id', '=', session.id).where('code', '=', key)
}

async function withLinks (db: Db, rows: Evidence[], session: Session): Promise<EvidenceWithLinks[]> {
  const links = await db.selectFrom('evidence_link').selectAll().where('evidence_id', 'in', rows.map(row => row.id))
    .where(where => where.or([where('target_id', '=', session.id), where('kind', '=', 'action')])).orderBy('id').execute()
  const byEvidence = Map.groupBy(links, link => link.evidence_id)
  return rows.map(row => ({ ...row, links: byEvidence.get(row.id) ?? [] }))
}
