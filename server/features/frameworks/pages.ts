import { longDate } from '../../lib/dates.ts'
import { count } from '../../lib/text.ts'
import type { Framework, Item, SelfEvaluationFramework } from './format.ts'
import type { FrameworkInUse } from './queries.ts'
import type { Comparison } from './versions.ts'

const kinds = { 'self-evaluation': 'For self-evaluation', 'improvement-report': 'Improvement report', questionnaire: 'Questionnaire', 'answering-words': 'Words around questionnaires' }
const frameworkHref = ({ id, version }: Pick<Framework, 'id' | 'version'>) => `/frameworks/${id}/${version}`
const row = (key: string, text: string) => ({ key: { text: key }, value: { text } })

/** Every framework there is, as one card each. */
export function frameworksPage (frameworks: Framework[], inUse: FrameworkInUse[], isFile: (id: string, version: string) => boolean) {
  return {
    title: 'Frameworks',
    frameworks: frameworks.map(framework => ({
      title: framework.title,
      href: frameworkHref(framework),
      facts: {
        rows: [
          row('What it is', `${kinds[framework.kind]}, version ${framework.version}`),
          row('Published by', `${framework.publisher}, ${framework.year}`),
          row('Holds', contentsOf(framework)),
          row('Use', isFile(framework.id, framework.version) ? useOf(framework, inUse) : 'Made here by a visit: it cannot be changed any more')
        ]
      }
    }))
  }
}

function contentsOf (framework: Framework): string {
  if (framework.kind === 'self-evaluation') {
    const of = (type: Item['type']) => framework.items.filter(item => item.type === type).length
    return `${count(of('category'), 'category', 'categories')}, ${count(of('indicator'), 'quality indicator')}, ${count(of('theme'), 'theme')}`
  }
  if (framework.kind === 'questionnaire') return `${count(framework.questions.length, 'question')}, ${count(framework.texts.length, 'version')} of their words`
  if (framework.kind === 'answering-words') return count(framework.languages.length, 'language')
  const { themes } = framework
  const of = (list: 'strengths' | 'opportunities' | 'recommendations') => themes.reduce((sum, theme) => sum + theme[list].length, 0)
  return [
    count(themes.length, 'review theme'),
    count(of('strengths'), 'strength'),
    count(of('opportunities'), 'opportunity', 'opportunities'),
    count(of('recommendations'), 'recommendation')
  ].join(', ')
}

function useOf ({ id, version }: Framework, inUse: FrameworkInUse[]): string {
  const use = inUse.find(use => use.framework_id === id && use.version === version)
  return use ? `In use since ${longDate(use.since_at)}: it cannot be changed any more` : 'Not in use yet'
}

/** Where it comes from, for the top of a framework's page. */
export function provenance (framework: Framework) {
  return {
    rows: [
      row('Published by', `${framework.publisher}, ${framework.year}`),
      ...(framework.isbn ? [row('ISBN', framework.isbn)] : []),
      /^https?:/.test(framework.source)
        ? { key: { text: 'Official page' }, value: { text: framework.source, href: framework.source } }
        : row('Source', framework.source),
      row('Licence', framework.licence),
      row('Attribution', framework.attribution),
      row('Status', framework.status),
      row('Version here', framework.version),
      ...(framework.kind === 'improvement-report' ? [row('Marking', framework.marking)] : [])
    ]
  }
}

/** A framework to evaluate against, whole: the scale, then every category, indicator and theme. */
export function selfEvaluationPage (framework: SelfEvaluationFramework, comparison: { with: string, result: Comparison } | null) {
  const blocks = inReadingOrder(framework.items).map(item => block(framework, item))
  return {
    title: framework.title,
    caption: `${framework.short_title}, version ${framework.version}`,
    breadcrumbs: [{ text: 'Frameworks', href: '/frameworks' }],
    provenance: provenance(framework),
    contents: blocks.filter(block => block.isCategory).map(({ id, heading }) => ({ text: heading, href: `#${id}` })),
    scale: framework.scale ? scaleTable(framework.scale) : null,
    scaleSource: framework.scale?.source ?? null,
    about: { ...official(framework, framework), local: local(framework, framework.local_prompts, undefined) },
    blocks,
    changes: comparison && changesTable(comparison.with, comparison.result)
  }
}

