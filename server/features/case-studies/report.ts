import { longDate, longMoment, sessionLabel, sessionName } from '../../lib/dates.ts'
import { scoreWords, standing } from '../goals/rules.ts'
import { consentGivers, consentUses, whoWords } from './rules.ts'
import type { ReportDocument } from '../../exports/document.ts'
import type { Release, Story, Study } from './queries.ts'
import type { Item } from './timeline-rules.ts'

/** What stands on a child's timeline, the goals first. */
export function itemsOf (study: Study, { goals, reviews, events, followUps }: Story): Item[] {
  const items: Item[] = [
    ...goals.flatMap(goal => [
      { lane: 'Goals' as const, text: goal.expected, from: goal.agreed_on, to: goal.closed_at && goal.closed_at.slice(0, 10), lasts: true, about: standing(reviews.filter(review => review.goal_id === goal.id)).map(review => `${longDate(review.reviewed_on)}: ${scoreWords[`${review.score}`]}`).join('; ') || 'Not reviewed yet' }
    ]),
    ...events.filter(event => event.kind === 'support').map(event => ({ lane: 'Supports' as const, text: event.what, from: event.from_on, to: event.to_on, lasts: true, about: `Written down by ${event.recorded_by_name}` })),
    ...[
      ...events.filter(event => event.kind === 'view').map(event => ({ lane: 'Views' as const, text: `${whoWords[event.who!]}: ${event.what}`, from: event.from_on, to: event.from_on, lasts: false, about: `Written down by ${event.recorded_by_name}` })),
      ...followUps.filter(one => one.held_on).map(one => ({ lane: 'Views' as const, text: `Follow-up after ${one.months} months`, from: one.held_on!, to: one.held_on, lasts: false, about: [one.child_says && `The child: ${one.child_says}`, one.family_says && `The family: ${one.family_says}`].filter(Boolean).join(' ') }))
    ].sort((a, b) => a.from < b.from ? -1 : 1)
  ]
  return items.filter(item => item.to === null || item.to >= study.starts_on)
}

/** A case study for its keepers: every stored field. */
export function studyReport (study: Study, story: Story, { team, authority, today }: { team: string, authority: string, today: string }): ReportDocument {
  const row = (label: string, text: string | null) => ({ label, text: text || 'Not said' })
  const items = itemsOf(study, story)
  const date = [study.created_at, ...story.events.map(event => event.recorded_at), ...story.followUps.flatMap(one => one.recorded_at ?? []), ...story.reviews.map(review => review.recorded_at)].sort().at(-1)!
  return {
    kind: 'Case study', title: `Case study: ${study.label}`, team, subject: study.label, session: sessionLabel(sessionName(today)), version: `As saved on ${longMoment(date)}`, date, draft: false, marking: 'OFFICIAL-SENSITIVE', author: authority, language: 'en-GB',
    summary: [`Followed since ${longDate(study.starts_on)}. ${story.followUps.filter(one => one.held_on).length} of ${story.followUps.length} follow-ups held.`, `Consent until ${longDate(study.consent_until)}: ${consentUses[study.consent_for].toLowerCase()}.`],
    sections: [
      { id: 'story', heading: 'What led here', blocks: [{ kind: 'paragraph', text: study.story || 'Not said.' }] },
      { id: 'timeline', heading: 'Timeline', blocks: items.length > 0 ? [{ kind: 'table', caption: 'Goals, supports and views', rowHeader: false, columns: ['What', 'From', 'To', 'More'], rows: items.map(item => [`${item.lane}: ${item.text}`, longDate(item.from), item.to ? longDate(item.to) : 'Goes on', item.about]) }] : [{ kind: 'paragraph', text: 'Nothing yet.' }] },
      { id: 'follow-ups', heading: 'Follow-ups', blocks: story.followUps.map(one => ({ kind: 'facts', caption: `After ${one.months} months`, rows: [row('Due', longDate(one.due_on)), row('Held', one.held_on && longDate(one.held_on)), row('What the child says', one.child_says), row('What the family says', one.family_says), row('What has changed', one.changed), ...one.recorded_at ? [row('Written down by', `${one.recorded_by_name}, ${longMoment(one.recorded_at)}`)] : []] })) },
      {
        id: 'consent',
        heading: 'Consent',
        blocks: [{
          kind: 'facts', caption: 'Consent',
          rows: [row('Case code', study.case_code), row('Who agreed', consentGivers[study.consent_by]), row('How', study.consent_who), row('When', longDate(study.consent_on)), row('For what', consentUses[study.consent_for]), row('Until', longDate(study.consent_until)), ...study.withdrawn_at ? [row('Withdrawn', `${longMoment(study.withdrawn_at)}, taken down by ${study.withdrawn_by_name}`)] : [], ...study.closed_at ? [row('Closed', `${longMoment(study.closed_at)}, by ${study.closed_by_name}`)] : [], row('Opened by', `${study.created_by_name}, ${longMoment(study.created_at)}`)]
        }]
      }
    ]
  }
}

/** The text for others as a document: what is frozen when it is released. It names neither the label's child nor a code. */
export const releaseReport = (release: Release, { team, authority, reviewer, at }: { team: string, authority: string, reviewer: string, at: string }): ReportDocument => ({
  kind: 'Case study', title: release.title, team, subject: release.title, session: sessionLabel(sessionName(at.slice(0, 10))), version: `Released on ${longDate(at)}, handed on by ${release.submitted_by_name}, reviewed by ${reviewer}`, date: at, draft: false, marking: 'OFFICIAL', author: authority, language: 'en-GB',
  summary: ['Details have been changed or left out, so that the child cannot be recognised.'],
  sections: ([['happening', 'What was happening'], ['tried', 'What was tried'], ['changed', 'What changed'], ['said', 'What the child and the family say']] as const).map(([id, heading]) => ({ id, heading, blocks: [{ kind: 'paragraph', text: release[id] }] }))
})
