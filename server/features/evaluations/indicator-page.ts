import { longMoment, sessionLabel } from '../../lib/dates.ts'
import { errorSummary, radioGroup, submitButton, textArea } from '../../lib/fields.ts'
import { evidenceGaps, strandNames, strands } from '../evidence/rules.ts'
import { evaluationHref, finishedField, teamCrumb, teamHref } from './pages.ts'
import { judgementStatus, levelChoice, levelWords, statusNames, talkWords, textLabels, textNames } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { EvidenceWithLinks } from '../evidence/queries.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Indicator } from '../frameworks/library.ts'
import type { LastSession } from './last-session.ts'
import type { Team } from './pages.ts'
import type { CarriedText, Judgement, LinkedAction } from './queries.ts'
import type { JudgementText } from './tables.ts'

const hints: Record<JudgementText, string> = {
  strengths: 'One a line. What do you do well, and for whom?',
  areas_for_improvement: 'One a line. Each line can become an action of your plan.',
  what_changed: 'For children, not for the team. No names of children.',
  how_we_know: 'Which data, views and observation say so?',
  next_steps: 'One a line. Each line can become an action of your plan.'
}
const rows: Record<JudgementText, number> = { strengths: 5, areas_for_improvement: 5, what_changed: 5, how_we_know: 4, next_steps: 4 }

export interface IndicatorParts {
  team: Team, indicator: Indicator, scale: Scale | undefined, judgement: Judgement, judgements: Judgement[], evidence: EvidenceWithLinks[]
  carried: CarriedText[], credits: { judgement_id: string, text: string }[], added: { by: string, items: string[] } | null, talk: { person: string | null, comments: number } | null, last: LastSession | null, actions: LinkedAction[], mayEdit: boolean
}

/** One indicator: prompts, last session beside this one, the three evidence slots, and the form (or the texts, for those who only read). */
export function indicatorPage (parts: IndicatorParts, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  const { team, indicator, judgement, judgements, last, mayEdit } = parts
  const href = `${evaluationHref(team)}/indicators/${indicator.code}`
  const at = judgements.findIndex(row => row.indicator_code === indicator.code)
  const next = judgements[at + 1]
  const shown = { ...judgement, level: levelChoice(judgement), ...values }
  return {
    title: indicator.title,
    code: indicator.code,
    position: `Indicator ${at + 1} of ${judgements.length}`,
    breadcrumbs: [teamCrumb(team), { text: 'Self-evaluation', href: evaluationHref(team) }],
    errors: errors && errorSummary(errors),
    state: statusNames[judgementStatus(judgement)],
    saved: judgement.saved_at ? `Saved ${longMoment(judgement.saved_at)} by ${judgement.saved_by_name ?? 'somebody'}` : 'Nothing saved yet',
    question: indicator.question ?? indicator.descriptor ?? null,
    themes: indicator.themes.map(theme => theme.title),
    official: [...indicator.features ?? [], ...indicator.challenge_questions ?? []],
    local: indicator.local_prompts ?? [],
    added: parts.added,
    slots: slots(parts),
    weighed: weighed(parts.evidence),
    mayEdit,
    href,
    revision: judgement.revision,
    texts: textNames.map(name => textPart(parts, name, shown, errors)),
    level: levelPart(parts, shown, errors),
    levelWords: levelWords(judgement, parts.scale),
    finished: finishedField(judgement.completed_at !== null, values, errors),
    save: submitButton(next ? 'Save and continue' : 'Save and go to the list', { name: 'go', value: 'continue' }),
    later: submitButton('Save and come back later', { secondary: true, name: 'go', value: 'later' }),
    lastSession: last ? sessionLabel(last.session.name) : null,
    lastNote: last?.notCompared ? `Changed since session ${sessionLabel(last.session.name)}: not compared. ${last.notCompared}` : last && !last.judgement ? `Nothing was written about it in session ${sessionLabel(last.session.name)}.` : null,
    credits: parts.credits.filter(credit => credit.judgement_id === judgement.id).map(credit => credit.text),
    talk: talkWords(parts.talk).join('. ') || 'Nobody looks after it, and there are no open comments',
    discussionHref: `${href}/discussion`,
    historyHref: `${href}/history`,
    thoughtsHref: mayEdit ? `${teamHref(team)}/first-thoughts/${indicator.code}` : null,
    actions: parts.actions.map(action => ({ text: `Action ${action.number}: ${action.what}`, href: `${teamHref(team)}/plan/actions/${action.number}` })),
    planHref: `${teamHref(team)}/plan`
  }
}

