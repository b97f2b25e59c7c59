import { dayOf } from '../../lib/dates.ts'
import { abouts, qualityWords, strands } from './rules.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { EvidenceWithLinks } from './queries.ts'

/** The evidence of a session as a table: every stored field, in words. */
export const evidenceTable = (evidence: EvidenceWithLinks[]): SheetTable => ({
  name: 'Evidence',
  columns: [
    { label: 'Title' }, { label: 'Strand', width: 14 }, { label: 'About', width: 18 }, { label: 'What it shows', width: 60 }, { label: 'Covers from', kind: 'day' }, { label: 'Covers to', kind: 'day' },
    { label: 'Source' }, { label: 'Link' }, { label: 'Where to look' }, { label: 'How strong', width: 14 }, { label: 'Why' }, { label: 'Used for' }, { label: 'Link dead since', kind: 'day' }, { label: 'Trouble with the link' },
    { label: 'Recorded on', kind: 'day' }, { label: 'Recorded by', width: 20 }, { label: 'Saved on', kind: 'day' }, { label: 'Saved by', width: 20 }
  ],
  rows: evidence.map(item => [
    item.title, strands[item.strand].name, abouts[item.about].name, item.shows, item.covers_from, item.covers_to, item.source, item.link, item.locator, qualityWords(item.quality), item.quality_because,
    item.links.map(link => link.code ?? 'an action').join(', '), item.link_dead_since && dayOf(new Date(item.link_dead_since)), item.link_problem,
    dayOf(new Date(item.recorded_at)), item.recorded_by_name, dayOf(new Date(item.saved_at)), item.saved_by_name
  ])
})
