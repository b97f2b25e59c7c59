import { longDate, longMoment } from '../../lib/dates.ts'
import { errorSummary, linkButton, submitButton, summaryRow, textArea } from '../../lib/fields.ts'
import { filesPart } from './attachment-pages.ts'
import { baseOf, captionOf, coversWords, crumbsOf, registerCrumb } from './pages.ts'
import { abouts, fieldLabels, linkHref, linkTrouble, qualities, qualityWords, strands } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Attachment } from './attachments.ts'
import type { Team } from './pages.ts'
import type { EvidenceWithLinks } from './queries.ts'
import type { NamedUse } from './uses.ts'

export interface RecordParts { uses: NamedUse[], attachments: Attachment[], hasScanner: boolean }

/** One piece of evidence: every field, its files, what it is used for, who recorded it. */
export function recordPage (team: Team, evidence: EvidenceWithLinks, { uses, attachments, hasScanner }: RecordParts, mayEdit: boolean, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  const href = `${baseOf(team)}/evidence/${evidence.id}`
  const change = (field: string) => mayChange ? { href: `${href}/edit#${field}` } : undefined
  const mayChange = mayEdit && !evidence.withdrawn_at && !team.community.closed_on
  const address = linkHref(evidence.link)
  return {
    title: evidence.title,
    caption: `Evidence, ${captionOf(team)}`,
    breadcrumbs: crumbsOf(team, registerCrumb(team)),
    errors: errors && errorSummary(errors),
    href,
    withdrawn: evidence.withdrawn_at ? `Withdrawn on ${longMoment(evidence.withdrawn_at)} by ${evidence.saved_by_name}: ${evidence.withdrawn_because}` : null,
    facts: {
      rows: [
        summaryRow(fieldLabels.shows, evidence.shows, change('shows')),
        summaryRow(fieldLabels.strand, `${strands[evidence.strand].name}. ${strands[evidence.strand].means}.`, change('strand')),
        summaryRow(fieldLabels.about, abouts[evidence.about].name, change('about')),
        summaryRow('Covers', coversWords(evidence), change('covers_from')),
        summaryRow(fieldLabels.source, evidence.source, change('source')),
        summaryRow('Quality', evidence.quality ? `${qualityWords(evidence.quality)}. ${evidence.quality_because}\n${qualities[evidence.quality].name} means: ${qualities[evidence.quality].means.toLowerCase()}.` : qualityWords(null), change('quality')),
        summaryRow(fieldLabels.link, !evidence.link ? 'None' : address ? { text: evidence.link, href: address } : evidence.link, change('link')),
        ...evidence.link_checked_at ? [summaryRow('Link last tried', linkTrouble(evidence, longDate) ?? `It led somewhere on ${longDate(evidence.link_checked_at)}`)] : [],
        summaryRow(fieldLabels.locator, evidence.locator ?? 'Not given', change('locator'))
      ]
    },
    files: filesPart(href, attachments, { mayChange, hasScanner }, errors),
    uses: uses.map(use => ({
      text: use.text, href: use.href, removal: mayEdit ? { action: `${href}/links/${use.linkId}/removal`, text: 'Stop using', about: `it for ${use.text}` } : null
    })),
    noUses: uses.length > 0 ? null : 'Not used for anything yet.',
    changeUses: mayChange ? linkButton('Change what it is used for', `${href}/uses`, { secondary: true }) : null,
    recorded: `Recorded by ${evidence.recorded_by_name} on ${longMoment(evidence.recorded_at)}.`,
    saved: evidence.revision > 1 ? `Last saved by ${evidence.saved_by_name} on ${longMoment(evidence.saved_at)}.` : null,
    edit: mayChange ? linkButton('Edit', `${href}/edit`) : null,
    withdraw: mayEdit && !evidence.withdrawn_at
      ? {
          summaryText: 'Withdraw this evidence',
          open: Boolean(errors?.byField.reason),
          href: `${href}/withdrawal`,
          reasonField: textArea({ name: 'reason', label: 'Why does it no longer count?', hint: 'It stays readable, with this reason.', rows: 3, values, errors }),
          submit: submitButton('Withdraw', { warning: true })
        }
      : null
  }
}
