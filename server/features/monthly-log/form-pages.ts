import { longDate, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, dateField, errorSummary, submitButton } from '../../lib/fields.ts'
import { crumbs, logHref } from './pages.ts'
import { countKinds, isRoute, kindNames, notKnown } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Items } from './pages.ts'
import type { Team } from './pages.ts'
import type { CountKind, Question } from './rules.ts'

type Values = Record<string, unknown>
export interface FormParts { team: Team, items: Items, entry: { id: string, met_on: string, revision: number } | null, questions: Question[], prefilled: boolean }

/** One meeting on one page: boxes for numbers, nothing else. */
export function formPage ({ team, items, entry, questions, prefilled }: FormParts, values: Values, errors: FormErrors | null = null) {
  const counts = (kind: CountKind, legend: string, hint: string | null) => countList({ kind, legend, hint, items: itemsFor(items, kind, values), values, errors })
  return {
    title: entry ? `Correct the meeting of ${longDate(entry.met_on)}` : 'Log a meeting',
    team: `${team.name}, session ${sessionLabel(team.session)}`,
    breadcrumbs: [...crumbs(team), { text: 'Monthly log', href: logHref(team) }],
    errors: errors && errorSummary(relinked(errors, items, values)),
    action: entry ? `${logHref(team)}/${entry.id}` : logHref(team),
    revision: entry?.revision ?? null,
    ask: questions.length > 0
      ? {
          questions: questions.map(question => question.text),
          field: checkboxGroup({ name: 'sure', legend: 'Is this right?', items: [{ value: questions.map(question => question.key).join(','), text: 'Yes, save it as it is' }], values: {}, errors })
        }
      : null,
    day: dateField({ name: 'met_on', legend: 'Day of the meeting', values, errors }),
    agencies: {
      ...checkboxGroup({ name: 'agency', legend: 'Agencies present', hint: prefilled ? 'Ticked as at the last meeting. Change what was different.' : null, items: [], values: {}, errors, classes: 'govuk-checkboxes--small app-checks' }),
      items: itemsFor(items, 'agency', values).map(item => ({ name: `agency.${item.code}`, value: 'yes', text: item.name, checked: values[`agency.${item.code}`] === 'yes' }))
    },
    children: countFields('children', 'Children discussed', 'Numbers only. Never a name or initials.', [['new_children', 'For the first time'], ['reviewed_children', 'Reviewed']], values, errors),
    reasons: counts('reason', 'Main reason for referral', 'Of those discussed for the first time. Leave empty what is none.'),
    stages: counts('stage', 'Stage at referral', null),
    routes: counts('route', 'Route in', 'How many came from another forum. Leave out those whom a school referred itself.'),
    childView: countFields('child', 'Child’s view', 'Of those discussed for the first time. Noted and not gathered add up to them.', [['child_view_noted', 'Noted']], values, errors),
    childReasons: counts('child-reason', 'Child’s view not gathered', null),
    parentView: countFields('parent', 'Parent’s or carer’s view', null, [['parent_view_noted', 'Noted']], values, errors),
    parentReasons: counts('parent-reason', 'Parent’s or carer’s view not gathered', null),
    families: countFields('families', 'Families', null, [['families_attended', 'Came to the meeting']], values, errors),
    supports: counts('support', 'Supports agreed', 'For how many children, new and reviewed. A child may have several.'),
    submit: submitButton('Save'),
    cancel: entry ? `${logHref(team)}/${entry.id}` : logHref(team)
  }
}

/** What can be chosen now, and what this entry holds already. */
function itemsFor (items: Items, kind: CountKind, values: Values) {
  const all = [...items[countKinds[kind].list], ...kind.endsWith('-reason') ? [{ ...notKnown, retired: true }] : []]
  return all.filter(item => (!item.retired || `${kind}.${item.code}` in values) && (kind !== 'route' || isRoute(item.code)))
}

const describedBy = (name: string, hint: string | null, error: string | null): string | null => [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ') || null

interface CountListParts { kind: CountKind, legend: string, hint: string | null, items: { code: string, name: string }[], values: Values, errors: FormErrors | null }
function countList ({ kind, legend, hint, items, values, errors }: CountListParts) {
  const wrong = (code: string) => errors?.byField[`${kind}.${code}`]
  const error = errors?.byField[kind] ?? items.map(item => wrong(item.code)).find(Boolean) ?? null
  return {
    name: kind,
    legend,
    hint,
    error,
    describedBy: describedBy(kind, hint, error),
    // The first box has the group's own name as its id: the error summary leads into it.
    items: items.map((item, at) => ({ id: at === 0 ? kind : `${kind}.${item.code}`, name: `${kind}.${item.code}`, label: item.name, value: String(values[`${kind}.${item.code}`] ?? ''), wrong: Boolean(wrong(item.code)) }))
  }
}

/** Boxes of fixed fields under one heading. */
function countFields (name: string, legend: string, hint: string | null, fields: [string, string][], values: Values, errors: FormErrors | null) {
  const error = fields.map(([field]) => errors?.byField[field]).find(Boolean) ?? null
  return { name, legend, hint, error, describedBy: describedBy(name, hint, error), items: fields.map(([field, label]) => ({ id: field, name: field, label, value: String(values[field] ?? ''), wrong: Boolean(errors?.byField[field]) })) }
}

/** Errors of a group's first box lead to the id that it has. */
function relinked (errors: FormErrors, items: Items, values: Values): FormErrors {
  const first = new Map(kindNames.map(kind => [`#${kind}.${itemsFor(items, kind, values)[0]?.code}`, `#${kind}`]))
  return { ...errors, list: errors.list.map(error => ({ ...error, href: first.get(error.href) ?? error.href })) }
}
