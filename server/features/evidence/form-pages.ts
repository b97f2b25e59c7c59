import { checkboxGroup, dateField, errorSummary, radioGroup, submitButton, textArea, textField } from '../../lib/fields.ts'
import { baseOf, captionOf, crumbsOf, registerCrumb } from './pages.ts'
import { aboutNames, abouts, fieldLabels, qualities, qualityNames, strandNames, strands, targetText } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Team } from './pages.ts'
import type { Evidence } from './queries.ts'
import type { Target } from './rules.ts'
import type { UseChoices } from './uses.ts'

type Values = Record<string, unknown>

/** A new piece of evidence; what it is wanted for is ticked already. */
export function newPage (team: Team, choices: UseChoices, values: Values, errors: FormErrors | null = null) {
  return {
    title: 'Add evidence',
    caption: captionOf(team),
    breadcrumbs: crumbsOf(team, registerCrumb(team)),
    errors: errors && errorSummary(errors),
    href: `${baseOf(team)}/evidence`,
    ...fields(values, errors),
    ...useFields(choices, values),
    target: String(values.target ?? ''),
    submit: submitButton('Add evidence')
  }
}

/** The values of an empty form: the session's dates, and what the person came for. */
export function startValues (team: Team, target: Target | null, strand: string | null): Values {
  const { starts_on: from, ends_on: to } = team.session
  return { covers_from: from, covers_to: to, strand, ...target ? { [useNames[target.kind]]: [target.key], target: targetText(target) } : {} }
}

export const useNames = { indicator: 'indicators', 'review-theme': 'themes', action: 'actions' } as const

/** Everything but what it is used for. */
export function editPage (team: Team, evidence: Evidence, values: Values, errors: FormErrors | null = null) {
  return {
    title: 'Edit evidence',
    caption: evidence.title,
    breadcrumbs: crumbsOf(team, registerCrumb(team), { text: evidence.title, href: `${baseOf(team)}/evidence/${evidence.id}` }),
    errors: errors && errorSummary(errors),
    href: `${baseOf(team)}/evidence/${evidence.id}`,
    revision: String(values.revision ?? evidence.revision),
    ...fields(values, errors),
    submit: submitButton('Save')
  }
}

/** What one piece of evidence is used for in this session. */
export function usesPage (team: Team, evidence: Evidence, choices: UseChoices, had: Target[]) {
  const values = Object.fromEntries(Object.entries(useNames).map(([kind, name]) => [name, had.filter(target => target.kind === kind).map(target => target.key)]))
  return {
    title: 'What is it used for?',
    caption: evidence.title,
    breadcrumbs: crumbsOf(team, registerCrumb(team), { text: evidence.title, href: `${baseOf(team)}/evidence/${evidence.id}` }),
    href: `${baseOf(team)}/evidence/${evidence.id}/uses`,
    had: had.map(targetText),
    ...useFields(choices, values),
    submit: submitButton('Save')
  }
}

function fields (values: Values, errors: FormErrors | null) {
  const field = (name: keyof typeof fieldLabels, hint?: string) => ({ name, label: fieldLabels[name], legend: fieldLabels[name], labelClasses: 'govuk-label--s', hint, values, errors })
  return {
    titleField: textField(field('title', 'A short name people will recognise')),
    strandField: radioGroup({ ...field('strand'), items: strandNames.map(value => ({ value, text: strands[value].name, hint: strands[value].means })) }),
    aboutField: radioGroup({ ...field('about'), items: aboutNames.map(value => ({ value, text: abouts[value].name, hint: abouts[value].means })) }),
    showsField: textArea({ ...field('shows', 'What does it tell you? No names of children, and nothing by which a child could be recognised.'), rows: 5 }),
    fromField: dateField(field('covers_from', 'The first day it tells about, not the day you add it. For example, 1 8 2026')),
    toField: dateField(field('covers_to', 'The last day it tells about')),
    sourceField: textField(field('source', 'Who made it or where it comes from, such as “Pupil survey, Craigmor High”')),
    linkField: textField({ ...field('link', 'Optional. Where it is kept: a web or mail address, or a folder'), spellcheck: false }),
    locatorField: textField(field('locator', 'Optional. Page, slide, sheet or paragraph')),
    qualityField: radioGroup({ ...field('quality', 'Optional. Your own judgement; nothing is worked out from it'), items: [...qualityNames.map(value => ({ value, text: qualities[value].name, hint: qualities[value].means })), { value: '', text: 'Not judged yet' }] }),
    becauseField: textField(field('quality_because', 'One sentence, such as “All eight families were asked, in March”'))
  }
}

const useFields = (choices: UseChoices, values: Values) => ({
  indicatorsField: checkboxGroup({ name: 'indicators', legend: 'Quality indicators', items: choices.indicators, values, classes: 'govuk-checkboxes--small' }),
  themesField: choices.themes.length > 0 ? checkboxGroup({ name: 'themes', legend: 'Review themes', items: choices.themes, values, classes: 'govuk-checkboxes--small' }) : null,
  actionsField: choices.actions.length > 0 ? checkboxGroup({ name: 'actions', legend: 'Actions', items: choices.actions, values, classes: 'govuk-checkboxes--small' }) : null
})
