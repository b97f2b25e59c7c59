/** A value a month, null where there is none. */
export interface Point { label: string, value: number | null }
export interface RunChart { points: Point[], percent: boolean, baseline: { value: number, text: string } | null }

/** Under ten values a median says little about a run, so none is drawn. */
export const medianFrom = 10

/** The value in the middle; null where there are too few to call it that. */
export function medianOf (points: Point[]): number | null {
  const values = points.flatMap(({ value }) => value === null ? [] : [value]).sort((a, b) => a - b)
  if (values.length < medianFrom) return null
  const middle = Math.floor(values.length / 2)
  return values.length % 2 === 1 ? values[middle]! : (values[middle - 1]! + values[middle]!) / 2
}

const box = { width: 720, height: 260, left: 52, right: 16, top: 26, bottom: 44 }

/** A run chart as numbers for an SVG: months across, values up from nought, a break in the line where a month has none. */
export function drawRun ({ points, percent, baseline }: RunChart) {
  const median = medianOf(points)
  const highest = percent ? 100 : niceTop(Math.max(1, baseline?.value ?? 0, ...points.map(({ value }) => value ?? 0)))
  const x = (at: number) => round(box.left + (points.length === 1 ? 0.5 : at / (points.length - 1)) * (box.width - box.left - box.right - 24) + 12)
  const y = (value: number) => round(box.top + (1 - value / highest) * (box.height - box.top - box.bottom))
  const unit = percent ? '%' : ''
  const every = Math.ceil(points.length / 13)
  return {
    width: box.width,
    height: box.height,
    left: box.left,
    right: box.width - box.right,
    bottom: box.height - box.bottom,
    ticks: [0, highest / 2, highest].map(value => ({ y: y(value), textY: y(value) + 5, text: `${Number.isInteger(value) ? value : value.toFixed(1)}${unit}` })),
    months: points.map(({ label }, at) => ({ x: x(at), text: at % every === 0 ? label.slice(0, 3) : '', year: at % every === 0 && (at === 0 || label.startsWith('Jan') || (every > 1 && yearOf(label) !== yearOf(points[at - every]!.label))) ? yearOf(label) : '' })),
    segments: segmentsOf(points).map(segment => segment.map(({ at, value }) => `${x(at)},${y(value)}`).join(' ')),
    dots: points.flatMap(({ label, value }, at) => value === null ? [] : [{ x: x(at), y: y(value), title: `${label}: ${value}${unit}` }]),
    median: median === null ? null : { y: y(median), textY: y(median) - 6, text: `Median ${Number.isInteger(median) ? median : median.toFixed(1)}${unit}` },
    baseline: baseline ? { y: y(baseline.value), textY: median !== null && Math.abs(y(median) - y(baseline.value)) < 20 && median > baseline.value ? y(baseline.value) + 17 : y(baseline.value) - 6, text: baseline.text } : null
  }
}

/** Runs of months that follow each other with a value. */
function segmentsOf (points: Point[]): { at: number, value: number }[][] {
  const segments: { at: number, value: number }[][] = [[]]
  for (const [at, { value }] of points.entries()) value === null ? segments.push([]) : segments.at(-1)!.push({ at, value })
  return segments.filter(segment => segment.length > 1)
}

const yearOf = (label: string): string => label.slice(-4)
const round = (value: number): number => Math.round(value * 10) / 10
const niceTop = (value: number): number => [2, 4, 6, 8, 10, 12, 16, 20, 30, 40, 50, 60, 80, 100].find(top => top >= value) ?? Math.ceil(value / 100) * 100
