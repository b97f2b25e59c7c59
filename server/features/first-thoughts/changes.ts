import { randomUUID } from 'node:crypto'
import { record } from '../audit/record.ts'
import { openEvaluation } from '../evaluations/changes.ts'
import { saveJudgement } from '../evaluations/judgements.ts'
import { findJudgement, listIndicatorsJudged } from '../evaluations/queries.ts'
import { levelChoice, textNames, withCopied } from '../evaluations/rules.ts'
import { listMembers } from '../people/queries.ts'
import { addDays } from '../../lib/dates.ts'
import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { hashSecret, newId, newSecret } from '../../lib/ids.ts'
import { contributorOf, findPassage, findRequest, requestOf } from './queries.ts'
import { partNames, parts, saysSomething } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { EvaluationFound } from '../evaluations/queries.ts'
import type { JudgementInput } from '../evaluations/judgements.ts'
import type { LevelState } from '../evaluations/tables.ts'
import type { Library } from '../frameworks/library.ts'
import type { AskInput, LinkInput, ThoughtInput } from './forms.ts'
import type { Contributor, ThoughtRequest } from './queries.ts'

/** Ask the team for first thoughts about some indicators. Every member and chair of today is asked. */
export async function askForThoughts (trx: Trx, viewer: Viewer, slug: string, name: string, input: AskInput, at: string) {
  const found = await openEvaluation(trx, viewer, slug, name)
  if (await requestOf(trx, found.evaluation)) throw new Refusal('The team has been asked for first thoughts already.')
  const judged = (await listIndicatorsJudged(trx, found)).map(judgement => judgement.indicator_code)
  const codes = [...new Set(input.indicators ?? [])].filter(code => judged.includes(code))
  if (codes.length === 0) throw new FieldRefusal('indicators', 'Choose at least one indicator')
  if (input.answer_by && input.answer_by < at.slice(0, 10)) throw new FieldRefusal('answer_by', 'Choose a day that is not over yet')
  const request = { id: newId(), self_evaluation_id: found.evaluation.id, note: input.note ?? null, answer_by: input.answer_by ?? null, asked_at: at, asked_by_name: viewer.name, opened_at: null, opened_by_name: null }
  await trx.insertInto('first_thought_request').values(request).execute()
  await trx.insertInto('first_thought_indicator').values(codes.map(code => ({ request_id: request.id, code }))).execute()
  const members = await listMembers(trx, found.community)
  const people = [...new Map(members.map(member => [member.id, member])).values()]
  if (people.length > 0) await trx.insertInto('contributor').values(people.map(person => memberRow(request.id, person, at))).execute()
  await record(trx, viewer, 'first-thoughts.asked', found.evaluation.id, { codes, people: people.length }, found.community.id)
  return { ...found, people }
}

const memberRow = (requestId: string, person: { id: string, name: string, agency: string | null }, at: string) => ({
  id: newId(), request_id: requestId, person_id: person.id, name: person.name, agency: person.agency ?? 'Other', email: null,
  link_hash: null, browser_hash: null, browser: null, asked_at: at, expires_at: null, started_at: null, revoked_at: null
})

/** How long a personal link works when no day to answer by was given. */
const linkDays = 30

/** Ask somebody without an account, by a link of their own. @returns its secret, which is kept nowhere */
export async function askByLink (trx: Trx, viewer: Viewer, slug: string, name: string, input: LinkInput, now: Date) {
  const { community, request } = await findRequest(trx, viewer, slug, name)
  refuseOpened(request)
  const secret = newSecret()
  const at = now.toISOString()
  const contributor: Contributor = {
    id: newId(), request_id: request.id, person_id: null, name: input.name, agency: input.agency, email: input.email ?? null, link_hash: hashSecret(secret),
    browser_hash: null, browser: null, asked_at: at, expires_at: expiry(request, at), started_at: null, revoked_at: null
  }
  await trx.insertInto('contributor').values(contributor).execute()
  await record(trx, viewer, 'first-thoughts.link-made', contributor.id, {}, community.id)
  return { contributor, secret }
}

