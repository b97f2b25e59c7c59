import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { abouts, qualityWords, strands } from '../evidence/rules.ts'
import { balanceWords, isAgreed, judgementStatus, levelWords, progressWords, stageNames, statusNames, textLabels, textNames } from './rules.ts'
import type { ReportDocument, Section } from '../../exports/document.ts'
import type { ReportFacts } from './report-facts.ts'

/** A self-evaluation as a report. Every stored field of every judgement and of its evidence is in it. */
export function buildReport (facts: ReportFacts): ReportDocument {
  const { community, session, steps, stage, indicators, evidence, authority } = facts
  const last = steps.at(-1)
  const saved = indicators.map(({ judgement }) => judgement.saved_at ?? '').sort().at(-1) || facts.evaluation.started_at
  const complete = indicators.filter(({ judgement }) => judgement.completed_at).length
  return {
    kind: 'Self-evaluation',
    title: `${community.name} LC-JST self-evaluation, session ${sessionLabel(session.name)}`,
    team: community.name,
    session: sessionLabel(session.name),
    version: last && isAgreed(stage) ? `Signed off by ${last.by_name} on ${longDate(last.at)}` : `As saved on ${longMoment(saved)}`,
    date: last && last.at > saved ? last.at : saved,
    draft: !isAgreed(stage) && 'Draft, not signed',
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [
      `${stageNames[stage]}. ${progressWords(complete, indicators.length)}.`,
      ...indicators.map(({ judgement, title }) => `${judgement.indicator_code} ${title}: ${levelWords(judgement, facts.framework.scale)}.`)
    ],
    sections: [
      { id: 'indicators', heading: 'What we found', blocks: [], sections: indicators.map(row => indicatorSection(facts, row)) },
      evidenceSection(evidence),
      stepsSection(facts),
      { id: 'about', heading: 'About the framework', blocks: [{ kind: 'paragraph', text: facts.framework.title }, { kind: 'note', text: facts.framework.attribution }] }
    ]
  }
}

function indicatorSection (facts: ReportFacts, { judgement, title }: ReportFacts['indicators'][number]): Section {
  const mine = facts.evidence.filter(item => item.links.some(link => link.kind === 'indicator' && link.code === judgement.indicator_code))
  const carried = facts.carried.filter(text => text.judgement_id === judgement.id)
  const credits = facts.credits.filter(credit => credit.judgement_id === judgement.id)
  const dissent = facts.dissent.filter(said => said.indicator_code === judgement.indicator_code)
  const actions = facts.actions.filter(action => action.code === judgement.indicator_code)
  const done = judgement.completed_at ? `, ${longDate(judgement.completed_at)} by ${facts.names.get(judgement.completed_by ?? '') ?? 'somebody'}` : ''
  return {
    id: `indicator-${judgement.indicator_code.replace(/[^\w-]+/g, '-')}`,
    heading: `${judgement.indicator_code} ${title}`,
    blocks: [{
      kind: 'facts',
      caption: `${judgement.indicator_code} ${title}`,
      rows: [
        ...textNames.map(name => ({
          label: textLabels[name],
          text: (judgement[name] ?? 'Nothing yet') + carried.filter(text => text.field === name && !text.confirmed_at).map(text => `\n(From ${sessionLabel(text.from_session)}, not yet reviewed)`).join('')
        })),
        ...credits.length > 0 ? [{ label: 'From first thoughts', text: credits.map(credit => credit.text).join('\n') }] : [],
        { label: 'Level', text: levelWords(judgement, facts.framework.scale) },
        ...facts.readings.filter(reading => reading.indicator_code === judgement.indicator_code).map(reading => ({ label: `Moderated by ${reading.reader}`, text: readingWords(reading, facts.framework.scale) })),
        ...dissent.length > 0 ? [{ label: 'Dissent', text: dissent.map(said => `${said.text} (meeting of ${longDate(said.held_on)})`).join('\n') }] : [],
        { label: 'Evidence', text: mine.length > 0 ? `${balanceWords(mine)}.\n${mine.map(item => item.title).join('\n')}` : 'No evidence yet' },
        { label: 'Actions that come from it', text: actions.map(action => `${action.number}. ${action.what}`).join('\n') || 'None yet' },
        { label: 'State', text: `${statusNames[judgementStatus(judgement)]}${done}${judgement.added_by_team ? '. Added by the team' : ''}` },
        { label: 'Last saved', text: judgement.saved_at ? `${longMoment(judgement.saved_at)} by ${judgement.saved_by_name ?? 'somebody'}` : 'Not yet' }
      ]
    }]
  }
}

/** Self, moderated and agreed, with the reasons and the answer. */
function readingWords (reading: ReportFacts['readings'][number], scale: ReportFacts['framework']['scale']): string {
  const agreed = reading.agreed_level_state ? levelWords({ level_state: reading.agreed_level_state, level: reading.agreed_level }, scale) : 'no answer yet'
  return [
    `Own level: ${levelWords({ level_state: reading.self_level_state, level: reading.self_level }, scale)}. Their reading: ${levelWords(reading, scale)}. Agreed: ${agreed}.`,
    `Reasons: ${reading.reasons}`,
    ...reading.answer ? [`Answer: ${reading.answer === 'agree' ? 'agrees' : 'disagrees'}${reading.reason ? `. ${reading.reason}` : ''}`] : [],
    ...reading.evidence ? [`Evidence: ${reading.evidence}`] : []
  ].join('\n')
}

function evidenceSection (evidence: ReportFacts['evidence']): Section {
  return {
    id: 'evidence',
    heading: 'Evidence',
    blocks: evidence.length === 0
      ? [{ kind: 'paragraph', text: 'No evidence has been recorded for this session yet.' }]
      : evidence.map(item => ({
        kind: 'facts' as const,
        caption: item.title,
        rows: [
          { label: 'Kind', text: `${strands[item.strand].name}, ${abouts[item.about].name.toLowerCase()}` },
          { label: 'What it shows', text: item.shows },
          { label: 'Quality', text: [qualityWords(item.quality), item.quality_because].filter(Boolean).join('. ') },
          { label: 'Covers', text: `${longDate(item.covers_from)} to ${longDate(item.covers_to)}` },
          { label: 'Source', text: [item.source, item.link, item.locator].filter(Boolean).join('\n') },
          { label: 'Used for', text: item.links.map(link => link.code).filter(code => code !== null).join(', ') || 'Nothing yet' },
          { label: 'Recorded', text: `${longMoment(item.recorded_at)} by ${item.recorded_by_name}` }
        ]
      }))
  }
}

const stepWords = { shared: 'Shared with the group', submitted: 'Submitted', returned: 'Returned', moderated: 'Moderated', 'signed-off': 'Agreed and signed off', published: 'Published', reopened: 'Reopened' }

function stepsSection ({ evaluation, steps, names }: ReportFacts): Section {
  const rows = steps.map(step => [stepWords[step.kind], step.by_name, longMoment(step.at), step.note ?? ''])
  return {
    id: 'history',
    heading: 'How it came about',
    blocks: [{
      kind: 'table', caption: 'Steps', columns: ['Step', 'Who', 'When', 'Note or statement'], rowHeader: true,
      rows: [['Started', names.get(evaluation.started_by) ?? 'Somebody', longMoment(evaluation.started_at), ''], ...rows]
    }]
  }
}
