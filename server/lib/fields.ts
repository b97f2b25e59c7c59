import type { FormErrors } from './form-errors.ts'

/**
 * Builders of the objects that the component partials print: GOV.UK Frontend's macro options, with value, hint, error and ids wired.
 * `values` is what the person typed (or what is stored), `errors` what is wrong with it.
 */
interface Field { name: string, values?: Record<string, unknown>, errors?: FormErrors | null, hint?: string | null, id?: string }
interface Labelled extends Field { label: string, classes?: string, labelClasses?: string, autocomplete?: string, spellcheck?: boolean, attributes?: Record<string, string> }
export interface Choice { value: string, text: string, hint?: string | null, conditional?: { textarea?: object, input?: object }, disabled?: boolean }
interface Group extends Field { legend: string, legendClasses?: string, items: Choice[], classes?: string }

/** One line of text. `type` for e-mail and the like; `prefix` and `suffix` stand beside the box. */
export const textField = ({ type, prefix, suffix, inputmode, ...field }: Labelled & { type?: string, prefix?: string, suffix?: string, inputmode?: string }) => ({
  ...labelled(field), type, inputmode, value: valueOf(field), prefix: prefix ? { text: prefix } : undefined, suffix: suffix ? { text: suffix } : undefined
})

/** Several lines of text. */
export const textArea = ({ rows, ...field }: Labelled & { rows?: number }) => ({ ...labelled(field), rows, value: valueOf(field), spellcheck: true })

/** Several lines of text with a count of what is left, announced politely. */
export const characterCount = ({ maxlength, ...field }: Labelled & { rows?: number, maxlength: number }) => ({ ...textArea(field), maxlength, threshold: 75 })

/** A password. The value is never sent back. */
export const passwordField = (field: Labelled) => labelled(field)

/** A file. What was chosen cannot be shown again: browsers forbid it. */
export const fileField = (field: Labelled) => labelled(field)

/** A list to choose one from. */
export const selectField = ({ items, ...field }: Labelled & { items: { value: string, text: string, disabled?: boolean }[] }) => ({ ...labelled(field), items, value: valueOf(field) })

/** One of a few choices, all in sight. */
export const radioGroup = ({ items, ...field }: Group) => ({ ...group(field), items: items.map(choice), value: valueOf(field) })

/** Any of a few choices. `values[name]` is a list. */
export const checkboxGroup = ({ items, ...field }: Group) => ({ ...group(field), items: items.map(choice), values: [field.values?.[field.name] ?? []].flat().map(String) })

/** A day in three boxes, `<name>-day`, `-month`, `-year`. The value is an ISO day, or what was typed as year-month-day. */
export function dateField ({ legend, ...field }: Omit<Group, 'items'>) {
  const [year = '', month = '', day = ''] = valueOf(field).split('-')
  const plain = /^\d{4}-\d{2}-\d{2}$/.test(valueOf(field)) ? [String(Number(day)), String(Number(month)), year] : [day, month, year]
  const wrong = field.errors?.byField[field.name] ? ' govuk-input--error' : ''
  return {
    ...group({ ...field, legend }),
    id: `${field.id ?? field.name}-boxes`,
    namePrefix: field.name,
    // The first box has the field's own name as its id: the error summary leads into it.
    items: (['day', 'month', 'year'] as const).map((name, at) => ({
      name, id: name === 'day' ? field.id ?? field.name : undefined, label: { day: 'Day', month: 'Month', year: 'Year' }[name], value: plain[at], classes: `govuk-input--width-${name === 'year' ? 4 : 2}${wrong}`
    }))
  }
}

/** Hidden values that go along with a form. */
export const hiddenFields = (values: Record<string, string | number | null>) =>
  Object.entries(values).filter(([, value]) => value !== null).map(([name, value]) => ({ name, value: String(value) }))

/** A button that sends the form. `name` and `value` tell several buttons apart. */
export const submitButton = (text: string, { secondary = false, warning = false, name, value }: { secondary?: boolean, warning?: boolean, name?: string, value?: string } = {}) => ({
  text, name, value, classes: secondary ? 'govuk-button--secondary' : warning ? 'govuk-button--warning' : undefined, preventDoubleClick: true
})

/** A link that looks like a button. */
export const linkButton = (text: string, href: string, { secondary = false, start = false } = {}) => ({
  text, href, classes: secondary ? 'govuk-button--secondary' : undefined, isStartButton: start
})

/** The box at the top of a page that lists what is wrong, each linked to its field. */
export const errorSummary = (errors: FormErrors) => ({ titleText: 'There is a problem', errorList: errors.list })

export interface Cell { text: string, href?: string, tag?: object, classes?: string, format?: string }
/** A table of text, links and tags. `caption` is always there for those who cannot see where they are. */
export const table = ({ caption, head, rows, hideCaption = false, rowHeader = true, classes }: { caption: string, head: string[], rows: (string | Cell)[][], hideCaption?: boolean, rowHeader?: boolean, classes?: string }) => ({
  caption,
  captionClasses: hideCaption ? 'govuk-visually-hidden' : 'govuk-table__caption--m',
  firstCellIsHeader: rowHeader,
  head: head.map(text => ({ text })),
  rows: rows.map(row => row.map(cell => typeof cell === 'string' ? { text: cell } : cell)),
  classes
})

/** One line of a list of facts; `change` adds a link. */
export const summaryRow = (key: string, value: string | { text: string, href?: string }, change?: { href: string, text?: string }) => ({
  key: { text: key },
  value: typeof value === 'string' ? { text: value, classes: 'app-text' } : value,
  actions: change ? { items: [{ href: change.href, text: change.text ?? 'Change', visuallyHiddenText: key.toLowerCase() }] } : undefined
})

/** Pages of a list: `hrefFor` makes the address of a page. Null when there is only one. */
export function pagination (page: number, pages: number, hrefFor: (page: number) => string) {
  if (pages <= 1) return null
  const near = [...new Set([1, page - 1, page, page + 1, pages])].filter(n => n >= 1 && n <= pages)
  return {
    previous: page > 1 ? { href: hrefFor(page - 1) } : undefined,
    next: page < pages ? { href: hrefFor(page + 1) } : undefined,
    items: near.flatMap((n, at) => [...(at > 0 && n > near[at - 1]! + 1 ? [{ ellipsis: true }] : []), { number: n, href: hrefFor(n), current: n === page }])
  }
}

function labelled ({ label, labelClasses, classes, autocomplete, spellcheck, attributes, ...field }: Labelled) {
  return { ...common(field), label: { text: label, classes: labelClasses }, classes, autocomplete, spellcheck, attributes }
}

function group ({ legend, legendClasses = 'govuk-fieldset__legend--s', classes, ...field }: Omit<Group, 'items'>) {
  return { ...common(field), fieldset: { legend: { text: legend, classes: legendClasses } }, classes }
}

function common ({ name, errors, hint, id }: Field) {
  const error = errors?.byField[name]
  return { name, id, hint: hint ? { text: hint } : undefined, errorMessage: error ? { text: error } : undefined }
}

const valueOf = ({ name, values }: Field): string => String(values?.[name] ?? '')

const choice = ({ hint, ...item }: Choice) => ({ ...item, hint: hint ? { text: hint } : undefined })
