import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { points } from '../../lib/text.ts'
import { agreementWords, byGap, gapWords, threeLevels } from './rules.ts'
import type { ReportDocument, Section } from '../../exports/document.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { ModerationNote, Named, Reading, Reply, Round } from './queries.ts'

export interface MinutesParts { authority: string, area: Place, session: Session, round: Round, moderations: Named[], readings: Reading[], replies: Reply[], notes: ModerationNote[], scale: Scale | undefined, titles: Map<string, string> }

/** The minutes of an area’s moderation: every reading with the team’s own level, its answer and what is agreed, and what was said. */
export function buildMinutes (parts: MinutesParts): ReportDocument {
  const { area, session, round, moderations, readings, replies, notes } = parts
  const date = [round.opened_at, ...readings.map(one => one.given_at), ...replies.map(one => one.at), ...notes.map(one => one.at)].sort().at(-1)!
  const general = notes.filter(note => note.moderation_id === null)
  return {
    kind: 'Moderation minutes',
    title: `${area.name}: moderation of session ${sessionLabel(session.name)}`,
    team: area.name,
    session: sessionLabel(session.name),
    version: round.held_on ? `Session held on ${longDate(round.held_on)}` : `As of ${longMoment(date)}`,
    date,
    draft: moderations.some(row => !row.closed_at) && 'Draft, moderation is open',
    marking: 'OFFICIAL',
    author: parts.authority,
    language: 'en-GB',
    summary: [agreementWords(readings), `Indicators read: ${round.codes.join(', ')}.`, `To discuss: ${byGap(readings).length} of ${readings.length} readings.`],
    sections: [
      {
        id: 'session',
        heading: 'The session',
        blocks: [
          { kind: 'facts', caption: 'The session', rows: [{ label: 'Held on', text: round.held_on ? longDate(round.held_on) : 'Not said yet' }, { label: 'Present', text: points(round.present).join('\n') || 'Nobody noted' }, { label: 'Opened', text: `${longMoment(round.opened_at)} by ${round.opened_by_name}` }] },
          ...general.length > 0 ? [{ kind: 'list' as const, items: general.map(note => `${note.text} (${note.by_name}, ${longMoment(note.at)})`) }] : []
        ]
      },
      { id: 'readings', heading: 'Readings', blocks: moderations.length > 0 ? [] : [{ kind: 'paragraph', text: 'No teams have been paired yet.' }], sections: moderations.map(row => moderationSection(parts, row)) }
    ]
  }
}

function moderationSection ({ readings, replies, notes, scale, titles }: MinutesParts, moderation: Named): Section {
  const given = readings.filter(reading => reading.moderation_id === moderation.id)
  return {
    id: `moderation-${moderation.id}`,
    heading: `${moderation.reader} read ${moderation.read}`,
    blocks: [
      { kind: 'paragraph', text: `Paired by ${moderation.paired_by_name} on ${longDate(moderation.paired_at)}. ${moderation.closed_at ? `Closed on ${longDate(moderation.closed_at)}: ${moderation.closed_because}` : 'Still open.'}` },
      ...given.map(reading => {
        const reply = replies.find(one => one.reading_id === reading.id) ?? null
        const levels = threeLevels(reading, reply, scale)
        const said = notes.filter(note => note.moderation_id === moderation.id && note.indicator_code === reading.indicator_code)
        return {
          kind: 'facts' as const,
          caption: `${reading.indicator_code} ${titles.get(reading.indicator_code) ?? ''}`,
          rows: [
            { label: `${moderation.read} itself`, text: levels.self },
            { label: `Read by ${moderation.reader}`, text: levels.moderated },
            { label: 'Agreed', text: levels.agreed },
            { label: 'Gap', text: gapWords(reading) },
            { label: 'Reasons', text: `${reading.reasons}\n(${reading.given_by_name}, ${longMoment(reading.given_at)})` },
            { label: 'Answer', text: reply ? [`${reply.answer === 'agree' ? 'Agrees' : 'Disagrees'} (${reply.by_name}, ${longMoment(reply.at)})`, reply.reason, reply.evidence && `Evidence: ${reply.evidence}`].filter(Boolean).join('\n') : 'No answer yet' },
            ...said.length > 0 ? [{ label: 'Said in the session', text: said.map(note => `${note.text} (${note.by_name}, ${longMoment(note.at)})`).join('\n') }] : []
          ]
        }
      })
    ]
  }
}
