import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { longDate } from '../../lib/dates.ts'
import { newId } from '../../lib/ids.ts'
import { findCommunity } from '../organisation/queries.ts'
import { findTeamSession } from '../sessions/queries.ts'
import { listSessionReports } from '../sessions/reports.ts'
import { findEvidenceOf, listSessionActions } from './queries.ts'
import { abouts, fieldLabels, qualities, strands, targetOf, targetText } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { ClashField } from '../../lib/errors.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { Place } from '../organisation/queries.ts'
import type { EvidenceEdit, EvidenceInput } from './forms.ts'
import type { Evidence, EvidenceWithLinks } from './queries.ts'
import type { Target } from './rules.ts'

/** Record a piece of evidence of a team. @throws FieldRefusal when it ends before it starts */
export async function addEvidence (trx: Trx, viewer: Viewer, slug: string, input: EvidenceInput, at = new Date().toISOString()): Promise<Evidence> {
  const community = await findOpenTeam(trx, viewer, slug)
  refuseContradiction(input)
  const evidence = {
    id: newId(), community_id: community.id, ...valuesOf(input), recorded_at: at, recorded_by: viewer.id, recorded_by_name: viewer.name,
    revision: 1, saved_by_name: viewer.name, saved_at: at, withdrawn_at: null, withdrawn_because: null, ...neverAsked
  }
  await trx.insertInto('evidence').values(evidence).execute()
  await record(trx, viewer, 'evidence.added', evidence.id, { strand: input.strand, about: input.about }, community.id)
  return evidence
}

/** Change a piece of evidence. Who recorded it and when stays. @throws Clash when somebody saved it since */
export async function editEvidence (trx: Trx, viewer: Viewer, slug: string, evidenceId: string, { revision, ...input }: EvidenceEdit, at = new Date().toISOString()) {
  const community = await findOpenTeam(trx, viewer, slug)
  const evidence = await findEvidenceOf(trx, community, evidenceId)
  refuseWithdrawn(evidence)
  refuseContradiction(input)
  const { numUpdatedRows } = await trx.updateTable('evidence')
    .set({ ...valuesOf(input), ...(input.link ?? null) !== evidence.link ? neverAsked : {}, revision: revision + 1, saved_by_name: viewer.name, saved_at: at })
    .where('id', '=', evidence.id).where('revision', '=', revision).executeTakeFirst()
  if (numUpdatedRows === 0n) throw clashOf(evidence, input)
  await record(trx, viewer, 'evidence.edited', evidence.id, { revision: revision + 1 }, community.id)
}

/** Say that a piece of evidence no longer counts. It stays readable with the reason. */
export async function withdrawEvidence (trx: Trx, viewer: Viewer, slug: string, evidenceId: string, reason: string, at = new Date().toISOString()) {
  const community = await findCommunity(trx, viewer, slug)
  const evidence = await findEvidenceOf(trx, community, evidenceId)
  refuseWithdrawn(evidence)
  await trx.updateTable('evidence').set({ withdrawn_at: at, withdrawn_because: reason, revision: evidence.revision + 1, saved_by_name: viewer.name, saved_at: at })
    .where('id', '=', evidence.id).execute()
  await record(trx, viewer, 'evidence.withdrawn', evidence.id, {}, community.id)
}

export interface TeamSession { slug: string, session: string }

/**
 * Use evidence for indicators, review themes and actions of a session. What is linked already stays as it is.
 * @throws NotFound for another team's evidence or action, or a code the session's framework does not have
 */
export async function linkEvidence (trx: Trx, viewer: Viewer, library: Library, { slug, session: name }: TeamSession, evidenceIds: string[], targets: Target[], at = new Date().toISOString()) {
  const { community, session } = await findTeamSession(trx, viewer, slug, name)
  await refuseUnknown(trx, library, community, session, targets)
  for (const id of new Set(evidenceIds)) {
    const evidence = await findEvidenceOf(trx, community, id)
    refuseWithdrawn(evidence)
    const known = new Set(linksOf(evidence, session).map(link => targetText(targetOf(link))))
    const rows = targets.filter(target => !known.has(targetText(target))).map(({ kind, key }) => ({
      id: newId(), evidence_id: id, kind, target_id: kind === 'action' ? key : session.id, code: kind === 'action' ? null : key, linked_at: at, linked_by: viewer.id
    }))
    if (rows.length === 0) continue
    await trx.insertInto('evidence_link').values(rows).execute()
    await record(trx, viewer, 'evidence.linked', id, { session: session.name, targets: rows.map(row => targetText(targetOf(row))) }, community.id)
  }
}

