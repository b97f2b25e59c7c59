import { longDate, longMoment } from '../../lib/dates.ts'
import { errorSummary, hiddenFields, linkButton, radioGroup, selectField, submitButton, table, textArea } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { acceptsPoints, isSettled, sectionNames, stageNames, stepNames, themeSections } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { VisitTheme } from '../visits/queries.ts'
import type { Comment, Point, Source, Step } from './queries.ts'
import type { Stage } from './rules.ts'

type Values = Record<string, unknown>
export const reportHref = (visit: { id: string }): string => `/visits/${visit.id}/report`
export const crumbsOf = (visit: { id: string, title: string }, inside = false) => [{ text: 'Visits', href: '/visits' }, { text: visit.title, href: `/visits/${visit.id}` }, ...inside ? [{ text: 'Report', href: reportHref(visit) }] : []]

interface Rights { leads: boolean, comments: boolean, checks: boolean }
export interface WorkParts { visit: { id: string, title: string }, home: string, frame: object, stage: Stage, steps: Step[], themes: VisitTheme[], points: Point[], comments: Comment[], unused: Source[], mark: string, rights: Rights }

/** Before it is started. */
export const startPage = (visit: { id: string, title: string }, leads: boolean) => ({
  title: 'Report', caption: visit.title, breadcrumbs: crumbsOf(visit), errors: null,
  start: leads ? { action: reportHref(visit), button: submitButton('Start the report') } : null
})

/** The report at work: its points in order, and what each may do with them at this stage. */
export function workPage (parts: WorkParts, errors: FormErrors | null = null, values: Values = {}) {
  const { visit, home, frame, stage, steps, themes, points, comments, unused, mark, rights } = parts
  const groups = [
    { id: 'introduction', heading: sectionNames.introduction, place: 'introduction', rows: points.filter(point => point.section === 'introduction') },
    ...themes.flatMap((theme, index) => themeSections.map(section => ({
      id: `${theme.code}-${section}`, heading: `Theme ${index + 1}: ${sectionNames[section]}`, place: `${section}.${theme.code}`, rows: points.filter(point => point.section === section && point.theme_id === theme.id)
    }))),
    { id: 'next-steps', heading: sectionNames['next-step'], place: 'next-step', rows: points.filter(point => point.section === 'next-step') }
  ]
  const edits = rights.leads && acceptsPoints(stage)
  const settled = points.filter(isSettled).length
  return {
    ...frame,
    title: 'Report',
    caption: visit.title,
    errors: errors && errorSummary(errors),
    stage: stageNames[stage],
    state: stateWords(stage, points.length, settled),
    read: { text: 'Read it as a document', href: `${home}/report/read` },
    files: ['pdf', 'docx'].map(format => ({ text: format === 'pdf' ? 'PDF' : 'Word', href: `${home}/report.${format}` })),
    versions: rights.leads || stage === 'final' ? { text: `Versions (${steps.length})`, href: `${reportHref(visit)}/versions` } : null,
    draw: edits && unused.length > 0 ? { action: `${reportHref(visit)}/draw`, button: submitButton(`Take over ${unused.length === 1 ? 'the one source' : `all ${unused.length} sources`} not in the report yet`, { secondary: true }) } : null,
    groups: groups.filter(group => group.rows.length > 0 || edits).map(group => ({
      id: group.id,
      heading: group.heading,
      add: edits ? { href: `${reportHref(visit)}/points/new?place=${group.place}`, of: `: ${group.heading}` } : null,
      points: group.rows.map((point, index) => pointView(parts, point, edits, index, group.rows.length, values))
    })),
    whole: comments.filter(comment => comment.point_id === null).map(comment => commentView(parts, comment)),
    comment: rights.comments ? { action: `${home}/report/comments`, field: textArea({ name: 'text', label: 'Your comment on the whole report', rows: 4, values, errors }), button: submitButton('Send the comment') } : null,
    rest: rights.checks && points.some(point => !point.check) ? { action: `${reportHref(visit)}/accept-rest`, hidden: hiddenFields({ seen: mark }), button: submitButton('All points without an answer are right') } : null,
    next: rights.leads ? nextSteps(visit, stage) : []
  }
}

