import { dayOf, longDate } from '../../lib/dates.ts'
import { scanWords } from './attachment-rules.ts'
import { abouts, qualityWords, strands } from './rules.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { listEvidenceForExport } from './queries.ts'

/** The evidence of a session as a table: every stored field, in words. */
export const evidenceTable = (evidence: Awaited<ReturnType<typeof listEvidenceForExport>>): SheetTable => ({
  name: 'Evidence',
  columns: [
    { label: 'Title' }, { label: 'Strand', width: 14 }, { label: 'About', width: 18 }, { label: 'What it shows', width: 60 }, { label: 'Covers from', kind: 'day' }, { label: 'Covers to', kind: 'day' },
    { label: 'Source' }, { label: 'Link' }, { label: 'Where to look' }, { label: 'How strong', width: 14 }, { label: 'Why' }, { label: 'Used for' }, { label: 'Link dead since', kind: 'day' }, { label: 'Trouble with the link' },
    { label: 'Recorded on', kind: 'day' }, { label: 'Recorded by', width: 20 }, { label: 'Saved on', kind: 'day' }, { label: 'Saved by', width: 20 }, { label: 'Files' }, { label: 'Link checked on', kind: 'day' }, { label: 'Withdrawn on', kind: 'day' }, { label: 'Why withdrawn' }
  ],
  rows: evidence.map(item => [
    item.title, strands[item.strand].name, abouts[item.about].name, item.shows, item.covers_from, item.covers_to, item.source, item.link, item.locator, qualityWords(item.quality), item.quality_because,
    item.links.map(link => link.code ?? 'an action').join(', '), item.link_dead_since && dayOf(new Date(item.link_dead_since)), item.link_problem,
    dayOf(new Date(item.recorded_at)), item.recorded_by_name, dayOf(new Date(item.saved_at)), item.saved_by_name,
    item.files.map(file => `${file.name} (${file.type}, ${file.size} bytes, ${scanWords[file.scan]} Added by ${file.added_by_name} on ${longDate(file.added_at)}${file.removed_at ? `; removed by ${file.removed_by_name} on ${longDate(file.removed_at)}` : ''})`).join('\n') || null,
    item.link_checked_at && dayOf(new Date(item.link_checked_at)), item.withdrawn_at && dayOf(new Date(item.withdrawn_at)), item.withdrawn_because
  ])
})
