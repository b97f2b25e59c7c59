import { longDate } from '../../lib/dates.ts'
import { errorSummary, radioGroup, selectField, submitButton, textArea } from '../../lib/fields.ts'
import { criterionWords, kinds } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { LocalCriterion } from './queries.ts'

interface Parts { authority: string, framework: { key: string, title: string }, others: { key: string, title: string }[], indicators: { code: string, title: string }[], criteria: LocalCriterion[] }

/** What the authority has added to a framework's indicators, and the form that adds. */
export function criteriaPage ({ authority, framework, others, indicators, criteria }: Parts, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  const item = (criterion: LocalCriterion) => ({
    text: criterionWords(criterion),
    about: `${kinds[criterion.kind].name}, added by ${criterion.added_by_name} on ${longDate(criterion.added_at)}`,
    withdrawn: criterion.withdrawn_at ? `Withdrawn by ${criterion.withdrawn_by_name} on ${longDate(criterion.withdrawn_at)}` : null,
    action: criterion.withdrawn_at ? null : `/local-criteria/${criterion.id}/withdrawal`
  })
  return {
    title: 'Local criteria',
    intro: `What ${authority} adds to the indicators of ${framework.title}. It stands beside the framework’s text in a block of its own, with its own numbers, and is never mixed with it.`,
    errors: errors && errorSummary(errors),
    others: others.map(other => ({ text: `Criteria for ${other.title}`, href: `/local-criteria?framework=${encodeURIComponent(other.key)}` })),
    groups: indicators.filter(({ code }) => criteria.some(row => row.indicator_code === code)).map(({ code, title }) => ({ heading: `${code} ${title}`, items: criteria.filter(row => row.indicator_code === code).map(item) })),
    none: criteria.length === 0 ? 'Nothing has been added yet.' : null,
    framework: framework.key,
    indicator: selectField({ name: 'indicator', label: 'Indicator', items: [{ value: '', text: 'Choose' }, ...indicators.map(({ code, title }) => ({ value: code, text: `${code} ${title}` }))], values, errors }),
    kind: radioGroup({ name: 'kind', legend: 'What is it?', items: (['feature', 'prompt'] as const).map(value => ({ value, text: kinds[value].name, hint: kinds[value].means })), values, errors }),
    text: textArea({ name: 'text', label: 'Its words', rows: 3, values, errors }),
    submit: submitButton('Add it')
  }
}