function scaleTable (scale: NonNullable<SelfEvaluationFramework['scale']>) {
  return {
    caption: scale.name,
    firstCellIsHeader: true,
    head: [{ text: 'Level' }, { text: 'Meaning' }],
    rows: scale.levels.map(level => [{ text: `${level.value} ${level.label}` }, { text: level.definition ?? '' }])
  }
}

/** Each category with its indicators, each indicator with its themes, whatever the order of the file. */
function inReadingOrder (items: Item[]): Item[] {
  const withChildren = (item: Item): Item[] => [item, ...items.filter(other => other.parent === item.code).flatMap(withChildren)]
  return items.filter(item => item.parent === undefined).flatMap(withChildren)
}

function block (framework: SelfEvaluationFramework, item: Item) {
  const numbered = /^[\d.]+$/.test(item.code)
  const themes = framework.items.filter(other => other.parent === item.code && other.type === 'theme')
  const parts = official(framework, item)
  // Themes are listed under their indicator; one stands by itself only when there is more to read.
  const isMore = parts.any || item.local_prompts !== undefined || item.question !== undefined
  return {
    id: `item-${item.code}`,
    isCategory: item.type === 'category',
    isIndicator: item.type === 'indicator',
    isTheme: item.type === 'theme',
    isShown: item.type !== 'theme' || isMore,
    heading: numbered ? `${item.code} ${item.title}` : item.title,
    question: item.question ?? null,
    variants: item.variants ? item.variants.join('; ') : null,
    tags: [
      ...(framework.core.includes(item.code) ? [{ text: 'Asked by default', classes: 'govuk-tag--blue' }] : []),
      ...(framework.inspection?.includes(item.code) ? [{ text: 'Inspected', classes: 'govuk-tag--grey' }] : [])
    ],
    themes: themes.map(theme => ({ title: theme.title, variants: theme.variants ? theme.variants.join('; ') : null })),
    ...parts,
    local: local(framework, item.local_prompts, item.relevance)
  }
}

/** Official text, where an authority has added it. */
function official (framework: SelfEvaluationFramework, item: Pick<Item, 'descriptor' | 'features' | 'challenge_questions' | 'illustrations'>) {
  const levels = framework.scale?.levels ?? []
  const { descriptor = null, features = [], challenge_questions: questions = [], illustrations = [] } = item
  return {
    any: descriptor !== null || features.length + questions.length + illustrations.length > 0,
    descriptor,
    features,
    challengeQuestions: questions,
    illustrations: illustrations.map(({ level, text }) => ({ text, level: levels.find(({ value }) => value === level)?.label ?? null }))
  }
}

function local (framework: SelfEvaluationFramework, prompts: string[] | undefined, relevance: Item['relevance']) {
  if (!prompts && !relevance) return null
  const heading = prompts?.length === 1 ? 'Local prompt' : prompts ? 'Local prompts' : 'Local note'
  return {
    heading: `${heading}, not ${framework.short_title} text`,
    prompts: prompts ?? [],
    relevance: relevance ? `Relevance to an LC-JST: ${relevance}` : null
  }
}

const fates = { renamed: 'Renamed', 'not-comparable': 'Not comparable', new: 'New', gone: 'No longer there', same: 'The same' }

function changesTable (previous: string, { codes, sameScale }: Comparison) {
  const changed = codes.filter(change => change.kind !== 'same')
  return {
    heading: `What changed since ${previous}`,
    scale: sameScale ? 'The scale is the same.' : 'The scale is different: levels are not compared.',
    table: changed.length === 0
      ? null
      : {
          caption: 'Items that changed',
          head: [{ text: 'Before' }, { text: 'Now' }, { text: 'What happened' }],
          rows: changed.map(({ kind, from, to, reason }) =>
            [{ text: from ?? '–' }, { text: to ?? '–' }, { text: reason ? `${fates[kind]}: ${reason}` : fates[kind] }])
        }
  }
}