const expiry = (request: ThoughtRequest, at: string): string => `${addDays(request.answer_by ?? addDays(at.slice(0, 10), linkDays), 2)}T00:00:00.000Z`

/** A new link for somebody whose old one is lost or was opened in another browser. The old one stops; what was written stays. @returns its secret */
export async function renewLink (trx: Trx, viewer: Viewer, slug: string, name: string, contributorId: string, now: Date) {
  const { community, request } = await findRequest(trx, viewer, slug, name)
  refuseOpened(request)
  const contributor = await findLinked(trx, request, contributorId)
  const secret = newSecret()
  await trx.updateTable('contributor').set({ link_hash: hashSecret(secret), browser_hash: null, browser: null, started_at: null, revoked_at: null, expires_at: expiry(request, now.toISOString()) })
    .where('id', '=', contributor.id).execute()
  await record(trx, viewer, 'first-thoughts.link-renewed', contributor.id, {}, community.id)
  return { contributor, secret }
}

/** Take a link back. It stops at once; what was written with it is not shown, unless the thoughts were opened before. */
export async function revokeLink (trx: Trx, viewer: Viewer, slug: string, name: string, contributorId: string, at: string) {
  const { community, request } = await findRequest(trx, viewer, slug, name)
  const contributor = await findLinked(trx, request, contributorId)
  if (contributor.revoked_at) throw new Refusal('This link has been taken back already.')
  await trx.updateTable('contributor').set({ revoked_at: at }).where('id', '=', contributor.id).execute()
  await record(trx, viewer, 'first-thoughts.link-revoked', contributor.id, {}, community.id)
}

async function findLinked (trx: Trx, request: ThoughtRequest, contributorId: string): Promise<Contributor> {
  const row = await trx.selectFrom('contributor').selectAll().where('id', '=', contributorId).where('request_id', '=', request.id).where('person_id', 'is', null).executeTakeFirst()
  if (!row) throw new NotFound()
  return row
}

/** The first browser that opens a link keeps it. @returns the secret that this browser holds from now on */
export async function bindBrowser (trx: Trx, contributor: { id: string }, browser: string | null, at: string): Promise<string> {
  const secret = newSecret()
  const { numUpdatedRows } = await trx.updateTable('contributor').set({ browser_hash: hashSecret(secret), browser, started_at: at })
    .where('id', '=', contributor.id).where('browser_hash', 'is', null).executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('This link has just been opened in another browser.')
  return secret
}

/** What a member of the team thinks. Nobody else sees it before the chair opens the meeting. */
export async function giveThought (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, input: ThoughtInput, library: Library, at: string) {
  const { community, session, request } = await findRequest(trx, viewer, slug, name)
  const contributor = await contributorOf(trx, request, viewer) ?? await joinLate(trx, viewer, community, request, at)
  await saveThought(trx, { ...request, framework_id: session.framework_id, framework_version: session.framework_version }, contributor, code, input, library, at)
  await record(trx, viewer, 'first-thoughts.given', request.id, {}, community.id)
}

/** Somebody who came into the team after it was asked. */
async function joinLate (trx: Trx, viewer: Viewer, community: { id: string }, request: ThoughtRequest, at: string): Promise<Contributor> {
  const member = (await listMembers(trx, community)).find(person => person.id === viewer.id)
  if (!member) throw new NotFound()
  const row = memberRow(request.id, member, at)
  await trx.insertInto('contributor').values(row).execute()
  return row
}

interface Asked { id: string, opened_at: string | null, framework_id: string, framework_version: string }

