import { longDate } from '../../lib/dates.ts'
import { checkboxGroup, errorSummary, pagination, radioGroup, submitButton, table, textField } from '../../lib/fields.ts'
import { keptKindNames, keptKinds } from '../settings/rules.ts'
import { daysBefore, erasureReasonNames, erasureReasons } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Settings } from '../settings/rules.ts'
import type { listErasures, listGoing, Found } from './queries.ts'

interface Parts { settings: Settings, going: Awaited<ReturnType<typeof listGoing>>, erased: Awaited<ReturnType<typeof listErasures>>, page: number, perPage: number, mayErase: boolean }

/** How long what is kept, what goes next, and what was erased. */
export function retentionPage ({ settings, going, erased, page, perPage, mayErase }: Parts, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  return {
    title: 'How long records are kept',
    errors: errors && errorSummary(errors),
    schedule: table({
      caption: 'The schedule',
      head: ['Records', 'Kept after the end of their session'],
      rows: keptKindNames.map(kind => [keptKinds[kind], settings.keepMonths[kind] === null ? 'For ever' : `${settings.keepMonths[kind]} months`])
    }),
    going: going.length > 0
      ? table({ caption: `What goes in the next ${daysBefore} days`, head: ['Records', 'Team', 'Until', 'Go on'], rows: going.map(row => [row.one, row.team, longDate(row.from), longDate(row.on)]) })
      : null,
    none: going.length > 0 ? null : `Nothing goes in the next ${daysBefore} days.`,
    find: mayErase ? { address: textField({ name: 'address', label: 'Address of the record’s page', hint: 'Copy it from the browser of somebody who may see the record. It is erased without being shown.', values, errors }), button: submitButton('Go on', { secondary: true }) } : null,
    erased: erased.total > 0
      ? table({
        caption: 'What was erased',
        head: ['Records', 'Team', 'Why', 'Erased', 'By', 'In backups until'],
        rows: erased.rows.map(row => [keptKinds[row.kind], row.team, row.why === 'term-over' ? 'Kept long enough' : erasureReasons[row.why], longDate(row.erased_on), row.by_name, longDate(row.backups_until)])
      })
      : null,
    pages: pagination(page, Math.ceil(erased.total / perPage), n => `/retention?page=${n}`)
  }
}

/** Are you sure: what is erased, and what stays. */
export function erasurePage ({ kept, id, day, place }: Found, backupsUntil: string, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  return {
    title: 'Erase a record',
    errors: errors && errorSummary(errors),
    what: `${kept.one} of ${place.name}, ${longDate(day)}`,
    backups: `Backups hold it until ${longDate(backupsUntil)}. Nobody reads them but to bring the toolkit back after a loss.`,
    action: `/records/${kept.kind}/${id}/erasure`,
    why: radioGroup({ name: 'why', legend: 'Why?', values, errors, items: erasureReasonNames.map(value => ({ value, text: erasureReasons[value] })) }),
    sure: checkboxGroup({ name: 'sure', legend: 'There is no way back', values, errors, items: [{ value: 'yes', text: 'Erase it for good' }] }),
    button: submitButton('Erase', { warning: true })
  }
}
