import { checkboxGroup, errorSummary, radioGroup, selectField, submitButton } from '../../lib/fields.ts'
import { longDate, sessionLabel } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Session } from './queries.ts'

type Values = Record<string, unknown>
export interface FrameworkChoice { key: string, title: string }
export interface IndicatorChoice { code: string, title: string, category: string }

/** An authority's sessions, the newest first. */
export function sessionsPage (sessions: (Session & { indicators: string[] })[], titleOf: (id: string, version: string) => string, mayEdit: boolean) {
  return {
    title: 'Sessions',
    mayEdit,
    sessions: sessions.map(session => ({
      name: `Session ${sessionLabel(session.name)}`,
      dates: `${longDate(session.starts_on)} to ${longDate(session.ends_on)}`,
      framework: titleOf(session.framework_id, session.framework_version),
      frameworkHref: `/frameworks/${session.framework_id}/${session.framework_version}`,
      report: session.report_id ? titleOf(session.report_id, session.report_version!) : 'None',
      indicators: `${count(session.indicators.length, 'indicator')}: ${session.indicators.join(', ')}`,
      editHref: `/sessions/${session.name}/indicators`
    })),
    open: { text: 'Open a session', href: '/sessions/new' }
  }
}

/** Open a session: which one, judged with what, and which indicators the year's template asks for. */
export function openPage (names: string[], frameworks: FrameworkChoice[], reports: FrameworkChoice[], indicators: IndicatorChoice[], values: Values, errors: FormErrors | null = null) {
  return {
    title: 'Open a session',
    breadcrumbs: [{ text: 'Sessions', href: '/sessions' }],
    errors: errors && errorSummary(errors),
    nameField: radioGroup({ name: 'name', legend: 'Which session?', items: names.map(name => ({ value: name, text: sessionLabel(name) })), values, errors }),
    frameworkField: selectField({ name: 'framework', label: 'Framework', hint: 'The session keeps this version for ever.', items: frameworks.map(choice => ({ value: choice.key, text: choice.title })), values, errors }),
    otherFrameworks: frameworks.filter(choice => choice.key !== values.framework).map(choice => ({ text: `Choose from ${choice.title} instead`, href: `/sessions/new?framework=${encodeURIComponent(choice.key)}` })),
    reportField: selectField({ name: 'report', label: 'Improvement report whose recommendations plans answer', items: [{ value: '', text: 'None' }, ...reports.map(choice => ({ value: choice.key, text: choice.title }))], values, errors }),
    indicatorsField: indicatorsField(indicators, values, errors),
    submit: submitButton('Open the session')
  }
}

/** Change which indicators a session's template asks for. */
export function indicatorsPage (session: Session, indicators: IndicatorChoice[], values: Values, errors: FormErrors | null = null) {
  return {
    title: `Indicators of session ${sessionLabel(session.name)}`,
    breadcrumbs: [{ text: 'Sessions', href: '/sessions' }],
    errors: errors && errorSummary(errors),
    href: `/sessions/${session.name}/indicators`,
    indicatorsField: indicatorsField(indicators, values, errors),
    submit: submitButton('Save')
  }
}

const indicatorsField = (indicators: IndicatorChoice[], values: Values, errors: FormErrors | null) => checkboxGroup({
  name: 'indicators',
  legend: 'Indicators every team is asked for',
  hint: 'A team may add more of its own. What is already written stays.',
  items: indicators.map(({ code, title, category }) => ({ value: code, text: `${code} ${title}`, hint: category })),
  values,
  errors
})