/** No longer use a piece of evidence for something. The evidence itself stays. */
export async function unlinkEvidence (trx: Trx, viewer: Viewer, slug: string, evidenceId: string, linkId: string) {
  const community = await findCommunity(trx, viewer, slug)
  const evidence = await findEvidenceOf(trx, community, evidenceId)
  const link = evidence.links.find(link => link.id === linkId)
  if (!link) throw new NotFound()
  await trx.deleteFrom('evidence_link').where('id', '=', link.id).execute()
  await record(trx, viewer, 'evidence.unlinked', evidence.id, { target: targetText(targetOf(link)) }, community.id)
}

/** What a person ticked and unticked, compared with what they were shown; what others changed meanwhile stays. */
export async function changeUses (trx: Trx, viewer: Viewer, library: Library, place: TeamSession, evidenceId: string, { had, wanted }: { had: Target[], wanted: Target[] }) {
  const { community, session } = await findTeamSession(trx, viewer, place.slug, place.session)
  const evidence = await findEvidenceOf(trx, community, evidenceId)
  const [shown, kept] = [new Set(had.map(targetText)), new Set(wanted.map(targetText))]
  await linkEvidence(trx, viewer, library, place, [evidence.id], wanted.filter(target => !shown.has(targetText(target))))
  for (const link of linksOf(evidence, session)) {
    const target = targetText(targetOf(link))
    if (shown.has(target) && !kept.has(target)) await unlinkEvidence(trx, viewer, place.slug, evidence.id, link.id)
  }
}

/** The links of this session, and those to actions. */
const linksOf = (evidence: EvidenceWithLinks, session: { id: string }) =>
  evidence.links.filter(link => link.kind === 'action' || link.target_id === session.id)

/** The team, when it may still be changed. @throws Refusal when it was closed */
export async function findOpenTeam (trx: Trx, viewer: Viewer, slug: string): Promise<Place> {
  const community = await findCommunity(trx, viewer, slug)
  if (community.closed_on) throw new Refusal(`${community.name} was closed on ${longDate(community.closed_on)}. Its evidence can be read but not changed.`)
  return community
}

export function refuseWithdrawn (evidence: Evidence) {
  if (evidence.withdrawn_at) throw new Refusal('This evidence was withdrawn. Add it again if it counts after all.')
}

/** Nobody has asked yet whether the link leads anywhere. */
const neverAsked = { link_checked_at: null, link_dead_since: null, link_problem: null }

function refuseContradiction (input: EvidenceInput) {
  if (input.quality && !input.quality_because) throw new FieldRefusal('quality_because', `Say why it is ${input.quality}`)
  if (!input.quality && input.quality_because) throw new FieldRefusal('quality', 'Choose strong, some or thin, or take the reason away')
  if (input.covers_to < input.covers_from) throw new FieldRefusal('covers_to', 'The last day must be the first day or later')
}

async function refuseUnknown (trx: Trx, library: Library, community: Place, session: Session, targets: Target[]) {
  const actions = targets.some(target => target.kind === 'action') ? await listSessionActions(trx, community, session) : []
  const themes = targets.some(target => target.kind === 'review-theme') ? (await listSessionReports(trx, library, session)).flatMap(report => report.themes) : []
  for (const { kind, key } of targets) {
    if (kind === 'indicator') library.indicator(session.framework_id, session.framework_version, key)
    else if (kind === 'action' ? !actions.some(action => action.id === key) : !themes.some(theme => theme.code === key)) throw new NotFound()
  }
}

const valuesOf = (input: EvidenceInput) => ({
  ...input, link: input.link ?? null, locator: input.locator ?? null, quality: input.quality ?? null, quality_because: input.quality_because ?? null
})

function clashOf (evidence: Evidence, input: EvidenceInput): Clash {
  const mine = valuesOf(input)
  const fields = (Object.keys(fieldLabels) as (keyof typeof fieldLabels)[]).filter(name => (mine[name] ?? '') !== (evidence[name] ?? ''))
    .map((name): ClashField => {
      const texts = { mine: mine[name] ?? '', theirs: evidence[name] ?? '' }
      return { name, label: fieldLabels[name], ...texts, ...choiceWords(name, texts) }
    })
  return new Clash({ fields, revision: evidence.revision, savedBy: evidence.saved_by_name, savedAt: evidence.saved_at })
}

/** Strand, subject, quality and dates are choices: they are read in words and cannot be combined. */
function choiceWords (name: keyof typeof fieldLabels, { mine, theirs }: { mine: string, theirs: string }): Pick<ClashField, 'choose'> {
  const words = { strand: (value: string) => strands[value as Evidence['strand']].name, about: (value: string) => abouts[value as Evidence['about']].name, covers_from: longDate, covers_to: longDate, quality: (value: string) => value ? qualities[value as keyof typeof qualities].name : 'Not judged yet' }
  const read = words[name as keyof typeof words]
  return read ? { choose: { mine: read(mine), theirs: read(theirs) } } : {}
}
