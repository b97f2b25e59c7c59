import { previousOf } from './checks.ts'
import type { SelfEvaluationFramework } from './format.ts'
import type { Library } from './library.ts'

export interface FrameworkRef { id: string, version: string }

/** What became of one item. `from` is null for a new one, `to` for one that is gone; `reason` says why a trend stops. */
export interface CodeChange {
  kind: 'same' | 'renamed' | 'not-comparable' | 'new' | 'gone'
  from: string | null
  to: string | null
  reason: string | null
}
/** Levels may be shown side by side only when `sameScale`. */
export interface Comparison { codes: CodeChange[], sameScale: boolean }

/** What became of each item between two versions, or between a framework and its successor, through every version between them. */
export function compareVersions (library: Library, from: FrameworkRef, to: FrameworkRef): Comparison {
  const older = library.selfEvaluation(from.id, from.version)
  const newer = library.selfEvaluation(to.id, to.version)
  const steps = stepsBetween(library, older, newer)
  const unconnected = steps ? null : `${newer.short_title} does not say how it follows ${older.short_title}`
  const fates = older.items.map(({ code }) => {
    return (steps ?? [newer]).reduce(follow, { from: code, to: code, reason: unconnected } as Fate)
  })
  const kept = new Set(fates.map(fate => fate.to))
  const added = newer.items.filter(({ code }) => !kept.has(code)).map(({ code }): CodeChange => ({ kind: 'new', from: null, to: code, reason: null }))
  return { codes: [...fates.map(named), ...added], sameScale: scaleOf(older) === scaleOf(newer) }
}

interface Fate { from: string, to: string | null, reason: string | null }

/** One step: where this code went in the next version. A code that another one took over is gone. */
function follow (fate: Fate, next: SelfEvaluationFramework): Fate {
  if (fate.to === null) return fate
  const renamed = next.renamed ?? {}
  const code = renamed[fate.to] ?? (Object.values(renamed).includes(fate.to) ? null : fate.to)
  const item = next.items.find(item => item.code === code)
  if (!item) return { ...fate, to: null }
  return { ...fate, to: item.code, reason: fate.reason ?? item.why_not_comparable ?? next.why_not_comparable ?? null }
}

function named ({ from, to, reason }: Fate): CodeChange {
  if (to === null) return { kind: 'gone', from, to, reason: null }
  return { kind: reason !== null ? 'not-comparable' : from === to ? 'same' : 'renamed', from, to, reason }
}

/** The versions after the older one up to the newer one. Null when nothing connects them. */
function stepsBetween (library: Library, older: SelfEvaluationFramework, newer: SelfEvaluationFramework): SelfEvaluationFramework[] | null {
  const steps: SelfEvaluationFramework[] = []
  for (let at: SelfEvaluationFramework | null = newer; at !== older; at = previousOf(at, library.all())) {
    if (at === null || steps.includes(at)) return null
    steps.unshift(at)
  }
  return steps
}

const scaleOf = ({ scale }: SelfEvaluationFramework) => JSON.stringify(scale?.levels.map(({ value, label }) => [value, label]) ?? null)
