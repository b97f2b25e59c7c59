import { addDays, daysBetween, longDate } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'

/** What stands on a child's timeline: something that lasted, or a day. */
export interface Item { lane: 'Goals' | 'Supports' | 'Views', text: string, from: string, to: string | null, lasts: boolean, about: string }
export interface QuarterSpan { name: string, from: string, to: string }

const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** The quarters of the calendar that a time touches; twelve at most, the last ones. */
export function quartersBetween (from: string, to: string): QuarterSpan[] {
  const first = Number(from.slice(0, 4)) * 4 + Math.floor((Number(from.slice(5, 7)) - 1) / 3)
  const last = Number(to.slice(0, 4)) * 4 + Math.floor((Number(to.slice(5, 7)) - 1) / 3)
  const start = (quarter: number) => `${Math.floor(quarter / 4)}-${String(quarter % 4 * 3 + 1).padStart(2, '0')}-01`
  return Array.from({ length: last - first + 1 }, (_none, at) => first + at).slice(-12).map(quarter => ({ name: `${monthNames[quarter % 4 * 3]}–${monthNames[quarter % 4 * 3 + 2]} ${Math.floor(quarter / 4)}`, from: start(quarter), to: addDays(start(quarter + 1), -1) }))
}

const size = { width: 960, row: 44, top: 50, bar: 14 }
const longest = 80

/** Where everything stands in the picture: bars for what lasted, diamonds for what was said or reviewed. */
export function storyDrawing (items: Item[], from: string, today: string) {
  const quarters = quartersBetween(from, today)
  const [first, last] = [quarters[0]!.from, quarters.at(-1)!.to]
  const days = daysBetween(first, last) + 1
  const x = (day: string) => Math.round(Math.min(days, Math.max(0, daysBetween(first, day))) / days * size.width * 10) / 10
  const rows = items.map((item, at) => {
    const top = size.top + at * size.row
    const start = Math.min(x(item.from), size.width - 12)
    return {
      text: `${item.lane}: ${item.text}`.length > longest ? `${`${item.lane}: ${item.text}`.slice(0, longest - 1)}…` : `${item.lane}: ${item.text}`,
      textY: top + 14, y: top + 20, height: size.bar, middle: top + 20 + size.bar / 2,
      bar: item.lasts ? { x: start, width: Math.max(12, x(item.to ?? today) - start), openX: item.to === null ? Math.max(12, x(today) - start) + start - 14 : null } : null,
      point: item.lasts ? null : { path: `M${start} ${top + 20} l7 7 l-7 7 l-7 -7 z` },
      lane: item.lane.toLowerCase()
    }
  })
  return {
    width: size.width,
    height: size.top + items.length * size.row + 10,
    bottom: size.top + items.length * size.row + 8,
    quarters: quarters.map((quarter, at) => ({ name: quarters.length > 6 ? quarter.name.replace(/–\S+/, '') : quarter.name, x: x(quarter.from), width: x(addDays(quarter.to, 1)) - x(quarter.from), middle: (x(quarter.from) + x(addDays(quarter.to, 1))) / 2, height: size.top + items.length * size.row + 4, shaded: at % 2 === 0 })),
    rows
  }
}

/** The story in a sentence. */
export function storySentence (items: Item[], from: string): string {
  const of = (lane: Item['lane']) => items.filter(item => item.lane === lane).length
  return `Since ${longDate(from)}: ${count(of('Goals'), 'goal')}, ${count(of('Supports'), 'support')}, ${count(of('Views'), 'view')} of the child and the family.`
}