function stateWords (stage: Stage, all: number, settled: number): string {
  if (stage === 'draft') return `${count(all, 'point')}. Only the lead of the visit sees the draft.`
  if (stage === 'partners') return 'The people of the visit read the report and comment on it.'
  return stage === 'host' ? `The host has settled ${settled} of ${count(all, 'point')}.` : 'The report is final. Its recommendations are in the register.'
}

function nextSteps (visit: { id: string }, stage: Stage) {
  const step = (name: string, text: string, warning = false) => ({ action: `${reportHref(visit)}/steps`, hidden: hiddenFields({ step: name }), button: submitButton(text, warning ? { secondary: true } : {}) })
  return { draft: [step('to-partners', 'Give it to the partners')], partners: [step('to-host', 'Give it to the host to check'), step('back-to-draft', 'Take it back to draft', true)], host: [step('finalised', 'Make it final'), step('back-to-draft', 'Take it back to draft', true)], final: [] }[stage]
}

function pointView (parts: WorkParts, point: Point, edits: boolean, index: number, of: number, values: Values) {
  const { visit, home, rights, stage } = parts
  const href = `${reportHref(visit)}/points/${point.id}`
  const disputed = point.check?.verdict === 'disputed'
  return {
    id: point.id,
    text: point.text,
    of: `: ${point.text.slice(0, 50)}`,
    changed: rights.leads && point.sourceChanged ? `The source has changed since this was taken over: ${point.sourceChanged}` : null,
    edit: edits ? href : null,
    up: edits && index > 0 ? `${href}/position` : null,
    down: edits && index < of - 1 ? `${href}/position` : null,
    removal: edits ? `${href}/removal` : null,
    comments: point.comments.map(comment => commentView(parts, comment)),
    comment: rights.comments
      ? { action: `${home}/report/comments`, hidden: hiddenFields({ point: point.id }), field: textArea({ name: 'text', id: `text-${point.id}`, label: 'Your comment', rows: 3, values: values.point === point.id ? values : {} }), button: submitButton('Send the comment', { secondary: true }) }
      : null,
    check: point.check ? checkWords(point) : stage === 'host' ? 'Not checked yet' : null,
    reason: disputed ? point.check!.reason : null,
    answer: disputed && point.check!.answer ? `Answer of ${point.check!.answered_by_name}: ${point.check!.answer}` : null,
    form: rights.checks && !point.check?.answered_at ? { href: `${href}/check`, text: point.check ? 'Change your answer' : 'Right, or not?' } : null,
    dispute: rights.leads && stage === 'host' && disputed ? { href: `${href}/dispute`, text: point.check!.answered_at ? 'Change the answer' : 'Answer the dispute' } : null
  }
}

function checkWords (point: Point): string {
  const { verdict, by_name: by, at, point_revision: revision } = point.check!
  if (verdict === 'disputed') return `Disputed by ${by} on ${longDate(at)}`
  return revision === point.revision ? `Right, says ${by}, ${longDate(at)}` : `${by} found an earlier wording right. It has changed, so it is to be checked again.`
}

const commentView = ({ visit, rights, stage }: WorkParts, comment: Comment) => ({
  text: comment.text,
  by: `${comment.author_name}, ${longMoment(comment.at)}`,
  answer: comment.answer ? `${comment.answered_by_name} answers: ${comment.answer}` : null,
  form: rights.leads && stage !== 'final' ? { href: `${reportHref(visit)}/comments/${comment.id}`, text: comment.answer ? 'Change the answer' : 'Answer', of: `: ${comment.text.slice(0, 50)}` } : null
})

/** Write a point, or change one. */
export function pointPage (visit: { id: string, title: string }, themes: VisitTheme[], point: Point | null, values: Values, errors: FormErrors | null = null) {
  const theme = themes.find(one => one.id === point?.theme_id)
  const given = { ...point && { text: point.text, revision: point.revision, place: theme ? `${point.section}.${theme.code}` : point.section }, ...values }
  const places = [{ value: 'introduction', text: sectionNames.introduction }, ...themes.flatMap(one => themeSections.map(section => ({ value: `${section}.${one.code}`, text: `${one.code}: ${sectionNames[section]}` }))), { value: 'next-step', text: sectionNames['next-step'] }]
  return {
    title: point ? 'Change the point' : 'Add a point',
    caption: visit.title,
    breadcrumbs: crumbsOf(visit, true),
    errors: errors && errorSummary(errors),
    quote: point?.sourceChanged ? `The source now: ${point.sourceChanged}. Saving the point here keeps it with the source as it is now.` : null,
    action: point ? `${reportHref(visit)}/points/${point.id}` : `${reportHref(visit)}/points`,
    hidden: hiddenFields({ revision: point ? Number(given.revision) : null }),
    radios: null,
    select: selectField({ name: 'place', label: 'Where does it stand?', items: [{ value: '', text: 'Choose' }, ...places], values: given, errors }),
    areas: [textArea({ name: 'text', label: 'Text', rows: 6, values: given, errors })],
    submit: submitButton('Save the point'),
    cancel: reportHref(visit)
  }
}

