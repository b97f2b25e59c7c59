import { longMoment } from '../../lib/dates.ts'
import { selectField, submitButton } from '../../lib/fields.ts'
import { diffParts } from '../../lib/text-diff.ts'
import { crumbs, hrefOf } from './pages.ts'
import { compare, partNames } from './rules.ts'
import type { Visit, VisitTheme } from '../visits/queries.ts'
import type { Version } from './queries.ts'
import type { Frozen } from './rules.ts'

/** What differs between two versions, word by word. */
export function comparisonPage (visit: Visit, themes: VisitTheme[], before: Version, after: Version) {
  const { added, removed, changed } = compare(before.statements, after.statements)
  const placeOf = ({ theme, part }: Frozen): string => `${themes.find(({ id }) => id === theme)?.code ?? 'A theme that is gone'}, ${partNames[part].toLowerCase()}`
  const numbers = Array.from({ length: after.number }, (_, n) => n + 1)
  return {
    title: `Version ${after.number} compared with version ${before.number}`,
    breadcrumbs: crumbs(visit),
    about: `Version ${before.number} was saved on ${longMoment(before.made_at)}, version ${after.number} on ${longMoment(after.made_at)}.`,
    same: added.length + removed.length + changed.length === 0 ? 'They say the same.' : null,
    changed: changed.map(({ was, now }) => ({ place: placeOf(now), moved: placeOf(was) === placeOf(now) ? null : `It stood in: ${placeOf(was)}.`, parts: diffParts(was.text, now.text) })),
    added: added.map(row => ({ place: placeOf(row), text: row.text, source: row.source })),
    removed: removed.map(row => ({ place: placeOf(row), text: row.text, source: row.source })),
    others: numbers.length > 2
      ? {
          action: `${hrefOf(visit)}/versions/${after.number}/comparison`,
          field: selectField({ name: 'with', label: 'Compare with', items: numbers.filter(n => n !== after.number).slice(-50).map(n => ({ value: String(n), text: `Version ${n}` })), values: { with: before.number } }),
          button: submitButton('Compare', { secondary: true })
        }
      : null
  }
}
