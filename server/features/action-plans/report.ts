import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { abouts, strands } from '../evidence/rules.ts'
import { checkWords, ownerWords, planStatuses, resourceWords, sourceWords, standing, statuses, stepStatuses } from './rules.ts'
import type { Block, ReportDocument, Section } from '../../exports/document.ts'
import type { PlanFacts } from './facts.ts'

type Facts = PlanFacts
type Action = Facts['actions'][number]
const stageWords = { draft: 'Draft', agreed: 'Agreed', signed: 'Signed' }
const historyWords = { agreed: 'Agreed', signed: 'Signed', reopened: 'Reopened' }

/** An action plan as a report. Every stored field of every action, step and update is in it. */
export function buildReport (facts: Facts): ReportDocument {
  const { actions, history, stage, community, session } = facts
  const { reviews = [] } = facts as Partial<Facts>
  const last = history.at(-1)
  const date = [facts.plan.startedAt, ...actions.map(action => action.saved_at), ...facts.updates.map(update => update.at), ...history.map(step => step.at)].sort().at(-1)!
  const byStatus = [...new Set(actions.map(standing))].map(status => `${statuses[status].word}: ${actions.filter(action => standing(action) === status).length}`)
  return {
    kind: 'Action plan',
    title: `${community.name}${isTeams(community) ? ' LC-JST' : ''} action plan, session ${sessionLabel(session.name)}`,
    team: community.name,
    session: sessionLabel(session.name),
    version: last && stage !== 'draft' ? `${stageWords[stage]} by ${last.by} on ${longDate(last.at)}` : `As saved on ${longMoment(date)}`,
    date,
    draft: stage !== 'signed' && 'Draft, not signed',
    marking: 'OFFICIAL',
    author: facts.authority,
    language: 'en-GB',
    summary: [`${actions.length} actions. ${byStatus.join(', ')}.`, `Session ${sessionLabel(session.name)}, ${session.dates}.`, `Judged with ${facts.frameworks.evaluation}${facts.frameworks.report ? `; recommendations of ${facts.frameworks.report}` : ''}.`],
    sections: [
      {
        id: 'overview',
        heading: 'Overview',
        blocks: [{
          kind: 'table', caption: 'All actions', rowHeader: true, columns: ['Action', 'What', 'Owner', 'Due', 'Status'],
          rows: actions.map(action => [String(action.number), action.what, ownerWords(action), action.due_on ? longDate(action.due_on) : 'No date yet', statuses[standing(action)].word])
        }]
      },
      { id: 'actions', heading: 'Actions in full', blocks: actions.length > 0 ? [] : [{ kind: 'paragraph', text: 'There are no actions yet.' }], sections: actions.map(action => actionSection(facts, action)) },
      ...reviews.length > 0 ? [reviewSection(facts)] : [],
      evidenceSection(facts),
      {
        id: 'history',
        heading: 'How it came about',
        blocks: [{ kind: 'table', caption: 'Steps', rowHeader: true, columns: ['Step', 'Who', 'When', 'Statement or reason'], rows: [['Started', '', longMoment(facts.plan.startedAt), ''], ...history.map(step => [historyWords[step.kind], step.by, longMoment(step.at), step.note ?? ''])] }]
      }
    ]
  }
}

function actionSection (facts: Facts, action: Action): Section {
  const sources = facts.sources.filter(source => source.action_id === action.id)
  const carried = facts.carriedFrom.find(row => row.id === action.id)
  const evidence = facts.evidence.filter(item => item.action_id === action.id)
  const checks = ((facts as Partial<Facts>).checks ?? []).filter(check => check.action_id === action.id)
  const contributions = ((facts as Partial<Facts>).contributions ?? []).filter(other => other.action_id === action.id)
  const row = (label: string, text: string | null) => ({ label, text: text || 'Not said yet' })
  return {
    id: `action-${action.number}`,
    heading: `Action ${action.number}: ${action.what}`,
    blocks: [
      {
        kind: 'facts',
        caption: `Action ${action.number}`,
        rows: [
          row('What', action.what), row('Why', action.why), row('What will be different for children', action.difference), row('Success measure', action.measure), row('Baseline', action.baseline),
          row('Target', action.target), row('How we will know', action.how_known), ...action.priority ? [row('Priority', checkWords(action, checks))] : [], row('Owner', ownerWords(action)), row('Partners and agencies', action.partners),
          row('Starts', action.starts_on && longDate(action.starts_on)), row('Due', action.due_on && longDate(action.due_on)),
          row('Resources in place', resourceWords[action.resources]), row('Funding source', action.funding), row('Status', statuses[standing(action)].word),
          ...action.stopped_at ? [row('Stopped', `${longDate(action.stopped_at)}: ${action.stopped_because}`)] : [],
          row('Impact', action.impact),
          ...checks.map(check => row('Check', `${longDate(check.at)}, ${check.by_name}: ${check.outcome === 'confirmed' ? 'confirmed' : 'not yet'}${check.note ? `. ${check.note}` : ''}`)),
          ...contributions.map(other => row('Contributes to', `${other.place}, action ${other.number}: ${other.what}`)),
          row('Comes from', sources.map(sourceLine).join('\n')),
          ...carried ? [row('Carried on from', `Session ${sessionLabel(carried.session)}, action ${carried.number}`)] : [],
          row('Evidence', evidence.map(item => item.title).join('\n') || 'None linked yet'),
          row('Last saved', `${longMoment(action.saved_at)} by ${action.saved_by_name}`)
        ]
      },
      ...stepsBlock(facts, action),
      ...updatesBlock(facts, action)
    ]
  }
}

