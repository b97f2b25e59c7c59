import { inWords } from '../../lib/text.ts'
import type { ImprovementReport, ReviewTheme, Statement, TimetableDay } from './format.ts'

type TitleOf = (code: string) => string

/** The report of a visit, whole. `titleOf` names the indicators that our suggestions point at. */
export function reportPage (report: ImprovementReport, provenance: object, titleOf: TitleOf) {
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
    introductionNotes: notesOf(report.introduction_notes ?? []),
    themes: report.themes.map(theme => themeBlock(theme, titleOf)),
    nextSteps: statements('Next steps', report.next_steps),
    nextStepsNotes: notesOf(codedNotes(report.next_steps)),
    days: report.timetable.map(dayBlock),
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

function themeBlock (theme: ReviewTheme, titleOf: TitleOf) {
  const lists = [theme.what_we_knew, theme.strengths, theme.opportunities, theme.recommendations, theme.focus_questions]
  return {
    id: `item-${theme.code}`,
    heading: themeHeading(theme),
    whatWeKnew: statements('What we knew', theme.what_we_knew),
    strengths: statements('Strengths', theme.strengths),
    opportunitiesIntroduction: theme.opportunities_introduction ?? [],
    opportunities: statements('Opportunities for improvement', theme.opportunities),
    recommendations: statements('Recommendations', theme.recommendations),
    suggestions: suggestions(theme, titleOf),
    focusQuestions: statements('Focus questions', theme.focus_questions),
    notes: notesOf([...(theme.note ? [theme.note] : []), ...lists.flatMap(codedNotes)])
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

function suggestions (theme: ReviewTheme, titleOf: TitleOf) {
  const suggested = theme.recommendations.filter(({ suggested_indicators: codes, suggested_measure: measure }) => codes || measure)
  return suggested.length === 0
    ? null
    : {
        heading: 'Local suggestions, not in the report',
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

const notesOf = (notes: string[]) => notes.length === 0 ? null : { heading: 'Local notes, not in the report', notes }

function dayBlock (day: TimetableDay) {
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
    notes: notesOf(ours)
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
