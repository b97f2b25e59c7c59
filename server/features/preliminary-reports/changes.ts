import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findPrepared, findStatement, listStatements, mapChanges, scopeOf } from './queries.ts'
import { readers } from './readers/index.ts'
import { keyOf } from './readers/reader.ts'
import { digestOf, mostStatements, partNames } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { ChangeInput, NewStatementInput, PickInput, StatementInput } from './forms.ts'
import type { Statement } from './queries.ts'
import type { Part } from './tables.ts'

const own = { source_kind: null, source_id: null, source_part: null, source_about: null, source_place: null, source_session: null, source_text: null, source_digest: null, kept_digest: null }

/** A sentence of the lead's own. */
export async function addStatement (trx: Trx, viewer: Viewer, visitId: string, themeId: string, input: NewStatementInput, at: string) {
  const { visit, place } = await findTheme(trx, viewer, visitId, themeId)
  const position = await lastPosition(trx, visit, themeId, input.part, 1)
  const id = newId()
  await trx.insertInto('preliminary_statement').values({ id, visit_id: visit.id, theme_id: themeId, part: input.part, position, text: input.text, ...own, ...stamps(viewer, at) }).execute()
  await record(trx, viewer, 'preliminary-report.statement-added', visit.id, { part: input.part }, place.id)
  return id
}

/** What was ticked becomes statements, each with its source as it is now. What the theme has already is not taken twice. @returns how many were taken */
export async function pickSources (trx: Trx, viewer: Viewer, visitId: string, themeId: string, input: PickInput, library: Library, at: string): Promise<number> {
  const found = await findTheme(trx, viewer, visitId, themeId)
  const reader = readers.find(({ kind }) => kind === input.kind)
  if (!reader) throw new NotFound()
  const had = new Set((await listStatements(trx, found.visit, themeId)).filter(row => row.source_kind === reader.kind).map(row => keyOf({ id: row.source_id!, part: row.source_part! })))
  const refs = [...new Set(input.sources)].filter(key => !had.has(key)).map(key => ({ id: key.split(' ')[0]!, part: key.split(' ')[1]! }))
  const taken = (await reader.find(trx, await scopeOf(trx, found, library), refs)).flatMap(source => source.text === null || source.state !== null ? [] : [{ ...source, text: source.text }])
  if (taken.length === 0) throw new FieldRefusal('sources', 'What you ticked is in this theme already, or is not there any more')
  for (const part of ['know', 'strength', 'area'] as Part[]) {
    const here = taken.filter(source => (input.into === 'suggested' ? source.suggested : input.into) === part)
    if (here.length === 0) continue
    const first = await lastPosition(trx, found.visit, themeId, part, here.length)
    await trx.insertInto('preliminary_statement').values(here.map((source, n) => ({
      id: newId(), visit_id: found.visit.id, theme_id: themeId, part, position: first + n, text: source.text, source_kind: reader.kind, source_id: source.id, source_part: source.part,
      source_about: source.about, source_place: source.place, source_session: source.session || null, source_text: source.text, source_digest: digestOf(source), kept_digest: null, ...stamps(viewer, at)
    }))).execute()
  }
  await record(trx, viewer, 'preliminary-report.sources-taken', found.visit.id, { kind: reader.kind, count: taken.length }, found.place.id)
  return taken.length
}

/** Change what a statement says, or where it stands. @throws Clash when somebody else saved it since */
export async function saveStatement (trx: Trx, viewer: Viewer, visitId: string, statementId: string, input: StatementInput, at: string) {
  const { visit, place, themes, statement } = await findStatement(trx, viewer, visitId, statementId)
  const theme = themes.find(({ id }) => id === input.theme)
  if (!theme) throw new FieldRefusal('theme', 'Choose one of these themes')
  if (input.revision !== statement.revision) {
    const titleOf = (id: string) => themes.find(theme => theme.id === id)!.title
    const fields = [
      ...input.text !== statement.text ? [{ name: 'text', label: 'Statement', mine: input.text, theirs: statement.text }] : [],
      ...input.part !== statement.part ? [{ name: 'part', label: 'Part', mine: input.part, theirs: statement.part, choose: { mine: partNames[input.part], theirs: partNames[statement.part] } }] : [],
      ...input.theme !== statement.theme_id ? [{ name: 'theme', label: 'Theme', mine: input.theme, theirs: statement.theme_id, choose: { mine: theme.title, theirs: titleOf(statement.theme_id) } }] : []
    ]
    if (fields.length > 0) throw new Clash({ fields, revision: statement.revision, savedBy: statement.saved_by_name, savedAt: statement.saved_at })
  }
  const moved = input.theme !== statement.theme_id || input.part !== statement.part
  const position = moved ? await lastPosition(trx, visit, input.theme, input.part, 1) : statement.position
  await trx.updateTable('preliminary_statement').set({ text: input.text, theme_id: input.theme, part: input.part, position, ...saved(statement, viewer, at) }).where('id', '=', statement.id).execute()
  await record(trx, viewer, 'preliminary-report.statement-saved', visit.id, { part: input.part, moved: moved ? 1 : 0 }, place.id)
}

