import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, Forbidden, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { nameIn } from '../../lib/names.ts'
import { listThemes, listVisitPeople } from '../visits/queries.ts'
import { findFinding, findTakeAway, listFindings } from './queries.ts'
import { kindNames, mostFindings } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { AtWork } from '../focus-groups/door.ts'
import type { FindingInput } from './forms.ts'
import type { Finding } from './queries.ts'

/** Add a finding after the others. */
export async function addFinding (trx: Trx, at: AtWork, input: FindingInput, now: string): Promise<{ id: string }> {
  const { visit, author, actor } = at
  const findings = await listFindings(trx, visit)
  if (findings.length >= mostFindings) throw new Refusal(`A visit has at most ${mostFindings} findings. Put some of them together.`)
  const row = {
    id: newId(), visit_id: visit.id, ...await valuesOf(trx, at, input), position: Math.max(0, ...findings.map(one => one.position)) + 1,
    author_id: author.id, author_name: author.name, at: now, saved_at: now, saved_by_name: author.name, agreed_at: null, agreed_by_name: null, withdrawn_at: null
  }
  await trx.insertInto('visit_finding').values(row).execute()
  await record(trx, actor, 'finding.added', row.id, { visit: visit.title, kind: input.kind }, visit.place_id)
  return row
}

/**
 * Change a finding. Whoever agreed, agreed to other words: they are asked again.
 * @throws Clash when somebody saved it since; Refusal when it is agreed; Forbidden for somebody else's, unless of the core team
 */
export async function saveFinding (trx: Trx, at: AtWork, id: string, input: FindingInput, now: string) {
  const finding = await findOpen(trx, at, id)
  const themes = await listThemes(trx, at.visit)
  if (finding.revision !== input.revision) refuseClash(finding, input, themes)
  const values = await valuesOf(trx, at, input)
  await trx.updateTable('visit_finding').set({ ...values, revision: finding.revision + 1, saved_at: now, saved_by_name: at.author.name }).where('id', '=', finding.id).execute()
  if (values.text !== finding.text || values.kind !== finding.kind) await trx.deleteFrom('visit_finding_agreement').where('finding_id', '=', finding.id).execute()
  await record(trx, at.actor, 'finding.saved', finding.id, { visit: at.visit.title, kind: input.kind }, at.visit.place_id)
}

/** Move a finding among those of its theme and kind. */
export async function moveFinding (trx: Trx, at: AtWork, id: string, direction: 'up' | 'down') {
  refuseUnlessCore(at)
  const { finding, findings } = await findFinding(trx, at.visit, id)
  const row = findings.filter(one => one.theme_id === finding.theme_id && one.kind === finding.kind)
  const other = row[row.findIndex(one => one.id === id) + (direction === 'up' ? -1 : 1)]
  if (!other) return
  await trx.updateTable('visit_finding').set({ position: other.position }).where('id', '=', finding.id).execute()
  await trx.updateTable('visit_finding').set({ position: finding.position }).where('id', '=', other.id).execute()
  await record(trx, at.actor, 'finding.moved', finding.id, { visit: at.visit.title, direction }, at.visit.place_id)
}

/** Take a finding out. It is shown nowhere any more. */
export async function withdrawFinding (trx: Trx, at: AtWork, id: string, now: string) {
  const finding = await findOpen(trx, at, id)
  await trx.updateTable('visit_finding').set({ withdrawn_at: now }).where('id', '=', finding.id).execute()
  await record(trx, at.actor, 'finding.withdrawn', finding.id, { visit: at.visit.title }, at.visit.place_id)
}

/** Say that one agrees to a finding as it reads. @throws Refusal when it reads otherwise by now */
export async function agreeFinding (trx: Trx, at: AtWork, id: string, revision: number, now: string) {
  refuseUnlessCore(at)
  const { finding } = await findFinding(trx, at.visit, id)
  if (finding.revision !== revision) throw new Refusal('This finding was changed while you were reading. Read it again before you agree.')
  if (finding.agreed_at || finding.agreements.some(row => row.by_id === at.author.id)) return
  await trx.insertInto('visit_finding_agreement').values({ finding_id: id, by_id: at.author.id, by_name: at.author.name, at: now }).execute()
  await record(trx, at.actor, 'finding.agreed-to', id, { visit: at.visit.title }, at.visit.place_id)
}

