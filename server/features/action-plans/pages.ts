import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, errorSummary, linkButton, radioGroup, submitButton, textArea } from '../../lib/fields.ts'
import { planHref } from '../organisation/address-rules.ts'
import { lastReviewWords } from './review-rules.ts'
import { checkWords, contributionWords, dueWords, missingForAgreement, ownerWords, standing, statuses, summaryWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Status } from './tables.ts'
import type { PlanPlace } from '../organisation/address-rules.ts'
import type { Contributor } from './contributions.ts'
import type { Action, ActionCheck, ActionSource, PlanStep } from './queries.ts'
import type { ProgressReview } from './reviews.ts'
import type { PlanStage } from './rules.ts'
import type { ChoiceGroups } from './choices.ts'

type Values = Record<string, unknown>
/** The place a plan is held at, in a session: a team, an area or the authority. */
export interface Team extends PlanPlace { name: string }
export const teamAt = (place: { kind: Team['kind'], slug: string, name: string }, session: { name: string }): Team => ({ kind: place.kind, slug: place.slug, name: place.name, session: session.name })
export const teamHref = ({ kind, slug, session }: Team): string => kind === 'community' ? `/communities/${slug}/${session}` : '/plans'
export const crumbs = (team: Team) => [
  team.kind === 'community' ? { text: `${team.name} ${sessionLabel(team.session)}`, href: teamHref(team) } : { text: 'City and area plans', href: '/plans' },
  { text: team.kind === 'community' ? 'Action plan' : `Plan of ${team.name} ${sessionLabel(team.session)}`, href: planHref(team) }
]

/** A status as a page prints it: the word, and the class that gives it shape and colour. */
export const statusMark = (status: Status | 'stopped') => ({ word: statuses[status].word, class: `app-status--${status}` })
export const stageWords: Record<PlanStage, string> = { draft: 'Draft', agreed: 'Agreed, not signed yet', signed: 'Signed' }

/** Where it can be read what an action comes from. */
export const sourceHref = (team: Team, source: ActionSource): string => source.kind === 'recommendation'
  ? `/frameworks/${source.framework_id}/${source.framework_version}#item-${source.code}`
  : team.kind === 'community' ? `${teamHref(team)}/self-evaluation/indicators/${source.code}` : `/frameworks/${source.framework_id}/${source.framework_version}#item-${source.code}`

interface PlanParts { team: Team, stage: PlanStage, steps: PlanStep[], actions: Action[], counts: { action_id: string, steps: number, done: number }[], latest: { action_id: string, at: string | null }[], sources: ActionSource[], checks: ActionCheck[], reviews: ProgressReview[], contributors: Contributor[], today: string, rights: { mayEdit: boolean } }

/** The plan: where it stands in a sentence, and its actions. */
export function planPage ({ team, stage, steps, actions, counts, latest, sources, checks, reviews, contributors, today, rights }: PlanParts, values: Values = {}, errors: FormErrors | null = null) {
  const href = planHref(team)
  const missing = missingForAgreement(actions)
  const last = steps.at(-1)
  return {
    title: `Action plan ${sessionLabel(team.session)}`,
    team: team.name,
    breadcrumbs: crumbs(team).slice(0, 1),
    errors: errors && errorSummary(errors),
    stage: { text: stageWords[stage], classes: stage === 'signed' ? 'govuk-tag--green' : stage === 'agreed' ? 'govuk-tag--turquoise' : 'govuk-tag--grey' },
    stageLine: last ? `${last.by_name}, ${longMoment(last.at)}` : null,
    statement: last?.note ?? null,
    summary: summaryWords(actions, today),
    actions: actions.map(action => {
      const count = counts.find(row => row.action_id === action.id)
      const update = latest.find(row => row.action_id === action.id)?.at
      return {
        number: action.number,
        what: action.what,
        href: `${href}/actions/${action.number}`,
        owner: ownerWords(action),
        due: dueWords(action, today),
        difference: action.difference,
        links: linksOf(team, sources.filter(source => source.action_id === action.id)),
        steps: count ? `${count.done} of ${count.steps} steps done` : null,
        updated: update ? `Updated ${longDate(update)}` : null,
        priority: action.priority === 1 ? 'Priority' : null,
        check: action.status === 'complete' ? checkWords(action, checks.filter(check => check.action_id === action.id)) : null,
        contributions: team.kind === 'community' ? null : contributionWords(contributors.filter(row => row.to_id === action.id)),
        status: statusMark(standing(action))
      }
    }),
    review: actions.length > 0 ? { text: lastReviewWords(reviews[0]) ?? 'Not reviewed yet.', href: `${href}/reviews`, link: reviews.length > 0 ? 'Progress reviews' : 'Review the plan' } : null,
    empty: team.kind === 'community' ? 'Make it from what the team said in its self-evaluation and from the report’s recommendations.' : 'Make it from the report’s recommendations.',
    signed: steps.filter(step => step.kind === 'signed').map(step => ({ text: `As signed by ${step.by_name} on ${longMoment(step.at)}`, href: `${href}/report?copy=${step.id}` })),
    reportHref: `${href}/report`,
    sheets: [{ text: 'Excel workbook', href: `${href}/plan.xlsx` }, { text: 'Actions as CSV', href: `${href}/actions.csv` }, ...rights.mayEdit && stage === 'draft' ? [{ text: 'Bring actions in from a file', href: `${href}/import` }] : []],
    timelineHref: actions.length > 0 ? `${href}/timeline` : null,
    asksHref: team.kind === 'community' ? `${teamHref(team)}/asks` : null,
    youSaidHref: team.kind === 'community' ? `${teamHref(team)}/you-said` : null,
    make: rights.mayEdit && stage === 'draft' ? linkButton(actions.length > 0 ? 'Add from what was said' : 'Make the plan', `${href}/make`, { secondary: actions.length > 0 }) : null,
    add: rights.mayEdit && stage === 'draft' ? linkButton('Add an action', `${href}/actions/new`, { secondary: true }) : null,
    missing: stage === 'draft' && rights.mayEdit && actions.length > 0 ? missing.map(item => ({ href: `${href}/actions/${item.number}/edit`, text: `Action ${item.number}: ${item.missing.join(', ')}` })) : [],
    agree: stage === 'draft' && rights.mayEdit && actions.length > 0 ? { action: `${href}/agreement`, button: submitButton('The team agrees this plan') } : null,
    sign: stage === 'agreed' && rights.mayEdit ? { action: `${href}/signature`, field: textArea({ name: 'statement', label: 'Statement', hint: 'For example: agreed by the team and shared with all establishments', values, errors }), button: submitButton('Sign the plan') } : null,
    reopen: stage !== 'draft' && rights.mayEdit ? { action: `${href}/reopening`, field: textArea({ name: 'reason', label: 'Why is it reopened?', rows: 3, values, errors }), button: submitButton('Reopen the plan', { warning: true }) } : null
  }
}

