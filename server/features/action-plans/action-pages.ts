import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, dateField, errorSummary, hiddenFields, linkButton, radioGroup, selectField, submitButton, summaryRow, textArea, textField } from '../../lib/fields.ts'
import { planHref } from '../organisation/address-rules.ts'
import { crumbs, sourceHref, statusMark, teamHref } from './pages.ts'
import { checkWords, contributionWords, dueWords, mayChangeTexts, ownerWords, quickDues, resourceWords, sourceWords, standing, statusNames, statuses, stepStatuses, waitsForCheck } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Team } from './pages.ts'
import type { Action, ActionCheck, ActionSource, ActionStep, ProgressUpdate } from './queries.ts'
import type { ActionAbove, Contributor } from './contributions.ts'
import type { PlanPlace } from '../organisation/address-rules.ts'
import type { PlanStage } from './rules.ts'

type Values = Record<string, unknown>
interface EvidenceItem { id: string, title: string }
interface Person { id: string, name: string, agency: string | null }
export interface ActionParts {
  team: Team, action: Action, stage: PlanStage, sources: ActionSource[], steps: ActionStep[], updates: ProgressUpdate[], evidence: EvidenceItem[]
  checks: ActionCheck[], checkerRefusal: string | null, above: (PlanPlace & { id: string, number: number, what: string, place: string })[], contributors: Contributor[], people: Person[]
  kin: { id: string, number: number, what: string, session: string }[], today: string, rights: { mayEdit: boolean, mayUpdate: boolean }
}

/** One action: what it is, where it comes from, its steps, and everything reported so far. */
export function actionPage ({ team, action, stage, sources, steps, updates, evidence, checks, checkerRefusal, above, contributors, people, kin, today, rights }: ActionParts, form: { name: 'update' | 'step' | 'check' | null, values: Values, errors: FormErrors | null } = { name: null, values: {}, errors: null }) {
  const href = `${planHref(team)}/actions/${action.number}`
  const open = rights.mayUpdate && !action.stopped_at
  const given = (name: string) => form.name === name ? { values: form.values, errors: form.errors } : { values: {}, errors: null }
  return {
    title: action.what,
    number: `Action ${action.number}`,
    breadcrumbs: crumbs(team),
    errors: form.errors && errorSummary(form.errors),
    status: statusMark(standing(action)),
    due: dueWords(action, today),
    priority: action.priority === 1 ? 'Priority action' : null,
    check: checkWords(action, checks),
    saved: `Saved ${longMoment(action.saved_at)} by ${action.saved_by_name}`,
    stopped: action.stopped_at ? `Stopped on ${longDate(action.stopped_at)}: ${action.stopped_because}` : null,
    details: {
      rows: [
        summaryRow('Why', action.why ?? 'Not said yet'),
        summaryRow('What will be different for children', action.difference ?? 'Not said yet'),
        summaryRow('Success measure', action.measure ?? 'Not said yet'),
        summaryRow('Baseline', action.baseline ?? 'Not said yet'),
        summaryRow('Target', action.target ?? 'Not said yet'),
        summaryRow('How we will know', action.how_known ?? 'Not said yet'),
        summaryRow('Owner', ownerWords(action)),
        summaryRow('Partners and agencies', action.partners ?? 'None named'),
        summaryRow('Starts', action.starts_on ? longDate(action.starts_on) : 'No date yet'),
        summaryRow('Due', action.due_on ? `${longDate(action.due_on)}\n${dueWords(action, today)}` : 'No date yet'),
        summaryRow('Resources in place', resourceWords[action.resources]),
        summaryRow('Funding source', action.funding ?? 'None named'),
        summaryRow('Impact', action.impact ?? 'To be told at the end')
      ]
    },
    edit: rights.mayEdit && mayChangeTexts(stage) && !action.stopped_at ? linkButton('Change this action', `${href}/edit`, { secondary: true }) : null,
    above: above.map(other => ({ text: `${other.place}, action ${other.number}: ${other.what}`, href: `${planHref(other)}/actions/${other.number}` })),
    contributors: team.kind === 'community' ? null : contributorsPart(contributors),
    checks: checks.map(check => ({ about: `${longMoment(check.at)}, ${check.by_name}`, text: [check.outcome === 'confirmed' ? 'Confirmed.' : 'Not yet.', check.note].filter(Boolean).join(' ') })),
    newCheck: open && waitsForCheck(action, checks)
      ? {
          refusal: checkerRefusal,
          action: `${href}/checks`,
          outcome: radioGroup({ name: 'outcome', legend: 'Is it complete?', items: [{ value: 'confirmed', text: 'Yes: done, and the evidence shows it' }, { value: 'not-yet', text: 'Not yet' }], ...given('check') }),
          note: textArea({ name: 'note', label: 'What did you look at?', hint: 'If it is not yet complete: what is missing.', rows: 3, ...given('check') }),
          button: submitButton('Save the check')
        }
      : null,
    sources: sources.map(source => ({ kind: sourceWords[source.kind], code: source.code, text: source.text, href: sourceHref(team, source) })),
    kin: kin.map(other => ({ text: `Session ${sessionLabel(other.session)}, action ${other.number}: ${other.what}`, href: `${planHref({ ...team, session: other.session })}/actions/${other.number}` })),
    hasRegister: team.kind === 'community',
    evidence: evidence.map(item => ({ title: item.title, href: `${teamHref(team)}/evidence/${item.id}` })),
    linkEvidenceHref: open && team.kind === 'community' ? `${teamHref(team)}/evidence/choose?action=${action.id}` : null,
    steps: steps.map((step, index) => ({
      what: step.what,
      about: [step.owner_name, step.who, step.due_on ? `due ${longDate(step.due_on)}` : null, step.done_at ? `done ${longDate(step.done_at)}` : null, step.note].filter(Boolean).join(', '),
      status: step.status === 'to-do' ? null : stepStatuses[step.status],
      doneAction: open ? `${href}/steps/${step.id}/done` : null,
      doneValue: step.done_at ? 'no' : 'yes',
      doneText: step.done_at ? 'Not done after all' : 'Mark as done',
      editHref: open ? `${href}/steps/${step.id}` : null,
      moveAction: open ? `${href}/steps/${step.id}/position` : null,
      isFirst: index === 0,
      isLast: index === steps.length - 1
    })),
    newStep: open
      ? {
          action: `${href}/steps`,
          what: textField({ name: 'what', id: 'step-what', label: 'Step', ...given('step') }),
          owner: ownerField(people, 'step-owner', given('step')),
          who: textField({ name: 'who', label: 'Or somebody else', classes: 'govuk-input--width-20', ...given('step') }),
          due: dateField({ name: 'due_on', legend: 'Due (optional)', ...given('step') }),
          button: submitButton('Add the step', { secondary: true })
        }
      : null,
    updates: updates.map(update => ({ at: longMoment(update.at), by: update.by_name, status: statusMark(update.status), what: update.what, next: update.next_on ? `Next look: ${longDate(update.next_on)}` : null, evidence: update.evidence ? `Evidence: ${update.evidence}` : null })),
    newUpdate: open
      ? {
          action: `${href}/updates`,
          revision: String(form.name === 'update' ? form.values.revision ?? action.revision : action.revision),
          status: radioGroup({ name: 'status', legend: 'How does it stand?', items: statusNames.map(status => ({ value: status, text: statuses[status].word, hint: statuses[status].means })), values: form.name === 'update' ? form.values : { status: action.status }, errors: given('update').errors }),
          what: textArea({ name: 'what', label: 'What has happened, or what was done?', hint: 'One sentence is enough.', rows: 3, ...given('update') }),
          next: dateField({ name: 'next_on', legend: 'When will you look again? (optional)', ...given('update') }),
          impact: textArea({ name: 'impact', label: 'If it is complete: what changed for children, and how do you know?', rows: 3, values: form.name === 'update' ? form.values : { impact: action.impact }, errors: given('update').errors }),
          evidence: action.priority === 1 ? textArea({ name: 'evidence', label: 'Evidence', hint: evidence.length > 0 ? 'Evidence is linked below. Add here what is not in the register.' : 'Needed to complete a priority action: link it below, or say here where it is.', rows: 2, ...given('update') }) : null,
          button: submitButton('Add the update')
        }
      : null,
    stopHref: rights.mayEdit && !action.stopped_at && action.status !== 'complete' ? `${href}/stop` : null
  }
}

