import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { errorSummary, hiddenFields, linkButton, radioGroup, selectField, submitButton, summaryRow, table, textArea, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { dueWords, ownerWords, standing, statuses } from '../action-plans/rules.ts'
import { planHref } from '../organisation/address-rules.ts'
import { answerWords, ofTeams, teamsWithout, withAction } from './register-rules.ts'
import { answerNames, effortNames, impactNames, inOrderOfWork, registerWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { RegisterFilter } from './forms.ts'
import type { RecommendationAnswer, Register } from './queries.ts'

type Values = Record<string, unknown>
type Row = Register['rows'][number]

const homeOf = (session: string) => `/recommendations/${session}`
const crumbsOf = (session: string) => [{ text: 'Recommendations', href: homeOf(session) }]
const showItems = [{ value: '', text: 'All' }, { value: 'unanswered', text: 'Not answered yet' }, { value: 'planned', text: 'Planned' }, { value: 'not-planned', text: 'Not planned' }, { value: 'without', text: 'No team has an action' }]
const keyOf = ({ id, version }: { id: string, version: string }) => `${id}@${version}`
const isShown = (row: Row, { theme, report, show }: RegisterFilter): boolean => (!theme || row.theme.code === theme) && (!report || keyOf(row.report) === report) &&
  (!show || (show === 'unanswered' ? row.answer === null : show === 'without' ? withAction(row).size === 0 : row.answer === show))

/** Every recommendation of the session's reports: the answer, who looks after it, and what teams do about it. Unanswered first. */
export function registerPage ({ session, reports, rows, teams }: Register, filter: RegisterFilter, mayAnswer: boolean, sessions: { name: string }[]) {
  const home = homeOf(session.name)
  const shown = inOrderOfWork(rows.filter(row => isShown(row, filter)))
  const open = rows.filter(row => row.answer === null).length
  const themes = [...new Map(rows.map(row => [row.theme.code, row.theme])).values()]
  return {
    title: 'Recommendations',
    caption: `${reports.length === 1 ? reports[0]!.title : reports.map(report => report.short_title).join('; ')}. Session ${sessionLabel(session.name)}`,
    summary: open === 0 ? `All ${rows.length} recommendations have been answered.` : `${open} of ${rows.length} recommendations ${open === 1 ? 'is' : 'are'} not answered yet.`,
    attributions: reports.map(report => report.attribution),
    filter: {
      action: home,
      report: reports.length > 1 ? selectField({ name: 'report', label: 'Report', items: [{ value: '', text: 'All' }, ...reports.map(report => ({ value: keyOf(report), text: report.short_title }))], values: filter }) : null,
      theme: selectField({ name: 'theme', label: 'Theme', items: [{ value: '', text: 'All' }, ...themes.map(theme => ({ value: theme.code, text: theme.question }))], values: filter }),
      show: selectField({ name: 'show', label: 'Show', items: showItems, values: filter }),
      button: submitButton('Show', { secondary: true })
    },
    shown: shown.length === rows.length ? null : `${count(shown.length, 'recommendation')} shown.`,
    table: table({
      caption: 'Recommendations, unanswered first',
      hideCaption: true,
      head: ['Recommendation', 'City answer', 'Priority', 'Owner', 'In the teams’ plans', 'Teams without an action'],
      rows: shown.map(row => [
        { text: `${row.code} ${row.text}`, href: `${home}/${row.code}` }, answerWords(row), row.priority ?? 'Not set', row.given?.owner ?? 'Nobody yet', registerWords(ofTeams(row), teams.length), String(teamsWithout(row, teams).length)
      ])
    }),
    priorities: mayAnswer ? linkButton('Set priorities', `${home}/priorities`, { secondary: true }) : null,
    report: { text: 'Register as a report', href: `${home}/register` },
    sheets: [{ text: 'Excel workbook', href: `${home}/register.xlsx` }, { text: 'CSV', href: `${home}/register.csv` }, ...mayAnswer ? [{ text: 'Bring answers in from a file', href: `${home}/import` }] : []],
    others: sessions.filter(other => other.name !== session.name).map(other => ({ text: `Session ${sessionLabel(other.name)}`, href: homeOf(other.name) }))
  }
}

interface OneParts { register: Register, row: Row, history: RecommendationAnswer[], mayAnswer: boolean, today: string }

/** One recommendation: its words, the answer to it, every action linked to it, and who has none. */
export function recommendationPage ({ register, row, history, mayAnswer, today }: OneParts, values: Values | null = null, errors: FormErrors | null = null) {
  const { session, teams } = register
  const without = teamsWithout(row, teams)
  const given = values ?? { ...row.given, revision: history.length }
  const impacts = row.actions.filter(action => action.impact)
  return {
    title: `Recommendation ${row.code}`,
    breadcrumbs: crumbsOf(session.name),
    errors: errors && errorSummary(errors),
    text: row.text,
    theme: row.theme.question,
    from: row.report.title,
    attribution: row.report.attribution,
    standing: registerWords(ofTeams(row), teams.length),
    answer: {
      rows: [
        summaryRow('City answer', answerWords(row)), ...row.given?.reason ? [summaryRow('Reason', row.given.reason)] : [], summaryRow('Priority', row.priority ?? 'Not set'), summaryRow('Owner', row.given?.owner ?? 'Nobody yet'),
        summaryRow('How progress is seen', row.given?.measure ?? (row.suggested_measure ? `Not said yet. Local suggestion, not the report’s: ${row.suggested_measure}` : 'Not said yet')),
        ...row.given ? [summaryRow('Answered', `${longMoment(row.given.at)} by ${row.given.by_name}`)] : []
      ]
    },
    form: mayAnswer
      ? {
          action: `${homeOf(session.name)}/${row.code}`,
          hidden: hiddenFields({ revision: String(given.revision ?? history.length) }),
          answer: radioGroup({ name: 'answer', legend: 'What does the city answer?', items: Object.entries(answerNames).map(([value, text]) => ({ value, text })), values: given, errors }),
          reason: textArea({ name: 'reason', label: 'Reason', hint: 'Needed when it is not planned.', rows: 3, values: given, errors }),
          owner: textField({ name: 'owner', label: 'Owner in the city', hint: 'A role or a group', values: given, errors }),
          measure: textArea({ name: 'measure', label: 'How will progress be seen?', rows: 2, values: { measure: row.suggested_measure, ...given }, errors }),
          button: submitButton('Save the answer')
        }
      : null,
    actions: row.actions.length > 0
      ? table({
        caption: 'Linked actions',
        hideCaption: true,
        head: ['Plan', 'Action', 'Status', 'Owner', 'Due'],
        rows: row.actions.map(action => [
          action.place, { text: `${action.number}. ${action.what}`, href: `${planHref({ kind: action.place_kind, slug: action.slug, session: session.name })}/actions/${action.number}` },
          `${statuses[standing(action)].shape} ${statuses[standing(action)].word}`, ownerWords(action), dueWords(action, today)
        ])
      })
      : null,
    impacts: impacts.map(action => ({ place: action.place, text: action.impact })),
    without: without.map(team => ({ text: team.name, href: `/communities/${team.slug}/${session.name}/plan` })),
    withoutSummary: without.length === 0 ? 'Every team has an action for it.' : `${count(without.length, 'team')} without an action for it`,
    history: history.slice(1).map(answer => ({ when: longDate(answer.at), text: [answerNames[answer.answer], answer.reason, answer.owner && `Owner: ${answer.owner}`, answer.measure && `Seen by: ${answer.measure}`].filter(Boolean).join('. '), by: answer.by_name }))
  }
}

/** Where the group put the recommendations: impact down, effort across, little work with a large impact first. Null before anything is put. */
function matrixOf (rows: Register['rows']) {
  if (!rows.some(row => row.weighed)) return null
  const there = (impact: number, effort: number) => rows.filter(row => row.weighed?.impact === impact && row.weighed.effort === effort).map(row => row.code).join(', ') || '–'
  return table({
    caption: 'How they stand now',
    head: ['Change for children', ...[1, 2, 3].map(effort => `${effortNames[effort]} work`)],
    rows: [3, 2, 1].map(impact => [impactNames[impact]!, ...[1, 2, 3].map(effort => there(impact, effort))])
  })
}

/** Impact and effort of all recommendations, chosen by the group on one page. */
export function prioritiesPage ({ session, rows }: Register, values: Values, errors: FormErrors | null = null) {
  const items = (names: Record<number, string>) => [3, 2, 1].map(value => ({ value: String(value), text: names[value]! }))
  return {
    title: 'Set priorities',
    breadcrumbs: crumbsOf(session.name),
    errors: errors && errorSummary(errors),
    matrix: matrixOf(rows),
    action: `${homeOf(session.name)}/priorities`,
    recommendations: rows.map(row => ({
      text: `${row.code} ${row.text}`,
      priority: row.priority,
      impact: radioGroup({ name: `impact.${row.code}`, legend: `How much would ${row.code} change for children?`, classes: 'govuk-radios--inline govuk-radios--small', items: items(impactNames), values, errors }),
      effort: radioGroup({ name: `effort.${row.code}`, legend: `How much work is ${row.code}?`, classes: 'govuk-radios--inline govuk-radios--small', items: items({ 3: effortNames[3]!, 2: effortNames[2]!, 1: effortNames[1]! }), values, errors })
    })),
    submit: submitButton('Save priorities')
  }
}