/** Each indicator and recommendation once, by its code. */
function linksOf (team: Team, sources: ActionSource[]): { code: string, href: string }[] {
  const links = sources.flatMap(source => source.code ? [[source.code, sourceHref(team, source)] as const] : [])
  return [...new Map(links)].map(([code, href]) => ({ code, href }))
}

/** Make the plan: everything that was said, the recommendations, and what last session left open, to be ticked. */
export function makePage (team: Team, choices: ChoiceGroups, values: Values = {}, errors: FormErrors | null = null) {
  const href = planHref(team)
  const group = (items: ChoiceGroups['said'], legend: string, first: boolean) => checkboxGroup({
    name: 'choices',
    id: first ? 'choices' : `choices-${legend.replace(/[^a-z]+/gi, '-').toLowerCase()}`,
    legend,
    items: items.map(item => ({ value: item.key, text: item.text, hint: hintOf(item), disabled: item.used.length > 0 })),
    values,
    errors: first ? errors : null
  })
  const groups = [...groupBy(choices.said), ...groupBy(choices.recommendations).map(([name, items]) => [`Recommendations: ${name}`, items] as const)]
  return {
    title: 'Make the plan',
    breadcrumbs: crumbs(team),
    errors: errors && errorSummary(errors),
    action: `${href}/make`,
    nothing: team.kind === 'community' && choices.said.length === 0 ? `${teamHref(team)}/self-evaluation` : null,
    groups: groups.map(([name, items], index) => group(items, name, index === 0)),
    submit: submitButton('Make draft actions of these'),
    unfinished: choices.unfinished.length > 0 ? { href: `${href}/carry`, text: `${choices.unfinished.length} unfinished from session ${sessionLabel(choices.previous!.name)}: decide what happens to them` } : null,
    addHref: `${href}/actions/new`
  }
}

const hintOf = (item: ChoiceGroups['said'][number]): string | null => item.used.length > 0
  ? `In the plan already, as action ${item.used.map(used => used.number).join(', ')}`
  : item.source?.kind === 'recommendation'
    ? `${item.source.code}${item.measure ? `. Local suggestion for a measure, not the report’s: ${item.measure}` : ''}`
    : item.source?.kind === 'next-step' ? 'Next step' : 'Area for improvement'

function groupBy (items: ChoiceGroups['said']): (readonly [string, ChoiceGroups['said']])[] {
  return [...new Set(items.map(item => item.group))].map(group => [group, items.filter(item => item.group === group)] as const)
}

const carryChoices = [{ value: 'continue', text: 'Continue as it is' }, { value: 'change', text: 'Continue with changes' }, { value: 'stop', text: 'Stop' }]

/** Last session's open actions: continue, change, or stop with a reason. */
export function carryPage (team: Team, actions: Action[], from: string, values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: `Unfinished from session ${sessionLabel(from)}`,
    breadcrumbs: crumbs(team),
    errors: errors && errorSummary(errors),
    action: `${planHref(team)}/carry`,
    actions: actions.map(action => ({
      what: `${action.number}. ${action.what}`,
      about: `${statuses[standing(action)].word}. ${ownerWords(action)}. ${action.due_on ? `Due ${longDate(action.due_on)}` : 'No due date'}.`,
      decision: radioGroup({ name: `decision.${action.id}`, legend: `What happens to action ${action.number}?`, items: carryChoices, values, errors }),
      reason: textArea({ name: `reason.${action.id}`, label: 'If it is stopped: why?', rows: 2, values, errors })
    })),
    submit: submitButton('Save these decisions')
  }
}
