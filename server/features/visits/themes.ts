import { record } from '../audit/record.ts'
import { Clash, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { points } from '../../lib/text.ts'
import { removeUnused } from './changes.ts'
import { findQuestion, findVisit, listThemes } from './queries.ts'
import { mostQuestions, mostThemes, nextNumber } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { QuestionInput, ThemeInput } from './forms.ts'
import type { VisitTheme } from './queries.ts'

const inUse = 'is used already: in the timetable, in notes or in findings. Take it out there first.'
const savedBy = (viewer: Viewer, at: string) => ({ saved_at: at, saved_by_name: viewer.name })

/** Add a review theme after the others, with its focus questions, one a line. */
export async function addTheme (trx: Trx, viewer: Viewer, visitId: string, input: ThemeInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const themes = await listThemes(trx, visit)
  if (themes.length >= mostThemes) throw new Refusal(`There are ${mostThemes} themes. Remove one first: a visit with more would not get through them.`)
  const number = nextNumber(themes.map(theme => theme.code))
  const theme = { id: newId(), visit_id: visit.id, position: (themes.at(-1)?.position ?? 0) + 1, code: `T${number}`, title: input.title, focus: input.focus ?? null, ...savedBy(viewer, at) }
  await trx.insertInto('visit_theme').values(theme).execute()
  await keepQuestions(trx, viewer, theme, [], points(input.questions ?? null), at)
  await record(trx, viewer, 'visit.theme-added', visit.id, { code: theme.code }, place.id)
  return theme
}

/** Change the words of a theme. @throws Clash when somebody else saved it since */
export async function saveTheme (trx: Trx, viewer: Viewer, visitId: string, themeId: string, input: ThemeInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const theme = one(await listThemes(trx, visit), themeId)
  const values = { title: input.title, focus: input.focus ?? null }
  if (input.revision !== theme.revision) {
    refuseClash(theme, [{ name: 'title', label: 'Theme', mine: values.title, theirs: theme.title }, { name: 'focus', label: 'What it is about, in short', mine: values.focus ?? '', theirs: theme.focus ?? '' }])
  }
  await trx.updateTable('visit_theme').set({ ...values, revision: theme.revision + 1, ...savedBy(viewer, at) }).where('id', '=', theme.id).execute()
  await record(trx, viewer, 'visit.theme-saved', visit.id, { code: theme.code }, place.id)
}

/** Move a theme one place up or down; at the end it stays. Its code stays too, because notes name it. */
export async function moveTheme (trx: Trx, viewer: Viewer, visitId: string, themeId: string, direction: 'up' | 'down') {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const themes = await listThemes(trx, visit)
  const theme = one(themes, themeId)
  const other = themes[themes.indexOf(theme) + (direction === 'up' ? -1 : 1)]
  if (!other) return
  await trx.updateTable('visit_theme').set({ position: other.position }).where('id', '=', theme.id).execute()
  await trx.updateTable('visit_theme').set({ position: theme.position }).where('id', '=', other.id).execute()
  await record(trx, viewer, 'visit.theme-moved', visit.id, { code: theme.code, direction }, place.id)
}

/** Remove a theme with its questions. @throws Refusal when something stands under it already */
export async function removeTheme (trx: Trx, viewer: Viewer, visitId: string, themeId: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const theme = one(await listThemes(trx, visit), themeId)
  await removeUnused(async () => {
    await trx.deleteFrom('visit_question').where('theme_id', '=', theme.id).execute()
    await trx.deleteFrom('visit_theme').where('id', '=', theme.id).execute()
  }, `${theme.code} ${inUse}`)
  await record(trx, viewer, 'visit.theme-removed', visit.id, { code: theme.code }, place.id)
}

/** Add focus questions to a theme, one a line. */
export async function addQuestions (trx: Trx, viewer: Viewer, visitId: string, themeId: string, text: string, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const theme = one(await listThemes(trx, visit), themeId)
  const added = points(text)
  await keepQuestions(trx, viewer, theme, theme.questions, added, at)
  await record(trx, viewer, 'visit.questions-added', visit.id, { code: theme.code, questions: added.length }, place.id)
}

/** Change a focus question. @throws Clash when somebody else saved it since */
export async function saveQuestion (trx: Trx, viewer: Viewer, visitId: string, questionId: string, input: QuestionInput, at: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const { question } = await findQuestion(trx, visit, questionId)
  if (input.revision !== question.revision) refuseClash(question, [{ name: 'text', label: 'Focus question', mine: input.text, theirs: question.text }])
  await trx.updateTable('visit_question').set({ text: input.text, revision: question.revision + 1, ...savedBy(viewer, at) }).where('id', '=', question.id).execute()
  await record(trx, viewer, 'visit.question-saved', visit.id, { code: question.code }, place.id)
}

/** Move a question within its theme. */
export async function moveQuestion (trx: Trx, viewer: Viewer, visitId: string, questionId: string, direction: 'up' | 'down') {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const { theme, question } = await findQuestion(trx, visit, questionId)
  const other = theme.questions[theme.questions.indexOf(question) + (direction === 'up' ? -1 : 1)]
  if (!other) return
  await trx.updateTable('visit_question').set({ position: other.position }).where('id', '=', question.id).execute()
  await trx.updateTable('visit_question').set({ position: question.position }).where('id', '=', other.id).execute()
  await record(trx, viewer, 'visit.question-moved', visit.id, { code: question.code, direction }, place.id)
}

/** Remove a focus question. @throws Refusal when notes stand under it already */
export async function removeQuestion (trx: Trx, viewer: Viewer, visitId: string, questionId: string) {
  const { visit, place } = await findVisit(trx, viewer, visitId)
  const { question } = await findQuestion(trx, visit, questionId)
  await removeUnused(() => trx.deleteFrom('visit_question').where('id', '=', question.id).execute(), `${question.code} ${inUse}`)
  await record(trx, viewer, 'visit.question-removed', visit.id, { code: question.code }, place.id)
}

async function keepQuestions (trx: Trx, viewer: Viewer, theme: Pick<VisitTheme, 'id' | 'code'>, there: { code: string, position: number }[], texts: string[], at: string) {
  if (there.length + texts.length > mostQuestions) throw new Refusal(`A theme has at most ${mostQuestions} focus questions: a group would not get through more.`)
  const first = nextNumber(there.map(question => question.code))
  const position = (there.at(-1)?.position ?? 0) + 1
  if (texts.length === 0) return
  await trx.insertInto('visit_question').values(texts.map((text, index) => ({
    id: newId(), theme_id: theme.id, position: position + index, code: `${theme.code}-Q${first + index}`, text, ...savedBy(viewer, at)
  }))).execute()
}

function one<Row extends { id: string }> (rows: Row[], id: string): Row {
  const row = rows.find(row => row.id === id)
  if (!row) throw new NotFound()
  return row
}

function refuseClash (row: { revision: number, saved_at: string | null, saved_by_name: string | null }, all: { name: string, label: string, mine: string, theirs: string }[]) {
  const fields = all.filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: row.revision, savedBy: row.saved_by_name ?? 'Somebody', savedAt: row.saved_at ?? '1970-01-01T00:00:00.000Z' })
}
