import { errorSummary, submitButton } from '../../lib/fields.ts'
import { longDate, sessionLabel } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import { dateFields, dateNames, dateWords, indicatorsField } from './field-rules.ts'
import type { IndicatorChoice } from './field-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Session } from './queries.ts'

type Values = Record<string, unknown>

/** An authority's sessions, the newest first. */
export function sessionsPage (sessions: (Session & { indicators: string[] })[], reports: Map<string, { title: string }[]>, titleOf: (id: string, version: string) => string, mayEdit: boolean) {
  return {
    title: 'Sessions',
    mayEdit,
    sessions: sessions.map(session => ({
      name: `Session ${sessionLabel(session.name)}`,
      dates: `${longDate(session.starts_on)} to ${longDate(session.ends_on)}`,
      framework: titleOf(session.framework_id, session.framework_version),
      frameworkHref: `/frameworks/${session.framework_id}/${session.framework_version}`,
      report: reports.get(session.id)!.map(report => report.title).join('; ') || 'None',
      indicators: `${count(session.indicators.length, 'indicator')}: ${session.indicators.join(', ')}`,
      when: dateNames.filter(name => session[name]).map(name => `${dateWords[name].legend} ${longDate(session[name]!)}`),
      blankHref: `/sessions/${session.name}/blank`,
      datesHref: `/sessions/${session.name}/dates`,
      editHref: `/sessions/${session.name}/indicators`
    })),
    open: { text: 'Open a session', href: '/sessions/new' }
  }
}

/** The year's dates. */
export const datesPage = (session: Session, values: Values = { ...session }, errors: FormErrors | null = null) => ({
  title: `Dates of session ${sessionLabel(session.name)}`,
  breadcrumbs: [{ text: 'Sessions', href: '/sessions' }],
  errors: errors && errorSummary(errors),
  href: `/sessions/${session.name}/dates`,
  dates: dateFields(values, errors),
  submit: submitButton('Save')
})

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