/** One text: the box, what last session said, and whether it still stands as it was copied. */
function textPart ({ carried, last, judgement, mayEdit }: IndicatorParts, name: JudgementText, values: Record<string, unknown>, errors: FormErrors | null) {
  const copied = carried.find(text => text.judgement_id === judgement.id && text.field === name && !text.confirmed_at)
  const before = last?.judgement?.[name] ?? null
  return {
    field: textArea({ name, label: textLabels[name], labelClasses: 'govuk-label--m', hint: hints[name], rows: rows[name], values, errors }),
    label: textLabels[name],
    text: judgement[name],
    mark: copied ? `From ${sessionLabel(copied.from_session)}, not yet reviewed` : null,
    confirm: copied && mayEdit ? { ...submitButton('It still holds', { secondary: true, name: 'confirm', value: name }) } : null,
    last: before,
    lastFrom: last ? `Session ${sessionLabel(last.session.name)}` : null,
    copy: before && mayEdit && !(judgement[name] ?? '').includes(before) ? submitButton('Copy this text', { secondary: true, name: 'copy', value: name }) : null
  }
}

function levelPart ({ indicator, scale, last }: IndicatorParts, values: Record<string, unknown>, errors: FormErrors | null) {
  if (!scale || !indicator.rated) return null
  const before = last?.judgement && last.sameScale ? `In session ${sessionLabel(last.session.name)}: ${levelWords(last.judgement, scale)}. ` : ''
  return radioGroup({
    name: 'level',
    legend: 'Level (optional)',
    legendClasses: 'govuk-fieldset__legend--m',
    hint: `${before}A level is your judgement together. It is never worked out from anything.`,
    items: [
      ...scale.levels.map(level => ({ value: String(level.value), text: `${level.value} ${level.label}`, hint: level.definition })),
      { value: 'not-yet', text: 'Not yet evaluated' },
      { value: 'not-enough-evidence', text: 'Not enough evidence' }
    ],
    values,
    errors
  })
}

/** The three strands, each with its evidence, or named as empty with two ways to fill it. */
function slots ({ team, indicator, evidence, mayEdit }: IndicatorParts) {
  const home = `${teamHref(team)}/evidence`
  return strandNames.map(strand => {
    const items = evidence.filter(item => item.strand === strand)
    return {
      name: strands[strand].name,
      means: strands[strand].means,
      isEmpty: items.length === 0,
      empty: `No ${strands[strand].none} yet.`,
      items: items.map(item => ({ title: item.title, href: `${home}/${item.id}`, about: [item.about === 'outcome' ? 'outcome for children' : 'process', ...item.quality ? [item.quality] : [], ...item.link_dead_since ? ['its link leads nowhere'] : []].join(', ') })),
      useHref: mayEdit ? `${home}/choose?indicator=${encodeURIComponent(indicator.code)}&strand=${strand}` : null,
      addHref: mayEdit ? `${home}/new?indicator=${encodeURIComponent(indicator.code)}&strand=${strand}` : null
    }
  })
}

/** What the evidence rests on, in sentences; what is missing stands in the slots. */
function weighed (evidence: EvidenceWithLinks[]): string[] {
  const { oneSource, balance, quality } = evidenceGaps(evidence)
  return [oneSource, balance, quality].filter(line => line !== null)
}
