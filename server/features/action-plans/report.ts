import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { abouts, strands } from '../evidence/rules.ts'
import { ownerWords, resourceWords, sourceWords, standing, statuses } from './rules.ts'
import type { Block, ReportDocument, Section } from '../../exports/document.ts'
import type { PlanFacts } from './facts.ts'

type Facts = PlanFacts
type Action = Facts['actions'][number]
const stageWords = { draft: 'Draft', agreed: 'Agreed', signed: 'Signed' }
const historyWords = { agreed: 'Agreed', signed: 'Signed', reopened: 'Reopened' }

/** An action plan as a report. Every stored field of every action, step and update is in it. */
export function buildReport (facts: Facts): ReportDocument {
  const { actions, history, stage, community, session } = facts
  const last = history.at(-1)
  const date = [facts.plan.startedAt, ...actions.map(action => action.saved_at), ...facts.updates.map(update => update.at), ...history.map(step => step.at)].sort().at(-1)!
  const byStatus = [...new Set(actions.map(standing))].map(status => `${statuses[status].word}: ${actions.filter(action => standing(action) === status).length}`)
  return {
    kind: 'Action plan',
    title: `${community.name} LC-JST action plan, session ${sessionLabel(session.name)}`,
    team: community.name,
    session: sessionLabel(session.name),
    version: last && stage !== 'draft' ? `${stageWords[stage]} by ${last.by} on ${longDate(last.at)}` : `As saved on ${longMoment(date)}`,
    date,
    draft: stage !== 'signed',
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
          row('Target', action.target), row('How we will know', action.how_known), row('Owner', ownerWords(action)), row('Partners and agencies', action.partners),
          row('Starts', action.starts_on && longDate(action.starts_on)), row('Due', action.due_on && longDate(action.due_on)),
          row('Resources in place', resourceWords[action.resources]), row('Funding source', action.funding), row('Status', statuses[standing(action)].word),
          ...action.stopped_at ? [row('Stopped', `${longDate(action.stopped_at)}: ${action.stopped_because}`)] : [],
          row('Impact', action.impact),
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
    kind: 'table', caption: `Steps of action ${action.number}`, rowHeader: true, columns: ['Step', 'Who', 'Due', 'Done'],
    rows: steps.map(step => [step.what, step.who ?? '', step.due_on ? longDate(step.due_on) : '', step.done_at ? `${longDate(step.done_at)}, ${step.done_by}` : 'Not yet'])
  }]
}

function updatesBlock (facts: Facts, action: Action): Block[] {
  const updates = facts.updates.filter(update => update.action_id === action.id)
  if (updates.length === 0) return []
  return [{
    kind: 'table', caption: `Progress of action ${action.number}`, rowHeader: true, columns: ['When', 'Who', 'Status', 'What has happened', 'Next look'],
    rows: updates.map(update => [longDate(update.at), update.by_name, statuses[update.status].word, update.what, update.next_on ? longDate(update.next_on) : ''])
  }]
}

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
