import { longDate } from '../../lib/dates.ts'
import { errorSummary, selectField, submitButton, textArea, textField, fileField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Place } from './queries.ts'
import type { PlaceRow } from './place-rows.ts'

type Values = Record<string, unknown>

/** The tree as people see it: areas with their learning communities, closed ones apart. */
export function organisationPage (places: Place[], mayEdit: boolean, values: Values = {}, errors: FormErrors | null = null, form: 'area' | 'community' | null = null) {
  const authority = places.find(place => place.kind === 'authority')!
  const areas = places.filter(place => place.kind === 'area')
  const communities = places.filter(place => place.kind === 'community')
  const open = communities.filter(place => !place.closed_on)
  const valuesOf = (name: 'area' | 'community') => form === name ? { values, errors } : { values: {}, errors: null }
  return {
    title: authority.name,
    intro: `${count(areas.filter(area => !area.closed_on).length, 'area')}, ${count(open.length, 'learning community', 'learning communities')}.`,
    errors: errors && errorSummary(errors),
    mayEdit,
    areas: areas.filter(area => !area.closed_on).map(area => ({
      name: area.name,
      href: `/organisation/places/${area.id}`,
      communities: open.filter(place => place.area_id === area.id).map(placeLink)
    })),
    closed: places.filter(place => place.closed_on).map(place => ({ ...placeLink(place), closedOn: longDate(place.closed_on!) })),
    authority: placeLink(authority),
    areaField: textField({ name: 'name', id: 'area-name', label: 'Name of the area', ...valuesOf('area') }),
    communityField: textField({ name: 'name', label: 'Name of the learning community', ...valuesOf('community') }),
    communityArea: selectField({ name: 'area', label: 'Area', items: areas.filter(area => !area.closed_on).map(area => ({ value: area.id, text: area.name })), ...valuesOf('community') }),
    addArea: submitButton('Add the area'),
    addCommunity: submitButton('Add the learning community'),
    hasAreas: areas.some(area => !area.closed_on)
  }
}

const placeLink = (place: Place) => ({ name: place.name, href: `/organisation/places/${place.id}` })

/** One place: its names over time, and what may be done with it. */
export function placePage (place: Place, formerNames: { name: string, until_on: string }[], areas: Place[], values: Values = {}, errors: FormErrors | null = null) {
  const kind = { authority: 'Authority', area: 'Area', community: 'Learning community' }[place.kind]
  const others = areas.filter(area => !area.closed_on && area.id !== place.area_id)
  return {
    title: place.name,
    kind,
    breadcrumbs: [{ text: 'Organisation', href: '/organisation' }],
    errors: errors && errorSummary(errors),
    state: place.closed_on ? `Closed on ${longDate(place.closed_on)}` : `Open since ${longDate(place.opened_on)}`,
    formerNames: formerNames.map(former => `${former.name}, until ${longDate(former.until_on)}`),
    renameField: textField({ name: 'name', label: 'New name', hint: 'The old name is kept with today’s date. Addresses of pages do not change.', values: { name: place.name, ...values }, errors }),
    rename: submitButton('Rename'),
    moveField: place.kind === 'community' && others.length > 0 && !place.closed_on
      ? selectField({ name: 'area', label: 'Move to another area', items: others.map(area => ({ value: area.id, text: area.name })), values, errors })
      : null,
    move: submitButton('Move', { secondary: true }),
    close: place.kind !== 'authority' && !place.closed_on ? submitButton('Close', { warning: true }) : null,
    reopen: place.closed_on ? submitButton('Reopen', { secondary: true }) : null,
    href: `/organisation/places/${place.id}`
  }
}

/** Bring in a list: type or paste it, or upload a file. */
export function importPage (values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: 'Bring in areas and learning communities',
    breadcrumbs: [{ text: 'Organisation', href: '/organisation' }],
    errors: errors && errorSummary(errors),
    rowsField: textArea({
      name: 'rows', label: 'One learning community a line', rows: 12, values, errors,
      hint: 'Area, then a comma, then the learning community. For example: North, Craigmor. You can paste two columns from a spreadsheet.'
    }),
    fileField: fileField({ name: 'file', label: 'Or upload a CSV file', hint: 'Two columns: area, learning community. A heading line is fine.', values: {}, errors }),
    submit: submitButton('Check the list')
  }
}

/** What would be added, line by line, with what is wrong. Nothing is saved yet. */
export function importPreviewPage (rows: PlaceRow[], text: string, errors: FormErrors | null = null) {
  const wrong = rows.filter(row => row.problem)
  return {
    title: wrong.length > 0 ? 'Some lines need attention' : 'Check the list',
    breadcrumbs: [{ text: 'Organisation', href: '/organisation' }, { text: 'Bring in a list', href: '/organisation/import' }],
    errors: errors && errorSummary(errors),
    summary: wrong.length > 0
      ? `${count(wrong.length, 'line')} of ${rows.length} cannot be used. Nothing has been saved. Correct the list and check again.`
      : `${count(rows.length, 'learning community', 'learning communities')} will be added.`,
    list: {
      caption: 'The list, line by line',
      captionClasses: 'govuk-visually-hidden',
      head: ['Line', 'Area', 'Learning community', 'Result'].map(text => ({ text })),
      rows: rows.map(row => [{ text: String(row.line) }, { text: row.area }, { text: row.community }, row.problem ? { text: row.problem, classes: 'app-problem' } : { text: 'Fine' }])
    },
    ready: wrong.length === 0,
    text,
    confirm: submitButton(`Add ${count(rows.length, 'learning community', 'learning communities')}`),
    rowsField: textArea({ name: 'rows', label: 'Correct the list here', rows: 12, values: { rows: text }, errors }),
    again: submitButton('Check again')
  }
}
