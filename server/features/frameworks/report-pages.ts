import { inWords } from '../../lib/text.ts'
import type { ImprovementReport, ReviewTheme, Statement, TimetableDay } from './format.ts'

type TitleOf = (code: string) => string
interface Parts { provenance: object, localTag: object, titleOf: TitleOf }

/** The report of a visit, whole. `titleOf` names the indicators that our suggestions point at. */
export function reportPage (report: ImprovementReport, { provenance, localTag, titleOf }: Parts) {
  const local = (heading: string) => ({ heading, tag: localTag })
  return {
    title: report.title,
    caption: `${report.short_title}, version ${report.version}`,
    breadcrumbs: [{ text: 'Frameworks', href: '/frameworks' }],
    provenance,
    question: report.overarching_question,
    contents: [
      { text: 'Introduction', href: '#introduction' },
      ...report.themes.map(theme => ({ text: themeHeading(theme), href: `#item-${theme.code}` })),
      { text: 'Next steps', href: '#next-steps' },
      { text: 'Timetable', href: '#timetable' },
      { text: 'Named in the report', href: '#named' }
    ],
    introduction: introduction(report),
    introductionNotes: notesOf(report.introduction_notes ?? [], local),
    themes: report.themes.map(theme => themeBlock(theme, titleOf, local)),
    nextSteps: statements('Next steps', report.next_steps),
    nextStepsNotes: notesOf(codedNotes(report.next_steps), local),
    days: report.timetable.map(day => dayBlock(day, local)),
    figures: figures(report),
    named: named(report),
    people: report.people_and_groups ?? []
  }
}

/** The paragraphs under our headings; bold words apart from the others. */
function introduction (report: ImprovementReport) {
  const groups: { about: string, paragraphs: { parts: { text: string, isStrong: boolean }[], source: string | null }[] }[] = []
  for (const { about, text, source = null } of report.introduction) {
    if (groups.at(-1)?.about !== about) groups.push({ about, paragraphs: [] })
    groups.at(-1)!.paragraphs.push({ parts: emphasis(text), source })
  }
  return groups
}

const emphasis = (text: string) => text.split('**').map((text, at) => ({ text, isStrong: at % 2 === 1 })).filter(({ text }) => text !== '')

const themeHeading = (theme: ReviewTheme) => `Theme ${theme.number}: ${theme.question}`

type Local = (heading: string) => { heading: string, tag: object }

function themeBlock (theme: ReviewTheme, titleOf: TitleOf, local: Local) {
  const lists = [theme.what_we_knew, theme.strengths, theme.opportunities, theme.recommendations, theme.focus_questions]
  return {
    id: `item-${theme.code}`,
    heading: themeHeading(theme),
    whatWeKnew: statements('What we knew', theme.what_we_knew),
    strengths: statements('Strengths', theme.strengths),
    opportunitiesIntroduction: theme.opportunities_introduction ?? [],
    opportunities: statements('Opportunities for improvement', theme.opportunities),
    recommendations: statements('Recommendations', theme.recommendations),
    suggestions: suggestions(theme, titleOf, local),
    focusQuestions: statements('Focus questions', theme.focus_questions),
    notes: notesOf([...(theme.note ? [theme.note] : []), ...lists.flatMap(codedNotes)], local)
  }
}

/** Code and text, each row an address of its own. Null when there is nothing. */
function statements (caption: string, list: Statement[]) {
  return list.length === 0
    ? null
    : {
        caption,
        captionClasses: 'govuk-table__caption--m',
        firstCellIsHeader: true,
        head: [{ text: 'Code' }, { text: 'Text of the report' }],
        rows: list.map(({ code, text }) => [{ text: code, attributes: { id: `item-${code}` } }, { text }])
      }
}

function suggestions (theme: ReviewTheme, titleOf: TitleOf, local: Local) {
  const suggested = theme.recommendations.filter(({ suggested_indicators: codes, suggested_measure: measure }) => codes || measure)
  return suggested.length === 0
    ? null
    : {
        ...local('Local suggestions, not in the report'),
        table: {
          caption: `Suggestions for the recommendations of theme ${theme.number}`,
          firstCellIsHeader: true,
          head: [{ text: 'For' }, { text: 'Suggested measure' }, { text: 'Suggested indicators' }],
          rows: suggested.map(({ code, suggested_measure: measure = '', suggested_indicators: codes = [] }) =>
            [{ text: code }, { text: measure }, { text: inWords(codes.map(code => `${code} ${titleOf(code)}`)) }])
        }
      }
}

const codedNotes = (list: Statement[]) => list.flatMap(({ code, note }) => note ? [`${code}: ${note}`] : [])

const notesOf = (notes: string[], local: Local) => notes.length === 0 ? null : { ...local('Notes on the wording, not in the report'), notes }

function dayBlock (day: TimetableDay, local: Local) {
  const ours = [
    ...(day.purpose ? [`What the day was for: ${day.purpose}`] : []),
    ...day.sessions.flatMap(({ time, note }) => note ? [`${time}: ${note}`] : [])
  ]
  return {
    table: {
      caption: `Day ${day.day}: ${day.heading}`,
      captionClasses: 'govuk-table__caption--m',
      firstCellIsHeader: true,
      head: [{ text: 'Time' }, { text: 'Session' }, { text: 'Led by' }, { text: 'Focus questions' }],
      rows: day.sessions.map(({ time, title, lead = '', focus_questions: asked = [] }) =>
        [{ text: time }, { text: title }, { text: lead }, { text: asked.join(', ') }])
    },
    notes: notesOf(ours, local)
  }
}

const figures = ({ figures }: ImprovementReport) => figures
  ? {
      caption: 'Statements of quantity',
      head: [{ text: 'Text of the report' }, { text: 'What it means (ours, not in the report)' }],
      rows: figures.map(({ text, meaning }) => [{ text }, { text: meaning }])
    }
  : null

const named = ({ named }: ImprovementReport) => named
  ? {
      caption: 'Methods, meetings, documents and services',
      firstCellIsHeader: true,
      head: [{ text: 'Name' }, { text: 'Kind (ours)' }, { text: 'Text of the report' }, { text: 'Where' }],
      rows: named.map(({ name, kind, quotes, found_in: places }) =>
        [{ text: name }, { text: kind }, { text: quotes.map(quote => `“${quote}”`).join(' ') }, { text: places.join(', ') }])
    }
  : null
