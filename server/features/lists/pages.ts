import { errorSummary, submitButton, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { isFixed, listNames, lists } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { ListItem } from './queries.ts'
import type { ListName } from './rules.ts'

/** The lists that teams choose from. */
export const listsPage = (items: Record<ListName, ListItem[]>) => ({
  title: 'Lists that teams choose from',
  lists: listNames.map(list => ({ text: lists[list].name, href: `/lists/${list}`, means: lists[list].means, count: count(items[list].filter(item => !item.retired).length, 'item') }))
})

/** One list: rename, move, take out, offer again, add. `typed` is what was typed into the item with `code`, or into the new one (null). */
export function listPage (list: ListName, items: ListItem[], typed: { code: string | null, name: string } | null = null, errors: FormErrors | null = null) {
  const home = `/lists/${list}`
  const offered = items.filter(item => !item.retired)
  const field = (id: string, label: string, code: string | null, name: string) => textField({
    name: 'name', id, label, values: { name: typed && typed.code === code ? typed.name : name }, errors: typed && typed.code === code ? errors : null, labelClasses: code === null ? undefined : 'govuk-visually-hidden', classes: 'govuk-!-width-two-thirds'
  })
  const wrong = typed?.code ? `name-${typed.code}` : 'name'
  return {
    title: lists[list].name,
    means: lists[list].means,
    breadcrumbs: [{ text: 'Lists', href: '/lists' }],
    errors: errors && errorSummary({ ...errors, list: errors.list.map(error => ({ ...error, href: `#${wrong}` })) }),
    items: offered.map(({ code, name }, at) => ({
      name,
      action: `${home}/items/${code}`,
      field: field(`name-${code}`, `Name of ${name}`, code, name),
      up: at > 0,
      down: at < offered.length - 1,
      retire: !isFixed(list) && offered.length > 1
    })),
    retired: items.filter(item => item.retired).map(({ code, name }) => ({ name, action: `${home}/items/${code}/offering` })),
    add: isFixed(list) ? null : { action: `${home}/items`, field: field('name', 'Name', null, ''), button: submitButton('Add') }
  }
}