/** 'Recommendation T1-R1 (glasgow-ci-2022, version 1): …', the words as they were said. */
const sourceLine = (source: Facts['sources'][number]): string =>
  `${sourceWords[source.kind]}${source.code ? ` ${source.code}` : ''}${source.framework_id ? ` (${source.framework_id}, version ${source.framework_version})` : ''}: ${source.text}`

function stepsBlock (facts: Facts, action: Action): Block[] {
  const steps = facts.steps.filter(step => step.action_id === action.id)
  if (steps.length === 0) return []
  return [{
    kind: 'table', caption: `Steps of action ${action.number}`, rowHeader: true, columns: ['Step', 'Who', 'Due', 'How it stands'],
    rows: steps.map(step => [step.what, [step.owner_name, step.who].filter(Boolean).join(', '), step.due_on ? longDate(step.due_on) : '', stepWords(step)])
  }]
}

function updatesBlock (facts: Facts, action: Action): Block[] {
  const updates = facts.updates.filter(update => update.action_id === action.id)
  if (updates.length === 0) return []
  return [{
    kind: 'table', caption: `Progress of action ${action.number}`, rowHeader: true, columns: ['When', 'Who', 'Status', 'What has happened', 'Next look'],
    rows: updates.map(update => [longDate(update.at), update.by_name, statuses[update.status].word, [update.what, update.evidence && `Evidence: ${update.evidence}`].filter(Boolean).join('\n'), update.next_on ? longDate(update.next_on) : ''])
  }]
}

/** 'Done 3 June 2027, Mairi Sinclair'; in copies signed before steps had a standing, done or not yet. */
function stepWords (step: Facts['steps'][number]): string {
  const done = step.done_at ? `Done ${longDate(step.done_at)}, ${step.done_by}` : null
  return [done ?? (step.status ? stepStatuses[step.status] : 'Not yet'), step.note].filter(Boolean).join('\n')
}

/** A team's plan, or that of an area or the authority. Copies signed before there were others are teams'. */
const isTeams = (place: { kind?: string }): boolean => (place.kind ?? 'community') === 'community'

/** Each progress review with how the actions stood. */
const reviewSection = ({ reviews, reviewed }: Facts): Section => ({
  id: 'reviews',
  heading: 'Progress reviews',
  blocks: [],
  sections: reviews.map((review, index) => ({
    id: `review-${index + 1}`,
    heading: `Review of ${longDate(review.held_on)}`,
    blocks: [
      { kind: 'facts', caption: `Review of ${longDate(review.held_on)}`, rows: [{ label: 'The plan', text: planStatuses[review.status] }, { label: 'Found', text: review.summary }, { label: 'Reviewed by', text: review.reviewer }, { label: 'Recorded', text: `${longMoment(review.at)} by ${review.by_name}` }, { label: 'Next review', text: review.next_on ? longDate(review.next_on) : 'Not set' }] },
      ...reviewed.some(row => row.review_id === review.id)
        ? [{ kind: 'table' as const, caption: 'How the actions stood', rowHeader: true, columns: ['Action', 'Status', 'Note'], rows: reviewed.filter(row => row.review_id === review.id).map(row => [`${row.number}. ${row.what}`, statuses[row.status].word, row.note ?? '']) }]
        : []
    ]
  }))
})

function evidenceSection ({ evidence }: Facts): Section {
  const once = [...new Map(evidence.map(item => [item.id, item])).values()]
  return {
    id: 'evidence',
    heading: 'Evidence',
    blocks: once.length === 0
      ? [{ kind: 'paragraph', text: 'No evidence has been linked to these actions yet.' }]
      : [{
          kind: 'table', caption: 'Evidence linked to actions', rowHeader: true, columns: ['Title', 'Kind', 'What it shows', 'Covers', 'Source'],
          rows: once.map(item => [item.title + (item.withdrawn_at ? ' (withdrawn)' : ''), `${strands[item.strand].name}, ${abouts[item.about].name.toLowerCase()}`, item.shows, `${longDate(item.covers_from)} to ${longDate(item.covers_to)}`, [item.source, item.link, item.locator].filter(Boolean).join('\n')])
        }]
  }
}