/** The host's answer to one point. */
export const checkPage = (visit: { id: string, title: string }, point: Point, values: Values, errors: FormErrors | null = null) => ({
  title: 'Is this right?',
  caption: visit.title,
  breadcrumbs: crumbsOf(visit, true),
  errors: errors && errorSummary(errors),
  quote: point.text,
  action: `${reportHref(visit)}/points/${point.id}/check`,
  hidden: hiddenFields({ revision: point.revision }),
  radios: radioGroup({ name: 'verdict', legend: 'Are the facts of this point right?', items: [{ value: 'accepted', text: 'Yes, they are right' }, { value: 'disputed', text: 'No, we dispute it' }], values: { ...point.check, ...values }, errors }),
  select: null,
  areas: [textArea({ name: 'reason', label: 'What is not right, and what would be?', hint: 'Needed when you dispute it.', rows: 4, values: { reason: point.check?.reason, ...values }, errors })],
  submit: submitButton('Save'),
  cancel: reportHref(visit)
})

/** The lead's answer to a dispute. */
export const disputePage = (visit: { id: string, title: string }, point: Point, values: Values, errors: FormErrors | null = null) => ({
  title: 'Answer the dispute',
  caption: visit.title,
  breadcrumbs: crumbsOf(visit, true),
  errors: errors && errorSummary(errors),
  quote: `${point.check?.by_name ?? 'The host'}: ${point.check?.reason ?? ''}`,
  action: `${reportHref(visit)}/points/${point.id}/dispute`,
  hidden: [],
  radios: null,
  select: null,
  areas: [
    textArea({ name: 'text', label: 'The point as it is to read', rows: 5, values: { text: point.text, ...values }, errors }),
    textArea({ name: 'answer', label: 'Your answer to the host', hint: 'What you changed, or why it stays.', rows: 4, values: { answer: point.check?.answer, ...values }, errors })
  ],
  submit: submitButton('Save the answer'),
  cancel: reportHref(visit)
})

/** The lead's answer to a comment. */
export const answerPage = (visit: { id: string, title: string }, comment: Comment, values: Values, errors: FormErrors | null = null) => ({
  title: 'Answer the comment',
  caption: visit.title,
  breadcrumbs: crumbsOf(visit, true),
  errors: errors && errorSummary(errors),
  quote: `${comment.author_name}: ${comment.text}`,
  action: `${reportHref(visit)}/comments/${comment.id}`,
  hidden: [],
  radios: null,
  select: null,
  areas: [textArea({ name: 'text', label: 'Your answer', rows: 4, values: { text: comment.answer, ...values }, errors })],
  submit: submitButton('Save the answer'),
  cancel: reportHref(visit)
})

/** Every version of a report, as it was at each step. */
export const versionsPage = (visit: { id: string, title: string }, steps: Step[]) => ({
  title: 'Versions of the report',
  caption: visit.title,
  breadcrumbs: crumbsOf(visit, true),
  errors: null,
  table: table({
    caption: 'Versions, the latest first',
    hideCaption: true,
    head: ['Version', 'Step', 'When', 'Who', 'Files'],
    rows: steps.toReversed().map(step => [{ text: `Version ${step.version}`, href: `${reportHref(visit)}/versions/${step.version}` }, stepNames[step.kind], longMoment(step.at), step.by_name, { text: 'PDF', href: `${reportHref(visit)}/versions/${step.version}.pdf` }])
  }),
  since: linkButton('What became of it', `/visits/${visit.id}/since`, { secondary: true })
})
