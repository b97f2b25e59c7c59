import { errorSummary, radioGroup, submitButton, textField } from '../../lib/fields.ts'
import { keptKindNames, keptKinds } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Settings } from './rules.ts'

/** What the settings form holds for these settings. */
export const valuesOf = (settings: Settings): Record<string, unknown> => ({
  threshold: settings.threshold, release: settings.releaseAfterWeeks === null ? 'by-hand' : 'by-itself', release_after_weeks: settings.releaseAfterWeeks,
  backup_days: settings.backupDays,
  ...Object.fromEntries(keptKindNames.map(kind => [`keep_${kind}`, settings.keepMonths[kind]]))
})

/** Everything an authority decides for its teams, on one page. */
export function settingsPage (authority: string, values: Record<string, unknown>, errors: FormErrors | null = null) {
  const number = (name: string, label: string, more: { hint?: string, suffix?: string } = {}) => textField({ name, label, values, errors, inputmode: 'numeric', classes: 'govuk-input--width-3', ...more })
  return {
    title: 'Settings',
    caption: authority,
    also: [{ text: 'Lists that teams choose from', href: '/lists' }, { text: 'What goes when, and erasing a record', href: '/retention' }],
    errors: errors && errorSummary(errors),
    threshold: number('threshold', 'Numbers under this are suppressed', { hint: 'At least 3. A change holds for the releases to come: figures that are released already stay as they are.' }),
    release: radioGroup({
      name: 'release', legend: 'Figures of a term are released', values, errors,
      items: [{ value: 'by-hand', text: 'By the data officer, by hand' }, { value: 'by-itself', text: 'By themselves, so many weeks after the term’s end', hint: 'The data officer can still release them before.' }]
    }),
    weeks: number('release_after_weeks', 'Weeks after the term’s end', { hint: 'Only if they are released by themselves', suffix: 'weeks' }),
    kept: keptKindNames.map(kind => number(`keep_${kind}`, keptKinds[kind], { suffix: 'months' })),
    backups: number('backup_days', 'Backups are kept for', { hint: 'An erased record is still in backups until then. Pages that erase say so.', suffix: 'days' }),
    submit: submitButton('Save')
  }
}
