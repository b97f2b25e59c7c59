import { count } from '../../lib/text.ts'
import { levelWords, textLabels } from '../evaluations/rules.ts'
import { fewest, parts } from './rules.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Spread } from './rules.ts'

export type SpreadView = ReturnType<typeof spreadView>
/** The spread of an indicator for a template; `take` gives each passage its button. */
export function spreadView (spread: Spread | undefined, scale: Scale | undefined, taken: Set<string>, mayTake: boolean) {
  const none = { people: null, few: null, levels: null, parts: [] }
  if (!spread) return { ...none, few: 'Nobody was asked about it before the meeting.' }
  if (!spread.shown) return { ...none, few: spread.people === 0 ? 'Nobody gave first thoughts about it.' : `Fewer than ${fewest} people wrote about it, so nothing is shown. Ask everybody now.` }
  const name = (choice: string) => choice === 'not-enough-evidence' ? 'Not enough evidence' : levelWords({ level_state: 'level', level: Number(choice) }, scale)
  return {
    people: `${spread.people} people gave first thoughts.`,
    few: null,
    levels: spread.shown.levels?.map(({ choice, people }) => ({ name: name(choice), words: count(people, 'person', 'people'), marks: '●'.repeat(people) })) ?? null,
    parts: spread.shown.parts.map(({ part, passages }) => ({
      label: parts[part].label,
      passages: passages.map(passage => ({
        text: passage.text,
        agency: passage.agency,
        taken: taken.has(passage.id) ? `Taken into “${textLabels[parts[part].into]}”` : null,
        take: mayTake && !taken.has(passage.id) ? { value: passage.id, text: `Take into “${textLabels[parts[part].into]}”` } : null
      }))
    }))
  }
}
