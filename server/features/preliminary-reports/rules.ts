import { createHash } from 'node:crypto'
import type { Part } from './tables.ts'

/** The parts of a theme, in the order of the report. */
export const partNames: Record<Part, string> = { know: 'What we know', strength: 'Strengths', area: 'Key areas for development' }
export const parts = Object.keys(partNames) as Part[]

/** More than anybody would read in one part of one theme. */
export const mostStatements = 60

/** What a source says and how it stands, as one short mark: whether it changed is whether this changed. */
export const digestOf = ({ text, state }: { text: string | null, state: string | null }): string => createHash('sha256').update(JSON.stringify([text, state])).digest('hex').slice(0, 16)

interface Drawn { source_kind: string | null, source_digest: string | null, kept_digest: string | null }
interface Now { text: string | null, state: string | null }
export const gone: Now = { text: null, state: 'The source is not there any more' }

/** What changed about the source of a statement since it was taken, or since the lead last chose to keep it all the same. Null when nothing did. */
export function changeOf (statement: Drawn, found: Now | undefined): (Now & { digest: string }) | null {
  if (!statement.source_kind) return null
  const now = found ?? gone
  const digest = digestOf(now)
  return digest === statement.source_digest || digest === statement.kept_digest ? null : { text: now.text, state: now.state, digest }
}

/** Where a statement comes from: 'Craigmor, session 2026–27: self-evaluation, 2.4, strengths'. Null for the lead's own words. */
export function sourceWords ({ source_about: about, source_place: place, source_session: session }: { source_about: string | null, source_place: string | null, source_session: string | null }): string | null {
  return about === null ? null : `${[place, session && `session ${session}`].filter(Boolean).join(', ')}: ${about}`
}

/** Rows in order of their position, one group for each part. */
export const byPart = <Row extends { part: Part, position: number }>(rows: Row[]): { part: Part, rows: Row[] }[] =>
  parts.map(part => ({ part, rows: rows.filter(row => row.part === part).toSorted((a, b) => a.position - b.position) }))

/** A statement as a saved version keeps it. */
export interface Frozen { id: string, theme: string, part: Part, text: string, source: string | null }

/** What differs between two versions: what came in, what went out, and what was put otherwise or elsewhere. */
export function compare (before: Frozen[], after: Frozen[]) {
  const earlier = new Map(before.map(statement => [statement.id, statement]))
  const later = new Set(after.map(({ id }) => id))
  return {
    added: after.filter(({ id }) => !earlier.has(id)),
    removed: before.filter(({ id }) => !later.has(id)),
    changed: after.flatMap(now => {
      const was = earlier.get(now.id)
      return was && (was.text !== now.text || was.theme !== now.theme || was.part !== now.part) ? [{ was, now }] : []
    })
  }
}

/** Whether partners can still comment. */
export const isOpen = (round: { closed_at: string | null, closes_on: string } | null, today: string): boolean => round !== null && round.closed_at === null && round.closes_on >= today