/** Save one person's thought about an indicator. @throws Clash when the same person saved it elsewhere since; Refusal once opened */
export async function saveThought (trx: Trx, request: Asked, contributor: Contributor, code: string, input: ThoughtInput, library: Library, at: string) {
  refuseOpened(request)
  if (contributor.revoked_at) throw new Refusal('This link has been taken back.')
  const asked = await trx.selectFrom('first_thought_indicator').select('code').where('request_id', '=', request.id).where('code', '=', code).executeTakeFirst()
  if (!asked) throw new NotFound()
  const mine = { ...textsOf(input), ...levelOf(input.level, library, request, code) }
  const before = await trx.selectFrom('first_thought').selectAll().where('contributor_id', '=', contributor.id).where('indicator_code', '=', code).executeTakeFirst()
  if (!before) {
    // An id by chance, not by time: its order must not tell who wrote when.
    if (saysSomething(mine)) await trx.insertInto('first_thought').values({ id: randomUUID(), contributor_id: contributor.id, indicator_code: code, ...mine, saved_at: at }).execute()
    return
  }
  if (input.revision !== before.revision) {
    const fields = partNames.filter(part => mine[part] !== before[part]).map(part => ({ name: part, label: parts[part].label, mine: mine[part] ?? '', theirs: before[part] ?? '' }))
    if (fields.length > 0) throw new Clash({ fields, revision: before.revision, savedBy: 'You, in another window or on another device,', savedAt: before.saved_at })
  }
  await trx.updateTable('first_thought').set({ ...mine, revision: before.revision + 1, saved_at: at }).where('id', '=', before.id).execute()
}

const textsOf = (input: ThoughtInput) => ({ goes_well: input.goes_well ?? null, gets_in_the_way: input.gets_in_the_way ?? null, what_changed: input.what_changed ?? null })

function levelOf (choice: string | undefined, library: Library, { framework_id: id, framework_version: version }: Asked, code: string): { level_state: LevelState, level: number | null } {
  if (!choice || choice === 'not-yet') return { level_state: 'not-yet', level: null }
  if (choice === 'not-enough-evidence') return { level_state: choice, level: null }
  const scale = library.indicator(id, version, code).rated ? library.selfEvaluation(id, version).scale : undefined
  if (!scale?.levels.some(({ value }) => String(value) === choice)) throw new FieldRefusal('level', 'Choose one of these levels')
  return { level_state: 'level', level: Number(choice) }
}

function refuseOpened (request: { opened_at: string | null }) {
  if (request.opened_at) throw new Refusal('The meeting has been opened, so first thoughts can no longer be given or changed. Say it in the meeting.')
}

/** Open what was given: from now on the team sees the spread, and nothing is added. Does nothing when nobody was asked, or it is open. */
export async function openThoughts (trx: Trx, viewer: Viewer, found: Pick<EvaluationFound, 'evaluation' | 'community'>, at: string) {
  const request = await requestOf(trx, found.evaluation)
  if (!request || request.opened_at) return
  await trx.updateTable('first_thought_request').set({ opened_at: at, opened_by_name: viewer.name }).where('id', '=', request.id).execute()
  await record(trx, viewer, 'first-thoughts.opened', found.evaluation.id, {}, found.community.id)
}

/**
 * Take a passage into the agreed text, below what is there; it stays credited as from first thoughts. `typed` is the form it was pressed in,
 * so that nothing typed there is lost. @throws Clash as saving does
 */
export async function takePassage (trx: Trx, viewer: Viewer, slug: string, name: string, code: string, passage: string, typed: JudgementInput | null, library: Library, at: string) {
  const { community, request } = await findRequest(trx, viewer, slug, name)
  const { thoughtId, part, text } = await findPassage(trx, request, code, passage)
  const { judgement } = await findJudgement(trx, viewer, slug, name, code)
  const kept: JudgementInput = {
    revision: judgement.revision, level: levelChoice(judgement), finished: judgement.completed_at ? 'yes' : 'no', ...Object.fromEntries(textNames.map(field => [field, judgement[field] ?? undefined]))
  }
  const input = typed ?? kept
  const saved = await saveJudgement(trx, viewer, slug, name, code, { ...input, [parts[part].into]: withCopied(input[parts[part].into] ?? null, text) }, library, at)
  const known = await trx.selectFrom('first_thought_taken').select('id').where('thought_id', '=', thoughtId).where('part', '=', part).executeTakeFirst()
  if (known) return saved
  const { judgement: now } = await findJudgement(trx, viewer, slug, name, code)
  await trx.insertInto('first_thought_taken').values({ id: newId(), thought_id: thoughtId, judgement_id: now.id, part, taken_at: at, taken_by_name: viewer.name }).execute()
  await record(trx, viewer, 'first-thoughts.taken', now.id, { code, part }, community.id)
  return saved
}