/** What contributes to an action of the city or an area: counted for everybody; what teams wrote, for those who may read them. */
function contributorsPart (contributors: Contributor[]) {
  const readable = contributors.filter(row => row.readable)
  return {
    summary: contributionWords(contributors),
    blockers: readable.filter(row => !row.stopped_at && (row.status === 'off-track' || row.status === 'at-risk')).map(row => ({ place: row.place, word: statuses[row.status].word, said: row.said ?? 'Nothing said yet' })),
    actions: readable.map(row => ({ text: `${row.place}, action ${row.number}: ${row.what}`, href: `${planHref(row)}/actions/${row.number}`, status: statusMark(standing(row)) }))
  }
}

const ownerField = (people: Person[], id: string, form: { values: Values, errors: FormErrors | null }) => selectField({
  name: 'owner_id', id, label: 'Owner', items: [{ value: '', text: 'Nobody by name' }, ...people.map(person => ({ value: person.id, text: person.agency ? `${person.name}, ${person.agency}` : person.name }))], ...form
})

interface FormParts { team: Team, people: Person[], above: ActionAbove[], indicators: { code: string, title: string }[], recommendations: { code: string, text: string }[], session: { ends_on: string }, today: string }

/** The form of an action, new or known. Dates can be chosen without typing. */
export function actionFormPage ({ team, people, above, indicators, recommendations, session, today }: FormParts, action: Action | null, values: Values, errors: FormErrors | null = null) {
  const quick = quickDues(today, session)
  const href = action ? `${planHref(team)}/actions/${action.number}` : `${planHref(team)}/actions`
  return {
    title: action ? `Change action ${action.number}` : 'Add an action',
    breadcrumbs: crumbs(team),
    errors: errors && errorSummary(errors),
    action: href,
    hidden: hiddenFields(action ? { revision: String(values.revision ?? action.revision) } : {}),
    what: textArea({ name: 'what', label: 'What will be done?', rows: 2, labelClasses: 'govuk-label--m', values, errors }),
    why: textArea({ name: 'why', label: 'Why?', hint: 'What was found, and where.', rows: 3, values, errors }),
    difference: textArea({ name: 'difference', label: 'What will be different for children?', hint: 'For children, not for the team.', rows: 3, values, errors }),
    measure: textArea({ name: 'measure', label: 'Success measure', rows: 2, values, errors }),
    baseline: textField({ name: 'baseline', label: 'Baseline: how is it now?', values, errors }),
    target: textField({ name: 'target', label: 'Target: how shall it be?', values, errors }),
    howKnown: textField({ name: 'how_known', label: 'How will you know?', values, errors }),
    owner: ownerField(people, 'owner_id', { values, errors }),
    priority: checkboxGroup({ name: 'priority', legend: 'Priority', items: [{ value: 'yes', text: 'This is a priority action', hint: 'To complete it, it needs evidence and a check by somebody other than its owner.' }], values, errors }),
    contributes: above.length > 0 ? checkboxGroup({ name: 'contributes', legend: 'Contributes to', items: above.map(other => ({ value: other.id, text: `${other.place}, action ${other.number}: ${other.what}` })), values, errors }) : null,
    ownerRole: textField({ name: 'owner_role', label: 'Or a role', hint: 'For example, link worker', values, errors }),
    partners: textField({ name: 'partners', label: 'Partners and agencies', values, errors }),
    starts: dateField({ name: 'starts_on', legend: 'Starts (optional)', values, errors }),
    dueChoice: radioGroup({
      name: 'due_choice',
      legend: 'Due',
      items: [...Object.entries(quick).map(([value, { text, day }]) => ({ value, text, hint: longDate(day) })), { value: 'date', text: 'On this date:' }],
      values: { due_choice: values.due_choice ?? (values.due_on ? 'date' : undefined) },
      errors
    }),
    due: dateField({ name: 'due_on', legend: 'Due date', legendClasses: 'govuk-visually-hidden', values, errors }),
    resources: radioGroup({ name: 'resources', legend: 'Are the resources in place?', items: Object.entries(resourceWords).map(([value, text]) => ({ value, text })), values: { resources: 'not-yet-known', ...values }, errors }),
    funding: textField({ name: 'funding', label: 'Funding source', values, errors }),
    indicators: checkboxGroup({ name: 'indicators', legend: 'Indicators it is for', items: indicators.map(({ code, title }) => ({ value: code, text: `${code} ${title}` })), values, errors }),
    recommendations: recommendations.length > 0 ? checkboxGroup({ name: 'recommendations', legend: 'Recommendations it answers', items: recommendations.map(({ code, text }) => ({ value: code, text: `${code} ${text}` })), values, errors }) : null,
    submit: submitButton(action ? 'Save' : 'Add the action')
  }
}

