import { diffWordsWithSpace } from 'diff'

export type DiffPart = { text: string, kind: 'same' | 'added' | 'removed' }
/** What changed between two texts, word by word. Very long texts are not compared: the old is shown as taken out, the new as added. */
export function textDiff (before: string | null, after: string | null): DiffPart[] {
  const parts = diffWordsWithSpace(before ?? '', after ?? '', { maxEditLength: 2000 })
  if (!parts) return [{ text: before ?? '', kind: 'removed' }, { text: after ?? '', kind: 'added' }]
  return parts.map(part => ({ text: part.value, kind: part.added ? 'added' : part.removed ? 'removed' : 'same' }))
}

/** As the partial text-diff prints them. */
export const diffParts = (before: string | null, after: string | null) => textDiff(before, after).map(({ text, kind }) => ({ text, added: kind === 'added', removed: kind === 'removed' }))
