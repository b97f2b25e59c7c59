import { sessionLabel } from '../../lib/dates.ts'
import { textLabels, textNames } from './rules.ts'
import type { Block, ReportDocument, Section } from '../../exports/document.ts'
import type { SelfEvaluationFramework } from '../frameworks/format.ts'
import type { Indicator } from '../frameworks/library.ts'

/** Room for handwriting, in lines. */
const lines: Record<typeof textNames[number], number> = { strengths: 6, areas_for_improvement: 6, what_changed: 5, how_we_know: 4, next_steps: 4 }

export interface BlankParts { authority: string, team: string, session: { name: string, opened_at: string }, framework: SelfEvaluationFramework, indicators: Indicator[], added?: (code: string) => string[] }

/** A form to fill in by hand, for a meeting on paper: the same indicators, prompts, labels and numbers as on the screen. */
export const buildBlankForm = ({ authority, team, session, framework, indicators, added = () => [] }: BlankParts): ReportDocument => ({
  kind: 'Self-evaluation form',
  title: `${team}: blank self-evaluation form, session ${sessionLabel(session.name)}`,
  team,
  session: sessionLabel(session.name),
  version: 'Blank form for a meeting on paper',
  date: session.opened_at,
  draft: false,
  marking: 'OFFICIAL',
  author: authority,
  language: 'en-GB',
  summary: ['Do not write a child’s name or anything by which a child could be recognised.', 'Leave out what you cannot answer. A level is optional.', 'Afterwards, type what you agreed into the toolkit: the numbers are the same.'],
  sections: [
    { id: 'meeting', heading: 'The meeting', blocks: [{ kind: 'answer', label: 'Date', lines: 1 }, { kind: 'answer', label: 'Present', lines: 5 }, { kind: 'answer', label: 'Apologies', lines: 2 }] },
    ...indicators.map(indicator => indicatorSection(indicator, framework, added(indicator.code))),
    { id: 'about', heading: 'About the framework', blocks: [{ kind: 'paragraph', text: framework.title }, { kind: 'note', text: framework.attribution }] }
  ]
})

function indicatorSection (indicator: Indicator, { scale }: SelfEvaluationFramework, added: string[]): Section {
  const question = indicator.question ?? indicator.descriptor
  const local = [...indicator.local_prompts ?? [], ...added]
  const official = [...indicator.themes.map(theme => theme.title), ...indicator.features ?? [], ...indicator.challenge_questions ?? []]
  const blocks: Block[] = [
    ...question ? [{ kind: 'paragraph' as const, text: question }] : [],
    ...official.length > 0 ? [{ kind: 'list' as const, items: official }] : [],
    ...local.length > 0 ? [{ kind: 'note' as const, text: ['Local prompts: not text of the framework', ...local].join('\n') }] : [],
    ...textNames.map(name => ({ kind: 'answer' as const, label: textLabels[name], lines: lines[name] })),
    ...scale && indicator.rated ? [{ kind: 'choices' as const, label: 'Level (optional)', items: [...scale.levels.map(level => `${level.value} ${level.label}`), 'Not yet evaluated', 'Not enough evidence'] }] : [],
    { kind: 'answer', label: 'Does anybody see it differently?', lines: 3 }
  ]
  return { id: `indicator-${indicator.code.replace(/[^\w-]+/g, '-')}`, heading: `${indicator.code} ${indicator.title}`, blocks }
}