/** Stop an action, with a reason. */
export const stopPage = (team: Team, action: Action, values: Values = {}, errors: FormErrors | null = null) => ({
  title: `Stop action ${action.number}`,
  what: action.what,
  breadcrumbs: crumbs(team),
  errors: errors && errorSummary(errors),
  action: `${planHref(team)}/actions/${action.number}/stop`,
  field: textArea({ name: 'reason', label: 'Why will it not be done?', values, errors }),
  submit: submitButton('Stop this action', { warning: true })
})

/** Change what a step says, who does it and by when. */
export const stepPage = (team: Team, action: Action, step: ActionStep, people: Person[], values: Values = { ...step }, errors: FormErrors | null = null) => ({
  title: 'Change a step',
  about: `Action ${action.number}: ${action.what}`,
  breadcrumbs: [...crumbs(team), { text: `Action ${action.number}`, href: `${planHref(team)}/actions/${action.number}` }],
  errors: errors && errorSummary(errors),
  action: `${planHref(team)}/actions/${action.number}/steps/${step.id}`,
  what: textField({ name: 'what', label: 'Step', values, errors }),
  owner: ownerField(people, 'owner_id', { values, errors }),
  who: textField({ name: 'who', label: 'Or somebody else', classes: 'govuk-input--width-20', values, errors }),
  status: radioGroup({ name: 'status', legend: 'How does it stand?', items: Object.entries(stepStatuses).map(([value, text]) => ({ value, text })), values, errors }),
  note: textArea({ name: 'note', label: 'A note', hint: 'Needed when it cannot be done yet, or is no longer needed.', rows: 2, values, errors }),
  due: dateField({ name: 'due_on', legend: 'Due (optional)', values, errors }),
  submit: submitButton('Save the step')
})
