import { longDate } from '../../lib/dates.ts'
import { submitButton, table } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { workedOut } from '../figures/words-rules.ts'
import { termName } from './rules.ts'
import type { Release } from '../figures/queries.ts'
import type { SubjectState, TablePreview } from './queries.ts'

/** What the next release of each subject covers and would suppress, and what was released. */
export function releasesPage (states: SubjectState[], releases: Release[], nameOf: (subject: string) => string) {
  return {
    title: 'Releases of figures',
    wide: true,
    subjects: states.map(({ source, last, next, due, preview }) => ({
      name: source.name,
      last: last ? `Last released: ${termName(last)}, on ${longDate(last.releasedAt)}${last.releasedBy ? ` by ${last.releasedBy}` : ', by itself'}.` : 'Nothing has been released yet.',
      next: next ? `Next: ${termName(next)}. What came in later for earlier terms is counted with it.` : 'The next term has not ended yet. Its figures can be released the day after.',
      due: due ? `Without you, it is released by itself on ${longDate(due)}.` : null,
      preview: preview && {
        sentence: `${count(total(preview.tables, 'shown'), 'figure')} would be shown and ${total(preview.tables, 'suppressed')} suppressed, because numbers under ${preview.threshold} could be recognised.`,
        hidden: preview.hiddenPlaces.length > 0 ? `No break-down, or not of everything, for: ${preview.hiddenPlaces.join(', ')}.` : null,
        table: table({
          caption: `What the next release of ${source.name.toLowerCase()} would show`,
          head: ['Table', 'Shown', 'Suppressed', 'Of teams: shown', 'Of teams: suppressed'],
          rows: preview.tables.map(row => [
            row.name, String(row.shown), String(row.suppressed), String(row.teamsShown), String(row.teamsSuppressed)
          ])
        }),
        action: `/releases/${source.subject}`,
        button: submitButton(`Release ${source.name.toLowerCase()}`)
      }
    })),
    empty: states.length === 0 ? 'No part of the toolkit has figures to release.' : null,
    released: releases.length === 0
      ? null
      : table({
        caption: 'What was released',
        head: ['Subject', 'Term', 'Released', 'By', 'Numbers suppressed under'],
        rows: releases.map(release => [nameOf(release.subject), termName(release), longDate(release.releasedAt), release.releasedBy ?? 'By itself', String(release.threshold)])
      }),
    workedOut: workedOut(states[0]?.preview?.threshold ?? 5)
  }
}

const total = (tables: TablePreview[], what: 'shown' | 'suppressed'): number => tables.reduce((sum, one) => sum + one[what], 0)
