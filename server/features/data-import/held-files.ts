import { newId } from '../../lib/ids.ts'
import type { Mapping, Reading } from './meeting-rules.ts'
import type { Shape } from './reading.ts'

/** A file between its steps. It stands in memory alone: what it says of children is never written anywhere. */
export interface HeldFile { id: string, personId: string, placeId: string, name: string, bytes: Buffer, until: number, shape: Shape, choice: Mapping | null, unknown: Reading['unknown'] }

const limits = { milliseconds: 30 * 60_000, bytes: 60 * 1024 * 1024 }

/** Files that people are just bringing in: half an hour each, the oldest out when they are too many. */
export function holdFiles (now: () => Date) {
  const held = new Map<string, HeldFile>()
  const tidy = (more: number) => {
    for (const file of held.values()) if (file.until < now().getTime()) held.delete(file.id)
    for (const file of held.values()) if (more + [...held.values()].reduce((sum, { bytes }) => sum + bytes.length, 0) > limits.bytes) held.delete(file.id)
  }
  return {
    hold (file: Pick<HeldFile, 'personId' | 'placeId' | 'name' | 'bytes' | 'shape'>): HeldFile {
      tidy(file.bytes.length)
      const kept = { ...file, id: newId(), until: now().getTime() + limits.milliseconds, choice: null, unknown: [] }
      held.set(kept.id, kept)
      return kept
    },
    /** The file, if this person brought it here; null when it is theirs no longer, or never was. */
    find (id: string, personId: string, placeId: string): HeldFile | null {
      tidy(0)
      const file = held.get(id)
      return file && file.personId === personId && file.placeId === placeId ? file : null
    },
    drop (id: string) { held.delete(id) }
  }
}
