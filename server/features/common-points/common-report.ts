import { count } from '../../lib/text.ts'
import { kinds, teamsWords } from './rules.ts'
import type { Block, Section } from '../../exports/document.ts'
import type { Common, Marked } from './rules.ts'

/** As many sentences of a tag as a paper for a meeting bears; what teams ask for is given whole. */
const mostExamples = 5

/** One kind of sentence on paper: how many teams by tag, then the sentences behind each. */
export function commonSection ({ kind, tags, untagged }: Common, teams: number): Section {
  const all = kind === 'ask' ? Infinity : mostExamples
  return {
    id: `common-${kind}`,
    heading: kinds[kind].heading,
    blocks: tags.length + untagged.length === 0
      ? [{ kind: 'paragraph', text: 'Nothing that teams have agreed yet.' }]
      : [
          ...tags.length > 0 ? [{ kind: 'table' as const, caption: `${kinds[kind].name} by tag`, rowHeader: true, columns: ['Tag', 'Teams', 'Sentences', 'Words that find them'], rows: tags.map(({ tag, points, teams: n }) => [tag.name, teamsWords(n, teams), String(points.length), tag.words || 'By hand']) }] : [],
          ...tags.flatMap(({ tag, points }) => sentences(tag.name, points, all)),
          ...untagged.length > 0 ? sentences('Without a tag', untagged, all) : [],
          { kind: 'note', text: `Counted are ${kinds[kind].from}. A sentence may stand under several tags.` }
        ]
  }
}

function sentences (name: string, points: Marked[], most: number): Block[] {
  const more = points.length - most
  return [
    { kind: 'paragraph', text: `${name}:` },
    { kind: 'list', items: [...points.slice(0, most).map(point => `${point.text} (${point.teamName}; ${point.source})`), ...more > 0 ? [`and ${count(more, 'more sentence')}`] : []] }
  ]
}