/** One place up or down in its part; at the end it stays. */
export async function moveStatement (trx: Trx, viewer: Viewer, visitId: string, statementId: string, direction: 'up' | 'down') {
  const { visit, place, statement } = await findStatement(trx, viewer, visitId, statementId)
  const rows = (await listStatements(trx, visit, statement.theme_id)).filter(({ part }) => part === statement.part)
  const from = rows.findIndex(({ id }) => id === statement.id)
  const to = direction === 'up' ? from - 1 : from + 1
  if (to >= 0 && to < rows.length) {
    for (const [index, { id, position }] of rows.toSpliced(from, 1).toSpliced(to, 0, statement).entries()) {
      if (position !== index + 1) await trx.updateTable('preliminary_statement').set({ position: index + 1 }).where('id', '=', id).execute()
    }
    await record(trx, viewer, 'preliminary-report.statement-moved', visit.id, { to: to + 1 }, place.id)
  }
  return statement
}

/** Take a statement out. Versions that were saved with it keep it. */
export async function removeStatement (trx: Trx, viewer: Viewer, visitId: string, statementId: string) {
  const { visit, place, statement } = await findStatement(trx, viewer, visitId, statementId)
  await trx.deleteFrom('preliminary_statement').where('id', '=', statement.id).execute()
  await record(trx, viewer, 'preliminary-report.statement-removed', visit.id, { part: statement.part }, place.id)
  return statement
}

/** The source of a statement has changed: keep the statement, take what the source says now, or take it out. */
export async function settleChange (trx: Trx, viewer: Viewer, visitId: string, statementId: string, input: ChangeInput, library: Library, at: string) {
  const found = await findStatement(trx, viewer, visitId, statementId)
  const { visit, place, statement } = found
  const change = (await mapChanges(trx, await scopeOf(trx, found, library), [statement])).get(statement.id)
  if (!change) throw new Refusal('The source of this statement has not changed, or it has been settled already.')
  if (change.digest !== input.digest || statement.revision !== input.revision) throw new Refusal('The source or the statement has changed again while you were reading. Go back and look at it once more.')
  if (input.choice === 'take' && change.text === null) throw new FieldRefusal('choice', 'The source says nothing any more: keep the statement or remove it')
  if (input.choice === 'remove') await trx.deleteFrom('preliminary_statement').where('id', '=', statement.id).execute()
  else {
    const kept = input.choice === 'keep' ? { kept_digest: change.digest } : { text: change.text!, source_text: change.text, source_digest: change.digest, kept_digest: null }
    await trx.updateTable('preliminary_statement').set({ ...kept, ...saved(statement, viewer, at) }).where('id', '=', statement.id).execute()
  }
  await record(trx, viewer, 'preliminary-report.change-settled', visit.id, { choice: input.choice, kind: statement.source_kind }, place.id)
  return statement
}

const stamps = (viewer: Viewer, at: string) => ({ added_at: at, added_by_name: viewer.name, saved_at: at, saved_by_name: viewer.name })
const saved = (statement: Statement, viewer: Viewer, at: string) => ({ revision: statement.revision + 1, saved_at: at, saved_by_name: viewer.name })

async function findTheme (trx: Trx, viewer: Viewer, visitId: string, themeId: string) {
  const found = await findPrepared(trx, viewer, visitId)
  if (!found.themes.some(({ id }) => id === themeId)) throw new NotFound()
  return found
}

/** The position after the last of a part of a theme, where so many come in. */
async function lastPosition (trx: Trx, visit: { id: string }, themeId: string, part: Part, coming: number): Promise<number> {
  const rows = (await listStatements(trx, visit, themeId)).filter(row => row.part === part)
  if (rows.length + coming > mostStatements) throw new Refusal(`“${partNames[part]}” of a theme holds ${mostStatements} statements. Bring some together first: nobody reads more.`)
  return rows.reduce((last, row) => Math.max(last, row.position), 0) + 1
}
