import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { count, points } from '../../lib/text.ts'
import { isEmpty, judgementStatus, levelWords, statusNames, textLabels, textNames } from '../evaluations/rules.ts'
import type { Block, ReportDocument, Section } from '../../exports/document.ts'
import type { MinutesFacts } from './minutes-facts.ts'

/** The minutes of a self-evaluation meeting: who was there, what was agreed about each indicator, dissent, and actions. */
export function buildMinutes (facts: MinutesFacts): ReportDocument {
  const { community, session, meeting, indicators, notes, decided } = facts
  const discussed = indicators.filter(({ judgement }) => !isEmpty(judgement) || notes.some(note => note.indicator_code === judgement.indicator_code))
  const saved = [meeting.opened_at, ...indicators.map(({ judgement }) => judgement.saved_at ?? ''), ...notes.map(note => note.at)].sort().at(-1)!
  return {
    kind: 'Minutes',
    title: `${community.name} LC-JST: minutes of the self-evaluation meeting of ${longDate(meeting.held_on)}`,
    team: community.name,
    session: sessionLabel(session.name),
    version: meeting.closed_at ? `Closed by ${meeting.closed_by_name} on ${longMoment(meeting.closed_at)}` : `The meeting is open. As saved on ${longMoment(saved)}`,
    date: meeting.closed_at ?? saved,
    draft: meeting.closed_at === null && 'Draft, the meeting is open',
    marking: 'OFFICIAL',
    author: facts.authority,
    language: 'en-GB',
    summary: [
      `Meeting of ${longDate(meeting.held_on)}.`,
      `${count(discussed.length, 'indicator')} discussed: ${discussed.map(({ judgement }) => judgement.indicator_code).join(', ') || 'none'}.`,
      `${count(decided.length, 'action')} decided.`
    ],
    sections: [
      { id: 'people', heading: 'Who was there', blocks: [people('Present', meeting.present), people('Apologies', meeting.apologies), { kind: 'paragraph', text: `Opened by ${meeting.opened_by_name} on ${longMoment(meeting.opened_at)}.` }] },
      { id: 'agreed', heading: 'What was agreed', blocks: discussed.length > 0 ? [] : [{ kind: 'paragraph', text: 'Nothing has been written yet.' }], sections: discussed.map(row => indicatorSection(facts, row)) },
      {
        id: 'actions',
        heading: 'Actions',
        blocks: decided.length === 0
          ? [{ kind: 'paragraph', text: 'No actions were decided in this meeting.' }]
          : [{ kind: 'table', caption: 'Actions decided', rowHeader: true, columns: ['Action', 'What', 'Indicator'], rows: decided.map(action => [String(action.number), action.what, action.indicator_code]) }]
      }
    ]
  }
}

const people = (label: string, text: string | null): Block => ({ kind: 'facts', caption: label, rows: [{ label, text: points(text).join('\n') || 'Nobody noted' }] })

function indicatorSection (facts: MinutesFacts, { judgement, title }: MinutesFacts['indicators'][number]): Section {
  const code = judgement.indicator_code
  const said = (kind: 'note' | 'dissent') => facts.notes.filter(note => note.indicator_code === code && note.kind === kind).map(note => note.text).join('\n')
  const actions = facts.decided.filter(action => action.indicator_code === code)
  const row = (label: string, text: string | null) => text ? [{ label, text }] : []
  return {
    id: `indicator-${code.replace(/[^\w-]+/g, '-')}`,
    heading: `${code} ${title}`,
    blocks: [{
      kind: 'facts',
      caption: `${code} ${title}`,
      rows: [
        ...row('First thoughts', spreadWords(facts, code)),
        ...textNames.map(name => ({ label: textLabels[name], text: judgement[name] ?? 'Nothing written' })),
        { label: 'Level', text: levelWords(judgement, facts.scale) },
        ...row('Dissent', said('dissent')),
        ...row('Notes', said('note')),
        ...row('Actions decided', actions.map(action => `${action.number}. ${action.what}`).join('\n')),
        { label: 'State', text: statusNames[judgementStatus(judgement)] }
      ]
    }]
  }
}

/** How many gave first thoughts and which levels they would give: never who, and nothing of fewer than three people. */
function spreadWords ({ spreads, scale }: MinutesFacts, code: string): string | null {
  const spread = spreads.get(code)
  if (!spread) return null
  if (!spread.shown) return 'Fewer than 3 people gave first thoughts.'
  const levels = spread.shown.levels?.map(({ choice, people }) => `${choice === 'not-enough-evidence' ? 'Not enough evidence' : levelWords({ level_state: 'level', level: Number(choice) }, scale)}: ${people}`)
  return [`${spread.people} people gave first thoughts.`, ...levels ? [levels.join(', ')] : []].join('\n')
}
