import Handlebars from 'handlebars'

type Options = Record<string, any>

/**
 * The helpers that the component partials need. A partial gets one object: the options of the GOV.UK Frontend macro of its name,
 * so that the package's own examples can test it.
 */
export function registerHelpers (handlebars: typeof Handlebars) {
  const { escapeExpression, SafeString } = handlebars
  const pair = (name: string, value: unknown) => value === true ? ` ${name}` : ` ${name}="${escapeExpression(String(value))}"`

  /** All of an object as attributes. Values may be wrapped as { value, optional }. */
  handlebars.registerHelper('attributes', (attributes: Options | undefined) => new SafeString(
    Object.entries(attributes ?? {}).map(([name, value]) => {
      const given = value !== null && typeof value === 'object' ? value.value : value
      return value?.optional && (given === undefined || given === null || given === false) ? '' : pair(name, given ?? '')
    }).join('')))
  /** One attribute, or nothing when its value is missing, empty text or false; `spellcheck` and the like may be false. */
  handlebars.registerHelper('attribute', (name: string, value: unknown) => {
    if (value === undefined || value === null || value === '' || (value === false && name !== 'spellcheck')) return ''
    return new SafeString(name === 'spellcheck' ? ` spellcheck="${Boolean(value)}"` : pair(name, value))
  })
  /** The id of a field, or of one of its parts: `due`, `due-hint`. */
  handlebars.registerHelper('part', (field: Options, name: unknown) => typeof name === 'string' ? `${idOf(field)}-${name}` : idOf(field))
  /** What describes a field: its hint and its error. */
  handlebars.registerHelper('describedBy', (field: Options) => describedBy(field))
  handlebars.registerHelper('itemPart', (item: Options, field: Options, index: number) => itemId(item, field, index))
  handlebars.registerHelper('itemDescribedBy', (item: Options, field: Options, index: number) =>
    [field.fieldset ? '' : describedBy(field), item.hint?.text ? `${itemId(item, field, index)}-item-hint` : ''].filter(Boolean).join(' '))
  handlebars.registerHelper('isChosen', isChosen)
  handlebars.registerHelper('taskPart', (list: Options, index: number, name: string) => `${list.idPrefix ?? 'task-list'}-${index + 1}-${name}`)
  handlebars.registerHelper('isRowHeader', (table: Options, column: number) => Boolean(table.firstCellIsHeader) && column === 0)
  handlebars.registerHelper('lacksActions', (row: Options, rows: (Options | null)[]) => rows.some(other => other?.actions?.items?.length) && !row.actions?.items)
  handlebars.registerHelper('capitalised', (text: string) => text.charAt(0).toUpperCase() + text.slice(1))
  handlebars.registerHelper('given', (value: unknown) => value !== undefined && value !== null)
  handlebars.registerHelper('equal', (one: unknown, other: unknown) => one === other)
}

const idOf = (field: Options): string => field.idPrefix ?? field.id ?? field.name

const describedBy = (field: Options): string => [
  field.fieldset?.describedBy ?? field.describedBy ?? '',
  field.hint ? `${idOf(field)}-hint` : '',
  field.errorMessage ? `${idOf(field)}-error` : ''
].filter(Boolean).join(' ')

const itemId = (item: Options, field: Options, index: number): string => item.id ?? `${idOf(field)}${index > 0 ? `-${index + 1}` : ''}`

function isChosen (item: Options, field: Options): boolean {
  for (const chosen of [item.checked, item.selected]) if (chosen !== undefined && chosen !== null) return Boolean(chosen)
  if (field.values) return field.values.includes(item.value)
  return Boolean(field.value) && (item.value ?? item.text) === field.value
}