/** The lead closes a finding: agreed. @throws Refusal when nobody of the core group has agreed */
export async function closeFinding (trx: Trx, at: AtWork, id: string, revision: number, now: string) {
  if (!at.leads) throw new Forbidden('Only the lead of the visit closes a finding as agreed.')
  const { finding } = await findFinding(trx, at.visit, id)
  if (finding.agreed_at) return
  if (finding.revision !== revision) throw new Refusal('This finding was changed while you were reading. Read it again before you close it.')
  if (finding.agreements.length === 0) throw new Refusal('Nobody of the core group has agreed to this finding yet.')
  await trx.updateTable('visit_finding').set({ agreed_at: now, agreed_by_name: at.author.name }).where('id', '=', id).execute()
  await record(trx, at.actor, 'finding.closed', id, { visit: at.visit.title, agreed: finding.agreements.length }, at.visit.place_id)
}

/** Open an agreed finding again, to change it. */
export async function reopenFinding (trx: Trx, at: AtWork, id: string) {
  if (!at.leads) throw new Forbidden('Only the lead of the visit opens a finding again.')
  const { finding } = await findFinding(trx, at.visit, id)
  if (!finding.agreed_at) throw new Refusal('This finding is open already.')
  await trx.updateTable('visit_finding').set({ agreed_at: null, agreed_by_name: null }).where('id', '=', id).execute()
  await record(trx, at.actor, 'finding.reopened', id, { visit: at.visit.title }, at.visit.place_id)
}

/** Keep what somebody will try at home. @throws Clash when they saved it on another device since */
export async function saveTakeAway (trx: Trx, { visit, author, actor }: AtWork, { text, revision }: { text: string, revision: number }, now: string) {
  const before = await findTakeAway(trx, visit, author)
  if (before && before.revision !== revision && before.text !== text) {
    throw new Clash({ fields: [{ name: 'text', label: 'What I will try', mine: text, theirs: before.text }], revision: before.revision, savedBy: before.author_name, savedAt: before.saved_at })
  }
  const values = { text, author_name: author.name, saved_at: now, revision: (before?.revision ?? 0) + 1 }
  if (before) await trx.updateTable('visit_take_away').set(values).where('visit_id', '=', visit.id).where('author_id', '=', author.id).execute()
  else await trx.insertInto('visit_take_away').values({ visit_id: visit.id, author_id: author.id, ...values }).execute()
  await record(trx, actor, 'take-away.saved', visit.id, { visit: visit.title }, visit.place_id)
}

async function valuesOf (trx: Trx, { visit }: AtWork, input: FindingInput) {
  const theme = input.theme ? (await listThemes(trx, visit)).find(one => one.code === input.theme) : undefined
  if (input.theme && !theme) throw new FieldRefusal('theme', 'Choose a theme of this visit')
  const names = (await listVisitPeople(trx, visit)).map(person => person.name)
  for (const field of ['text', 'evidence'] as const) {
    const named = nameIn(input[field] ?? '', names)
    if (named) throw new FieldRefusal(field, `Leave out ${named}: findings name nobody`)
  }
  return { kind: input.kind, theme_id: theme?.id ?? null, text: input.text, evidence: input.evidence ?? null, seen_by: input.seen_by ?? null }
}

async function findOpen (trx: Trx, at: AtWork, id: string): Promise<Finding> {
  const { finding } = await findFinding(trx, at.visit, id)
  if (finding.author_id !== at.author.id) refuseUnlessCore(at)
  if (finding.agreed_at) throw new Refusal('This finding is agreed, so it cannot be changed. The lead of the visit can open it again.')
  return finding
}

const refuseUnlessCore = (at: AtWork) => { if (!at.isCore) throw new Forbidden('Only the core team of the visit does this. Your own findings you can change yourself.') }

function refuseClash (finding: Finding, input: FindingInput, themes: { id: string, code: string, title: string }[]) {
  const theme = themes.find(one => one.id === finding.theme_id)
  const nameOf = (code: string | undefined) => themes.find(one => one.code === code)?.title ?? 'No theme'
  const fields = [
    { name: 'text', label: 'Finding', mine: input.text, theirs: finding.text },
    { name: 'evidence', label: 'What showed it', mine: input.evidence ?? '', theirs: finding.evidence ?? '' },
    { name: 'seen_by', label: 'Who saw it', mine: input.seen_by ?? '', theirs: finding.seen_by ?? '' },
    { name: 'kind', label: 'What it is', mine: input.kind, theirs: finding.kind, choose: { mine: kindNames[input.kind], theirs: kindNames[finding.kind] } },
    { name: 'theme', label: 'Theme', mine: input.theme ?? '', theirs: theme?.code ?? '', choose: { mine: nameOf(input.theme), theirs: nameOf(theme?.code) } }
  ].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: finding.revision, savedBy: finding.saved_by_name, savedAt: finding.saved_at })
}
