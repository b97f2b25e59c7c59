import { record } from '../audit/record.ts'
import { evaluationStage, isSubmitted } from '../evaluations/rules.ts'
import { takeStep } from '../evaluations/sign-off.ts'
import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findModeration, findRound, listEarlierPairs, listModerations, listPairable, readJudgement } from './queries.ts'
import { proposePairs } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { LevelState } from '../evaluations/tables.ts'
import type { Library } from '../frameworks/library.ts'
import type { Session } from '../sessions/queries.ts'
import type { HeldInput, NoteInput, ReadingInput, ReplyInput } from './forms.ts'
import type { ModerationFound } from './queries.ts'
import type { Pairing } from './rules.ts'

/** Open an area’s round of moderation: which indicators are read. */
export async function openRound (trx: Trx, viewer: Viewer, areaSlug: string, name: string, indicators: string[], library: Library, at: string) {
  const { area, session, round } = await findRound(trx, viewer, areaSlug, name)
  if (round) throw new Refusal('The moderation of this session is open already.')
  if (indicators.length === 0) throw new FieldRefusal('indicators', 'Choose at least one indicator')
  for (const code of indicators) library.indicator(session.framework_id, session.framework_version, code)
  const row = { id: newId(), area_id: area.id, session_id: session.id, opened_at: at, opened_by_name: viewer.name, held_on: null, present: null }
  await trx.insertInto('moderation_round').values(row).execute()
  await trx.insertInto('moderation_indicator').values([...new Set(indicators)].map(code => ({ round_id: row.id, code }))).execute()
  await record(trx, viewer, 'moderation.opened', row.id, { session: name, codes: indicators }, area.id)
  return row
}

/** Who could read whom among the teams that are not paired yet. */
export async function proposalFor (db: Db, area: { id: string }, session: { id: string }, round: { id: string }): Promise<Pairing[]> {
  const paired = new Set((await listModerations(db, round)).flatMap(row => [row.reader_id, row.read_id]))
  const free = (await listPairable(db, area, session)).filter(team => !paired.has(team.id)).map(team => team.id)
  return proposePairs(free, await listEarlierPairs(db, area, session))
}

/** Pair teams. What is paired already stays. @throws FieldRefusal for teams of another area, or that have not begun */
export async function pairTeams (trx: Trx, viewer: Viewer, areaSlug: string, name: string, pairings: Pairing[], at: string) {
  const { area, session, round } = await findRound(trx, viewer, areaSlug, name)
  if (!round) throw new Refusal('Choose the indicators that are read first.')
  const teams = new Map((await listPairable(trx, area, session)).map(team => [team.id, team]))
  const known = await listModerations(trx, round)
  for (const { reader, read } of pairings) {
    if (reader === read) throw new FieldRefusal('read', 'A team does not read itself')
    const of = teams.get(read)
    if (!teams.has(reader) || !of) throw new FieldRefusal('read', 'Choose teams of this area that have begun their self-evaluation')
    if (known.some(row => row.reader_id === reader && row.read_id === read)) continue
    await trx.insertInto('moderation').values({
      id: newId(), round_id: round.id, reader_id: reader, read_id: read, self_evaluation_id: of.evaluation, paired_at: at, paired_by_name: viewer.name, closed_at: null, closed_because: null
    }).execute()
    await record(trx, viewer, 'moderation.paired', round.id, { reader: teams.get(reader)!.name, read: of.name }, area.id)
  }
}

/** Take a moderation back with a reason; readings and replies given so far stay on record. */
export async function takeBack (trx: Trx, viewer: Viewer, areaSlug: string, name: string, moderationId: string, reason: string, at: string) {
  const { area, round } = await findRound(trx, viewer, areaSlug, name)
  const row = round && (await listModerations(trx, round)).find(one => one.id === moderationId)
  if (!row) throw new NotFound()
  if (row.closed_at) throw new Refusal('This moderation is closed already.')
  await trx.updateTable('moderation').set({ closed_at: at, closed_because: reason }).where('id', '=', row.id).execute()
  await record(trx, viewer, 'moderation.taken-back', row.id, { read: row.read }, area.id)
}

/**
 * Give a team’s own reading of an indicator, before it sees the level the other team gave itself. The level stands once given.
 * @throws Clash when somebody of the same team gave it meanwhile: the reasons can then be put together
 */
export async function giveReading (trx: Trx, viewer: Viewer, moderationId: string, code: string, input: ReadingInput, library: Library, at: string) {
  const found = await findModeration(trx, viewer, moderationId)
  const { moderation, session, codes, read } = found
  if (!codes.includes(code)) throw new NotFound()
  if (moderation.closed_at) throw new Refusal('This moderation is closed.')
  const before = found.readings.find(reading => reading.indicator_code === code)
  if (before) return addReasons(trx, viewer, found, before, input, at)
  const { judgement, lastStep } = await readJudgement(trx, moderation, code)
  if (!judgement || !isSubmitted(evaluationStage(lastStep ? [{ kind: lastStep }] : []))) throw new Refusal(`${read.name} has not submitted its self-evaluation, so it cannot be read yet.`)
  const reading = {
    id: newId(), moderation_id: moderation.id, indicator_code: code, ...levelOf(input.level, library, session, 'level'), reasons: input.reasons,
    self_level_state: judgement.level_state, self_level: judgement.level, given_by: viewer.id, given_by_name: viewer.name, given_at: at
  }
  const { numInsertedOrUpdatedRows } = await trx.insertInto('moderation_reading').values(reading).onConflict(conflict => conflict.columns(['moderation_id', 'indicator_code']).doNothing()).executeTakeFirst()
  // Two people of the team in the same moment: the second sees what the first gave.
  if (numInsertedOrUpdatedRows === 0n) return addReasons(trx, viewer, found, (await findModeration(trx, viewer, moderationId)).readings.find(one => one.indicator_code === code)!, input, at)
  await record(trx, viewer, 'moderation.reading-given', reading.id, { code, read: read.name }, read.id)
}

