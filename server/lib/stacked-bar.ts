/** A part of a stacked bar: its number, or null when it is suppressed. */
export interface Part { label: string, value: number | null }

const width = 600
const height = 44
/** So many looks, told apart by pattern as well as by shade. */
export const looks = 5

/**
 * One bar of parts that make up a total, drawn to scale. What is suppressed is one hatched piece at the end. Null when there is nothing to draw:
 * the total is suppressed or 0, or no part of it is shown.
 */
export function drawStack (parts: Part[], total: number | null) {
  if (!total || parts.every(part => part.value === null)) return null
  const shown = parts.flatMap((part, at) => part.value ? [{ label: part.label, value: part.value, look: `look-${at % looks + 1}` }] : [])
  const rest = total - shown.reduce((sum, { value }) => sum + value, 0)
  const pieces = [...shown, ...rest > 0 ? [{ label: 'suppressed', value: rest, look: 'look-suppressed' }] : []]
  let at = 0
  const segments = pieces.map(({ label, value, look }) => {
    const wide = value / total * width
    const segment = { x: round(at), width: round(wide), height, look, label, number: look === 'look-suppressed' || wide < 28 ? null : { x: round(at + wide / 2), y: height / 2 + 6, text: String(value) } }
    at += wide
    return segment
  })
  return { width, height, segments, key: pieces.map(({ label, look, value }) => ({ label: look === 'look-suppressed' ? label : `${label}: ${value}`, look })) }
}

const round = (n: number): number => Math.round(n * 10) / 10
