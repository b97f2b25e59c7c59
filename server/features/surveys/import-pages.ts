import { errorSummary, fileField, selectField, submitButton } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { surveyCrumbs, surveyHref } from './pages.ts'
import type { Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { Brought, FileContent, Problem } from './import-rules.ts'
import type { Survey } from './queries.ts'
import type { Team } from './pages.ts'

/** Choose a file of answers. */
export function uploadPage (team: Team, survey: Survey, questionnaire: Questionnaire, problem: string | null) {
  const errors = problem ? { byField: { file: problem }, list: [{ href: '#file', text: problem }] } : null
  return {
    title: 'Bring in answers from a file',
    caption: `${team.name}: ${questionnaire.title}`,
    breadcrumbs: surveyCrumbs(team, survey, questionnaire),
    errors: errors && errorSummary(errors),
    action: `${surveyHref(team, survey)}/import`,
    questions: questionnaire.questions.map(({ code }) => questionnaire.texts[0]!.questions[code]!.text),
    file: fileField({ name: 'file', label: 'Excel workbook or CSV file', hint: 'At most 2 MB', attributes: { accept: '.xlsx,.csv' }, errors }),
    submit: submitButton('See what is in it')
  }
}

interface Parts extends Brought { team: Team, survey: Survey, questionnaire: Questionnaire, file: { id: string, file_name: string, content: FileContent }, mapping: (string | null)[], problems: Problem[], personal: string[] }

/** Which column answers which question, what would be counted, and what to look at first. */
export function previewPage ({ team, survey, questionnaire, file, mapping, counts, texts, problems, personal }: Parts) {
  const [first] = questionnaire.texts
  const { people, columns, dropped } = file.content
  const items = [{ value: '', text: 'Leave it out' }, ...questionnaire.questions.map(({ code }) => ({ value: code, text: first!.questions[code]!.text }))]
  const list = problems.slice(0, 30).map(({ at, text }) => ({ href: `#column-${at}`, text }))
  const errors = problems.length > 0 ? { list, byField: Object.fromEntries(problems.toReversed().map(({ at, text }) => [`column.${at}`, text])) } : null
  return {
    title: 'See what would be brought in',
    caption: `${team.name}: ${questionnaire.title}`,
    breadcrumbs: surveyCrumbs(team, survey, questionnaire),
    errors: errors && errorSummary(errors),
    sentence: `${file.file_name}: ${count(people, 'person', 'people')} answered, in ${count(columns.length, 'column')} that may be answers. Nothing has been brought in yet.`,
    dropped: dropped.length > 0 ? `Thrown away and kept nowhere, because it tells who answered or when: ${dropped.map(label => `“${label.slice(0, 60)}”`).join(', ')}.` : null,
    personal,
    action: `${surveyHref(team, survey)}/import/${file.id}`,
    columns: columns.map(({ label, values }, at) => ({
      field: selectField({ name: `column.${at}`, id: `column-${at}`, label: `“${label.slice(0, 120)}”`, hint: `${count(values.length, 'answer')}${whatOf(questionnaire, mapping[at] ?? null, counts, texts)}`, items, values: { [`column.${at}`]: mapping[at] ?? '' }, errors })
    })),
    again: submitButton('See again with these columns', { secondary: true, name: 'do', value: 'again' }),
    bring: problems.length === 0 ? submitButton(`Bring in the answers of ${count(people, 'person', 'people')}`, { name: 'do', value: 'bring' }) : null
  }
}

/** Whether a column is understood; how many of each is not told, for numbers are shown when they are released. */
function whatOf (questionnaire: Questionnaire, code: string | null, counts: Brought['counts'], texts: Brought['texts']): string {
  if (code === null) return ''
  if (questionnaire.questions.find(question => question.code === code)?.kind === 'text') return `: ${count(texts.filter(text => text.question === code).length, 'text')} for the chair to read`
  return `: ${Object.values(counts[code] ?? {}).reduce((sum, n) => sum + n, 0)} understood`
}
