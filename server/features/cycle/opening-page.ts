import { checkboxGroup, errorSummary, radioGroup, selectField, submitButton } from '../../lib/fields.ts'
import { sessionLabel } from '../../lib/dates.ts'
import { dateFields, indicatorsField } from '../sessions/field-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { IndicatorChoice } from '../sessions/field-rules.ts'

type Values = Record<string, unknown>
interface FrameworkChoice { key: string, title: string }

/** Open a session: which one, judged with what, and which indicators the year's template asks for. */
export function openPage (names: string[], frameworks: FrameworkChoice[], reports: FrameworkChoice[], indicators: IndicatorChoice[], values: Values, errors: FormErrors | null = null) {
  return {
    title: 'Open a session',
    breadcrumbs: [{ text: 'Sessions', href: '/sessions' }],
    errors: errors && errorSummary(errors),
    nameField: radioGroup({ name: 'name', legend: 'Which session?', items: names.map(name => ({ value: name, text: sessionLabel(name) })), values, errors }),
    frameworkField: selectField({ name: 'framework', label: 'Framework', hint: 'The session keeps this version for ever.', items: frameworks.map(choice => ({ value: choice.key, text: choice.title })), values, errors }),
    otherFrameworks: frameworks.filter(choice => choice.key !== values.framework).map(choice => ({ text: `Choose from ${choice.title} instead`, href: `/sessions/new?framework=${encodeURIComponent(choice.key)}` })),
    reportsField: reports.length > 0 ? checkboxGroup({ name: 'reports', legend: 'Improvement reports whose recommendations plans answer', hint: 'Recommendations of all that are ticked stand in the register together.', items: reports.map(choice => ({ value: choice.key, text: choice.title })), values, errors }) : null,
    dates: dateFields(values, errors),
    indicatorsField: indicatorsField(indicators, values, errors),
    submit: submitButton('Open the session for every team')
  }
}
