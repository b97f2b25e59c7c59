import { longDate, longMoment, sessionLabel, sessionName } from '../../lib/dates.ts'
import { count, inWords } from '../../lib/text.ts'
import { glossary } from '../help/glossary.ts'
import { buildTimetable } from '../visit-timetable/report.ts'
import { datesOf, kindNames, partNames, partnerKinds, parts } from '../visits/rules.ts'
import type { Block, ReportDocument, Section } from '../../exports/document.ts'
import type { PackFacts } from './queries.ts'

/** The papers of a visit as one document: why, what is asked, who is who, when, what is known, and what the words mean. */
export function buildPack (facts: PackFacts, at: string): ReportDocument {
  const { visit, places, authority, themes, preliminary } = facts
  return {
    kind: 'Reading pack',
    title: `Reading pack: ${visit.title}`,
    team: inWords(places),
    subject: visit.title,
    session: sessionLabel(sessionName(visit.starts_on)),
    version: `As of ${longDate(at)}`,
    date: at,
    draft: false,
    marking: 'OFFICIAL',
    author: authority,
    language: 'en-GB',
    summary: [
      `${datesOf(visit)}.`,
      `The question: ${visit.overarching_question}`,
      `${count(themes.length, 'theme')} with ${count(themes.reduce((n, theme) => n + theme.questions.length, 0), 'focus question')}.`.replace(/^./, letter => letter.toUpperCase()),
      preliminary ? `The preliminary report is version ${preliminary.number} of ${longMoment(preliminary.made_at)}.` : 'The preliminary report is still being prepared.'
    ],
    sections: [introduction(facts), themesSection(themes), whoIsWho(facts), timetableSection(facts), preliminarySection(preliminary), glossarySection]
  }
}

function introduction ({ visit, places }: PackFacts): Section {
  const paragraphs = (visit.introduction ?? '').split(/\n{2,}/).filter(text => text.trim() !== '')
  return {
    id: 'introduction',
    heading: 'Introduction',
    blocks: [
      ...paragraphs.map(text => ({ kind: 'paragraph' as const, text })),
      {
        kind: 'facts',
        caption: 'The visit',
        rows: [{ label: 'Overarching question', text: visit.overarching_question }, { label: 'Dates', text: datesOf(visit) }, { label: 'Who is visited', text: `${kindNames[visit.kind]}: ${inWords(places)}` }]
      }
    ]
  }
}

const themesSection = (themes: PackFacts['themes']): Section => ({
  id: 'themes',
  heading: 'Themes and focus questions',
  blocks: themes.length === 0 ? [{ kind: 'paragraph', text: 'The themes are still being chosen.' }] : [],
  sections: themes.map((theme, index) => ({
    id: `theme-${index + 1}`,
    heading: `${theme.code} ${theme.title}`,
    blocks: [
      ...theme.focus ? [{ kind: 'paragraph' as const, text: theme.focus }] : [],
      theme.questions.length > 0 ? { kind: 'facts', caption: `Focus questions of ${theme.code}`, rows: theme.questions.map(question => ({ label: question.code, text: question.text })) } : { kind: 'paragraph', text: 'A whole-group session, without focus questions.' }
    ]
  }))
})

function whoIsWho ({ partners, people }: PackFacts): Section {
  const rows = parts.flatMap(part => people.filter(person => person.part === part).map(person => [person.name, person.organisation, partNames[part]]))
  const blocks: Block[] = [
    ...partners.length > 0 ? [{ kind: 'paragraph' as const, text: 'The visit is made together with:' }, { kind: 'list' as const, items: partners.map(partner => partner.name === partnerKinds[partner.kind] ? partner.name : `${partner.name} (${partnerKinds[partner.kind].toLowerCase()})`) }] : [],
    rows.length > 0 ? { kind: 'table', caption: 'People', columns: ['Name', 'Organisation', 'Part in the visit'], rows, rowHeader: true } : { kind: 'paragraph', text: 'Nobody has been named yet.' }
  ]
  return { id: 'people', heading: 'Who is who', blocks }
}

/** As the timetable prints itself, without the notes of those who entered it. */
function timetableSection ({ visit, places, authority, timetable }: PackFacts): Section {
  const days = buildTimetable({ visit, place: inWords(places), author: authority, timetable, notices: [], today: visit.starts_on }).sections.filter(section => section.id !== 'notes')
  return { id: 'timetable', heading: 'Timetable', blocks: days.length === 0 ? [{ kind: 'paragraph', text: 'The timetable is still being made.' }] : [], sections: days }
}

function preliminarySection (version: PackFacts['preliminary']): Section {
  if (!version) return { id: 'preliminary', heading: 'Preliminary report', blocks: [{ kind: 'paragraph', text: 'It is still being prepared.' }] }
  return {
    id: 'preliminary',
    heading: 'Preliminary report',
    blocks: [{ kind: 'paragraph', text: `${version.document.version}.${version.note ? ` ${version.note}` : ''}` }],
    // The report's own parts stand one below the other: a pack has headings of two levels.
    sections: version.document.sections.flatMap(section => section.sections
      ? section.sections.map(part => ({ id: `preliminary-${part.id}`, heading: `${section.heading}: ${part.heading.toLowerCase()}`, blocks: part.blocks }))
      : [{ id: `preliminary-${section.id}`, heading: section.heading, blocks: section.blocks }])
  }
}

const glossarySection: Section = { id: 'glossary', heading: 'Glossary', blocks: [{ kind: 'facts', caption: 'Words', rows: glossary.map(({ term, meaning }) => ({ label: term, text: meaning })) }] }
