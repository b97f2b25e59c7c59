import { count, inWords } from '../../lib/text.ts'
import { levelWords } from './rules.ts'
import type { LevelState } from './tables.ts'

type Scale = { levels: { value: number, label: string }[] } | undefined
/** What one session says about an indicator of this session: its level, or why it cannot stand beside the others. */
export interface Cell { session: string, level: number | null, words: string, reason: string | null, sameScale: boolean }
export interface ComparedIndicator { code: string, title: string, cells: Cell[] }

/** A judgement as a cell; null where nothing was written. */
export function cellOf (session: string, judgement: { level_state: LevelState, level: number | null } | null, scale: Scale, { notCompared, sameScale }: { notCompared: string | null, sameScale: boolean }): Cell {
  if (notCompared !== null) return { session, level: null, words: 'Changed: not compared', reason: notCompared, sameScale }
  const level = judgement?.level_state === 'level' && sameScale ? judgement.level : null
  return { session, level, words: judgement ? levelWords(judgement, scale) : 'Not judged', reason: judgement?.level_state === 'level' && !sameScale ? 'Another scale: not compared' : null, sameScale }
}

export type Move = 'up' | 'down' | 'same'
/** From one session to the next; null when either has no level that can be compared. */
export const moveBetween = (before: Cell | undefined, after: Cell): Move | null =>
  before?.level == null || after.level === null ? null : after.level > before.level ? 'up' : after.level < before.level ? 'down' : 'same'

export const moveWords: Record<Move, { arrow: string, word: string }> = { up: { arrow: '▲', word: 'up' }, down: { arrow: '▼', word: 'down' }, same: { arrow: '＝', word: 'the same' } }

/** 'Since 2025–26: 2 indicators up, 1 down and 1 the same. 1 not compared.' Counts of moves, never a mean of levels. */
export function comparisonSentence (rows: ComparedIndicator[], since: string | null): string {
  if (since === null) return 'There is no earlier session to compare with.'
  const moves = rows.map(row => moveBetween(row.cells.at(-2), row.cells.at(-1)!))
  const of = (move: Move | null) => moves.filter(one => one === move).length
  const told = (['up', 'down', 'same'] as const).filter(move => of(move) > 0).map((move, index) => `${index === 0 ? count(of(move), 'indicator') : of(move)} ${moveWords[move].word}`)
  const rest = of(null) > 0 ? ` ${of(null)} not compared.` : ''
  return told.length === 0 ? `Since ${since}: nothing can be compared yet.${rest}` : `Since ${since}: ${inWords(told)}.${rest}`
}

/** Where everything stands in the picture: a row an indicator, hollow for the session before, filled for this one. Units of the drawing. */
export function dotPlot (rows: ComparedIndicator[], levels: { value: number, label: string }[]) {
  const [left, right, top, rowHeight, width] = [70, 70, 56, 44, 720]
  const scale = [...levels].sort((a, b) => a.value - b.value)
  const step = (width - left - right) / Math.max(1, scale.length - 1)
  const x = (level: number) => left + 20 + scale.findIndex(({ value }) => value === level) * step
  return {
    width,
    height: top + rows.length * rowHeight + 14,
    levels: scale.map(({ value, label }, index) => ({ x: left + 20 + index * step, value: String(value), label, bottom: top + rows.length * rowHeight })),
    rows: rows.map((row, index) => {
      const y = top + index * rowHeight + rowHeight / 2
      const [before, now] = [row.cells.at(-2)?.level ?? null, row.cells.at(-1)?.level ?? null]
      return {
        code: row.code,
        y,
        end: width - 14,
        before: before === null ? null : { x: x(before) },
        now: now === null ? null : { x: x(now) },
        line: before !== null && now !== null && before !== now ? { from: x(before), to: x(now) } : null
      }
    })
  }
}
