/** A row of a bar chart. A value of null is suppressed: a word stands there instead of a bar. */
export interface Bar { label: string, value: number | null, words: string }

const box = { width: 720, row: 46, bar: 16, right: 150 }

/** Bars across as numbers for an SVG: the label above each bar, its number at its end. */
export function drawBars (bars: Bar[]) {
  const most = Math.max(1, ...bars.map(bar => bar.value ?? 0))
  return {
    width: box.width,
    height: bars.length * box.row + 6,
    bars: bars.map(({ label, value, words }, at) => {
      const width = Math.round((value ?? 0) / most * (box.width - box.right) * 10) / 10
      return { label, words, width: value === null ? null : Math.max(2, width), height: box.bar, labelY: at * box.row + 16, y: at * box.row + 23, wordsX: value === null ? 2 : Math.max(2, width) + 8, wordsY: at * box.row + 36 }
    })
  }
}
