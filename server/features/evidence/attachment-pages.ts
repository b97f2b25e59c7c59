import { longMoment } from '../../lib/dates.ts'
import { fileField, submitButton } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { acceptedFiles, attachmentLimits, fileTypes, mayOpen, scanWords, sizeWords } from './attachment-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Attachment } from './attachments.ts'

/** The files of a piece of evidence on its record: what each is, whether it was scanned, and a form for another one. */
export function filesPart (href: string, attachments: Attachment[], { mayChange, hasScanner }: { mayChange: boolean, hasScanner: boolean }, errors: FormErrors | null) {
  const there = attachments.filter(one => one.removed_at === null)
  const room = attachmentLimits.perRecord - there.filter(one => one.scan !== 'infected').length
  return {
    none: there.length > 0 ? null : 'No files.',
    items: there.map(one => ({
      name: one.name,
      href: mayOpen(one) ? `${href}/attachments/${one.id}` : null,
      facts: `${fileTypes[one.type].name}, ${sizeWords(one.size)}. Added by ${one.added_by_name} on ${longMoment(one.added_at)}. ${scanWords[one.scan]}`,
      removal: mayChange ? `${href}/attachments/${one.id}/removal` : null
    })),
    removed: attachments.filter(one => one.removed_at !== null).map(one => `${one.name} was removed by ${one.removed_by_name} on ${longMoment(one.removed_at!)}.`),
    add: mayChange && room > 0
      ? {
          href: `${href}/attachments`,
          field: fileField({ name: 'file', label: 'Add a file', labelClasses: 'govuk-label--s', hint: hint(room, hasScanner), attributes: { accept: acceptedFiles }, errors }),
          submit: submitButton('Upload', { secondary: true })
        }
      : null,
    full: mayChange && room <= 0 ? `There is no room for more than ${attachmentLimits.perRecord} files.` : null
  }
}

const hint = (room: number, hasScanner: boolean): string =>
  `PDF, PNG, JPEG, Word (.docx) or Excel (.xlsx), up to 10 MB. Room for ${count(room, 'more file', 'more files')}. No child’s name in it or in its name. ${hasScanner ? 'It is scanned for viruses first.' : 'This server has no virus scanner: files are kept and handed out without a scan.'}`
