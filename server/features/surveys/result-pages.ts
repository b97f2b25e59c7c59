import { longDate } from '../../lib/dates.ts'
import { table } from '../../lib/fields.ts'
import { drawStack } from '../../lib/stacked-bar.ts'
import { figureWords, shareWords, suppressionNote, workedOut } from '../figures/words-rules.ts'
import { linkField, surveyCrumbs, surveyHref } from './pages.ts'
import { audienceWords } from './rules.ts'
import type { ReleasedTable } from '../figures/queries.ts'
import type { Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { Survey, SurveyText } from './queries.ts'
import type { Team } from './pages.ts'

interface Heard { id: string, text_id: string | null, number: number, what: string }
interface Parts { team: Team, place: string, survey: Survey, questionnaire: Questionnaire, tables: ReleasedTable[], texts: SurveyText[], heard: Heard[], actions: { id: string, number: number, what: string }[], mayLead: boolean }

/** What people said: the released figures of each question, and the texts that the chair shows. */
export function resultsPage ({ team, place, survey, questionnaire, tables, texts, heard, actions, mayLead }: Parts) {
  const href = surveyHref(team, survey)
  const [first] = questionnaire.texts
  const total = tables.find(one => !one.code.includes('.'))
  const threshold = total?.release.threshold ?? null
  const all = total ? cellOf(total, place, 'all') : null
  return {
    title: 'Results',
    caption: `${team.name}: ${audienceWords[questionnaire.audience].name}`,
    breadcrumbs: surveyCrumbs(team, survey, questionnaire),
    state: stateOf(survey, total, all),
    questions: total && all !== null ? tables.filter(one => one !== total).map(one => questionPart(one, place, all)) : [],
    note: threshold === null ? null : suppressionNote(threshold),
    workedOut: threshold === null ? [] : workedOut(threshold),
    texts: [...Map.groupBy(texts, text => text.question)].map(([question, some]) => ({
      question: first!.questions[question]?.text ?? question,
      texts: some.map(text => ({
        said: text.shown,
        heard: heard.filter(one => one.text_id === text.id).map(one => ({ text: `Action ${one.number}: ${one.what}`, href: `/communities/${team.slug}/${team.session}/plan/actions/${one.number}`, removal: mayLead ? `${href}/heard/${one.id}/removal` : null })),
        link: mayLead && actions.length > 0 ? { id: text.id, ...withOwnIds(linkField(`${href}/heard`, actions, {}, null), text.id) } : null
      }))
    })),
    noTexts: texts.length > 0 ? null : survey.read_on ? 'Nobody wrote anything that is shown.' : 'The chair has not read yet what people wrote.',
    back: { text: 'Back to the survey', href }
  }
}

const withOwnIds = <Link extends ReturnType<typeof linkField>>(link: Link, id: string) => ({ ...link, field: { ...link.field, id: `action-${id}` } })

const cellOf = (one: ReleasedTable, place: string, row: string): number | null => one.cells.find(cell => cell.place === place && cell.row === row && cell.column === 'all')?.value ?? null

function stateOf (survey: Survey, total: ReleasedTable | undefined, all: number | null): string {
  if (!survey.release_id) return 'The numbers are released with those of all teams, once a term, after its end. Until then nobody sees them.'
  if (!total || all === null) return 'Too few people answered for numbers to be shown: somebody could be recognised.'
  return `${all} answers, released on ${longDate(total.release.releasedAt)} with those of all teams. If the team asked the same questions more than once in the term, its answers are counted together.`
}

/** A question: its bar, its sentence, its table. */
function questionPart (one: ReleasedTable, place: string, total: number) {
  const rows = one.rows.map(({ code, name }) => ({ label: name, value: cellOf(one, place, code) }))
  const said = shareWords(rows[0]!.value, total, one.release.threshold)
  const sentence = said ? `${one.name} “${rows[0]!.label}”: ${said}.` : `${one.name} The number of “${rows[0]!.label}” is not shown.`
  const drawing = drawStack(rows, total)
  return {
    heading: one.name,
    sentence,
    drawing: drawing && { id: `bar-${one.code.replaceAll('.', '-')}`, sentence, ...drawing },
    table: table({ caption: one.name, hideCaption: true, head: ['Answer', 'Number', 'Share'], rows: rows.map(({ label, value }) => [label, figureWords(value), shareWords(value, total, one.release.threshold) ?? '']) })
  }
}