async function addReasons (trx: Trx, viewer: Viewer, found: ModerationFound, before: ModerationFound['readings'][number], input: ReadingInput, at: string) {
  if (found.replies.some(reply => reply.reading_id === before.id)) throw new Refusal('Your team’s reading has been answered already.')
  if (input.revision === 0) {
    throw new Clash({ fields: [{ name: 'reasons', label: 'Reasons', mine: input.reasons, theirs: before.reasons }], revision: 1, savedBy: before.given_by_name, savedAt: before.given_at })
  }
  await trx.updateTable('moderation_reading').set({ reasons: input.reasons }).where('id', '=', before.id).execute()
  await record(trx, viewer, 'moderation.reasons-completed', before.id, { code: before.indicator_code, at }, found.read.id)
}

function levelOf (choice: string, library: Library, session: Session, field: string): { level_state: LevelState, level: number | null } {
  if (choice === 'not-enough-evidence') return { level_state: choice, level: null }
  const { scale } = library.selfEvaluation(session.framework_id, session.framework_version)
  if (!scale?.levels.some(({ value }) => String(value) === choice)) throw new FieldRefusal(field, 'Choose one of these levels')
  return { level_state: 'level', level: Number(choice) }
}

/**
 * The right of reply: the team that was read agrees or not, with reason and evidence, and says which level is agreed. With the last reply
 * the moderation is closed, and with the last moderation the self-evaluation is moderated.
 */
export async function giveReply (trx: Trx, viewer: Viewer, moderationId: string, code: string, input: ReplyInput, library: Library, at: string) {
  const found = await findModeration(trx, viewer, moderationId)
  const { moderation, session, read } = found
  const reading = found.readings.find(one => one.indicator_code === code)
  if (!reading) throw new Refusal('There is no reading to answer yet.')
  if (moderation.closed_at) throw new Refusal('This moderation is closed.')
  if (found.replies.some(reply => reply.reading_id === reading.id)) throw new Refusal('This reading has been answered already.')
  if (input.answer === 'disagree' && !input.reason) throw new FieldRefusal('reason', 'Say why you disagree')
  const { level_state: state, level } = levelOf(input.agreed, library, session, 'agreed')
  await trx.insertInto('moderation_reply').values({
    id: newId(), reading_id: reading.id, answer: input.answer, reason: input.reason ?? null, evidence: input.evidence ?? null, agreed_level_state: state, agreed_level: level, by_name: viewer.name, at
  }).execute()
  await record(trx, viewer, 'moderation.replied', reading.id, { code, answer: input.answer }, read.id)
  if (found.replies.length + 1 === found.codes.length) await close(trx, viewer, found, at)
}

async function close (trx: Trx, viewer: Viewer, { moderation, read }: ModerationFound, at: string) {
  await trx.updateTable('moderation').set({ closed_at: at, closed_because: 'Every reading has been answered' }).where('id', '=', moderation.id).execute()
  const open = await trx.selectFrom('moderation').select('id').where('self_evaluation_id', '=', moderation.self_evaluation_id).where('closed_at', 'is', null).executeTakeFirst()
  if (open) return
  const evaluation = await trx.selectFrom('self_evaluation').selectAll().where('id', '=', moderation.self_evaluation_id).executeTakeFirstOrThrow()
  await takeStep(trx, viewer, { evaluation, community: read }, 'moderated', null, at)
}

/** What was said in the moderation session, about one reading or in general. */
export async function addNote (trx: Trx, viewer: Viewer, areaSlug: string, name: string, input: NoteInput, at: string) {
  const { area, round } = await findRound(trx, viewer, areaSlug, name)
  if (!round) throw new NotFound()
  const moderation = input.moderation ? (await listModerations(trx, round)).find(row => row.id === input.moderation) : null
  if (input.moderation && !moderation) throw new NotFound()
  await trx.insertInto('moderation_note').values({ id: newId(), round_id: round.id, moderation_id: moderation?.id ?? null, indicator_code: input.code ?? null, text: input.text, by_name: viewer.name, at }).execute()
  await record(trx, viewer, 'moderation.noted', round.id, { code: input.code ?? null }, area.id)
}

/** When the moderation session was held, and who was there. */
export async function saveHeld (trx: Trx, viewer: Viewer, areaSlug: string, name: string, input: HeldInput) {
  const { area, round } = await findRound(trx, viewer, areaSlug, name)
  if (!round) throw new NotFound()
  await trx.updateTable('moderation_round').set({ held_on: input.held_on ?? null, present: input.present ?? null }).where('id', '=', round.id).execute()
  await record(trx, viewer, 'moderation.session-saved', round.id, {}, area.id)
}
