import { longMoment, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, errorSummary, radioGroup, selectField, submitButton, summaryRow } from '../../lib/fields.ts'
import { bundleLimits, formatLabels, isUnfinished, kindNames, progressWords, stateWords, whatWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Bundle, BundleShown } from './queries.ts'
import type { PartKind } from './tables.ts'

const titleOf = (bundle: Bundle): string => `${whatWords(bundle.what)}, ${bundle.place}, session ${sessionLabel(bundle.session)}, ${formatLabels[bundle.format]}`
const hrefOf = (bundle: { id: string }): string => `/bundles/${bundle.id}`
const fileOf = (bundle: Bundle): string | null => bundle.state === 'ready' ? `${hrefOf(bundle)}/file` : null

/** A form to ask for a ZIP, and one's own, the newest first. */
export const bundlesPage = (bundles: BundleShown[], sessions: { name: string }[], values: Record<string, unknown>, errors: FormErrors | null = null) => ({
  title: 'Download for all teams',
  errors: errors && errorSummary(errors),
  sessions: sessions.length > 0
    ? selectField({ name: 'session', label: 'Session', items: sessions.map(({ name }) => ({ value: name, text: sessionLabel(name) })), values, errors })
    : null,
  what: checkboxGroup({ name: 'what', legend: 'What', items: (Object.keys(kindNames) as PartKind[]).map(value => ({ value, text: kindNames[value].many })), values, errors }),
  format: radioGroup({ name: 'format', legend: 'Format', classes: 'govuk-radios--inline', items: Object.entries(formatLabels).map(([value, text]) => ({ value, text })), values, errors }),
  make: submitButton('Make the ZIP'),
  days: bundleLimits.days,
  bundles: bundles.map(({ bundle, progress }) => ({
    name: titleOf(bundle), href: hrefOf(bundle), file: fileOf(bundle), about: `Asked for on ${longMoment(bundle.made_at)}`, state: stateWords(bundle, progress)
  }))
})

/** One bundle: how far it has come, and what can be done with it. */
export function bundlePage ({ bundle, progress }: BundleShown) {
  const unfinished = isUnfinished(bundle.state)
  return {
    title: titleOf(bundle),
    breadcrumbs: [{ text: 'Download for all teams', href: '/bundles' }],
    href: hrefOf(bundle),
    state: stateWords(bundle, progress),
    progress: unfinished ? { value: String(progress.finished), max: String(progress.total), text: progressWords(bundle.what, progress) } : null,
    failed: progress.failed.map(part => `${part.team}, ${kindNames[part.what].one.toLowerCase()}: ${part.reason}`),
    facts: {
      rows: [
        summaryRow('Asked for', longMoment(bundle.made_at)),
        ...bundle.finished_at ? [summaryRow(bundle.state === 'cancelled' ? 'Cancelled' : 'Finished', longMoment(bundle.finished_at))] : []
      ]
    },
    download: bundle.state === 'ready' ? { text: 'Download the ZIP', href: `${hrefOf(bundle)}/file` } : null,
    again: bundle.state === 'failed' && bundle.reason === null ? submitButton('Try again') : null,
    cancel: unfinished ? submitButton('Cancel', { secondary: true }) : null,
    remove: unfinished ? null : submitButton('Remove', { secondary: true })
  }
}

/** The same for the script of the page. */
export const bundleState = ({ bundle, progress }: BundleShown) => ({
  state: bundle.state, over: !isUnfinished(bundle.state), finished: progress.finished, total: progress.total, text: progressWords(bundle.what, progress), words: stateWords(bundle, progress)
})
