import { checkboxGroup, dateField } from '../../lib/fields.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

type Values = Record<string, unknown>
export interface IndicatorChoice { code: string, title: string, category: string }

export const dateNames = ['submit_by', 'moderate_by', 'agree_by'] as const
export const dateWords = {
  submit_by: { legend: 'Teams submit by', hint: 'Optional. For example, 30 4 2027' },
  moderate_by: { legend: 'Moderation is done by', hint: 'Optional' },
  agree_by: { legend: 'Agreed and signed off by', hint: 'Optional' }
}
export const dateFields = (values: Values, errors: FormErrors | null) => dateNames.map(name => dateField({ name, ...dateWords[name], values, errors }))

/** Which indicators every team is asked for. */
export const indicatorsField = (indicators: IndicatorChoice[], values: Values, errors: FormErrors | null) => checkboxGroup({
  name: 'indicators',
  legend: 'Indicators every team is asked for',
  hint: 'A team may add more of its own. What is already written stays.',
  items: indicators.map(({ code, title, category }) => ({ value: code, text: `${code} ${title}`, hint: category })),
  values,
  errors
})
