import { dayOf, sessionLabel } from '../../lib/dates.ts'
import { judgementStatus, levelWords, stageNames, statusNames, textLabels, textNames } from './rules.ts'
import type { SheetTable } from '../../exports/tables.ts'
import type { listWork } from './queries.ts'
import type { ReportFacts } from './report-facts.ts'

/** What the table of judgements is made of. */
export type JudgementFacts = Pick<ReportFacts, 'indicators' | 'readings' | 'credits' | 'dissent' | 'carried' | 'names'> & { framework: Pick<ReportFacts['framework'], 'scale'> }

/** The judgements of a self-evaluation as a table, a row an indicator: every stored field, in words. */
export function judgementsTable (facts: JudgementFacts): SheetTable {
  const { scale } = facts.framework
  return {
    name: 'Judgements',
    columns: [
      { label: 'Indicator', width: 10 }, { label: 'Title' }, ...textNames.map(name => ({ label: textLabels[name], width: 50 })), { label: 'Level', width: 22 }, { label: 'Level as a number', kind: 'number' as const },
      { label: 'State', width: 14 }, { label: 'Completed on', kind: 'day' as const }, { label: 'Completed by', width: 20 }, { label: 'Added by the team', width: 12 }, { label: 'From first thoughts' }, { label: 'Dissent' },
      { label: 'Moderated by', width: 20 }, { label: 'Own level then', width: 22 }, { label: 'Their reading', width: 22 }, { label: 'Their reasons' }, { label: 'Answer', width: 14 }, { label: 'Reason of the answer' }, { label: 'Evidence of the answer' }, { label: 'Level agreed', width: 22 },
      { label: 'Not yet reviewed since', width: 20 }, { label: 'Saved on', kind: 'day' as const }, { label: 'Saved by', width: 20 }
    ],
    rows: facts.indicators.map(({ judgement, title }) => {
      const code = judgement.indicator_code
      const readings = facts.readings.filter(reading => reading.indicator_code === code)
      const each = (of: (reading: typeof readings[number]) => string | null) => readings.map(of).filter(Boolean).join('\n') || null
      return [
        code, title, ...textNames.map(name => judgement[name]), levelWords(judgement, scale), judgement.level, statusNames[judgementStatus(judgement)],
        judgement.completed_at && dayOf(new Date(judgement.completed_at)), facts.names.get(judgement.completed_by ?? '') ?? null, judgement.added_by_team ? 'Yes' : 'No',
        facts.credits.filter(credit => credit.judgement_id === judgement.id).map(credit => credit.text).join('\n') || null,
        facts.dissent.filter(said => said.indicator_code === code).map(said => said.text).join('\n') || null,
        each(reading => reading.reader), each(reading => levelWords({ level_state: reading.self_level_state, level: reading.self_level }, scale)), each(reading => levelWords(reading, scale)), each(reading => reading.reasons),
        each(reading => reading.answer), each(reading => reading.reason), each(reading => reading.evidence),
        each(reading => reading.agreed_level_state && levelWords({ level_state: reading.agreed_level_state, level: reading.agreed_level }, scale)),
        facts.carried.filter(text => text.judgement_id === judgement.id && !text.confirmed_at).map(text => `${textLabels[text.field]}: ${sessionLabel(text.from_session)}`).join('\n') || null,
        judgement.saved_at && dayOf(new Date(judgement.saved_at)), judgement.saved_by_name
      ]
    })
  }
}

type Work = Awaited<ReturnType<typeof listWork>>

/** What was done beside the texts, a table each: first thoughts asked for (never what was given), who looked after what, comments, saved states, local criteria. */
export function workTables ({ asked, assignments, comments, versions, criteria }: Work, scale: ReportFacts['framework']['scale']): SheetTable[] {
  const day = (at: string | null) => at && dayOf(new Date(at))
  const when = { kind: 'day' as const }
  return [
    {
      name: 'First thoughts asked for',
      columns: [{ label: 'Note' }, { label: 'Answer by', ...when }, { label: 'Asked on', ...when }, { label: 'Asked by' }, { label: 'Opened on', ...when }, { label: 'Opened by' }],
      rows: asked.map(row => [row.note, row.answer_by, day(row.asked_at), row.asked_by_name, day(row.opened_at), row.opened_by_name])
    },
    {
      name: 'Who looked after what',
      columns: [{ label: 'Indicator', width: 10 }, { label: 'Person' }, { label: 'Asked by' }, { label: 'From', ...when }, { label: 'To', ...when }, { label: 'Note' }],
      rows: assignments.map(row => [row.indicator_code, row.person_name, row.assigned_by_name, day(row.assigned_at), day(row.ended_at), row.note])
    },
    {
      name: 'Comments',
      columns: [{ label: 'Indicator', width: 10 }, { label: 'Comment', width: 60 }, { label: 'Answers' }, { label: 'By' }, { label: 'On', ...when }, { label: 'Settled on', ...when }, { label: 'Settled by' }],
      rows: comments.map(row => [row.indicator_code, row.text, comments.find(one => one.id === row.answers_id)?.text ?? null, row.by_name, day(row.at), day(row.resolved_at), row.resolved_by_name])
    },
    {
      name: 'Saved states',
      columns: [{ label: 'Indicator', width: 10 }, { label: 'Number', kind: 'number' }, ...textNames.map(name => ({ label: textLabels[name], width: 50 })), { label: 'Level' }, { label: 'Saved by' }, { label: 'Saved on', ...when }],
      rows: versions.map(row => [row.indicator_code, row.revision, ...textNames.map(name => row[name]), levelWords(row, scale), row.by_name, day(row.at)])
    },
    {
      name: 'Local criteria',
      columns: [{ label: 'Indicator', width: 10 }, { label: 'Number', width: 10 }, { label: 'Kind', width: 10 }, { label: 'Text', width: 60 }, { label: 'Added on', ...when }, { label: 'Added by' }, { label: 'Withdrawn on', ...when }, { label: 'Withdrawn by' }],
      rows: criteria.map(row => [row.indicator_code, `L${row.number}`, row.kind, row.text, day(row.added_at), row.added_by_name, day(row.withdrawn_at), row.withdrawn_by_name])
    }
  ]
}

/** What the first sheet of the workbook says. */
export const aboutWorkbook = ({ authority, community, session, stage, framework }: ReportFacts): string[] => [
  `${community.name} LC-JST self-evaluation, session ${sessionLabel(session.name)}`,
  `${authority}. Marking: OFFICIAL. Stage: ${stageNames[stage]}.`,
  'Judgements: a row for each indicator. A level is a judgement of the team together; it is not worked out from anything, and levels are not to be averaged.',
  'Evidence: a row for each piece that belongs to this session, withdrawn pieces too.',
  'First thoughts are not in this file: they are shown to the team without names, and only what was taken into the agreed text leaves with it.',
  `Dates of the session: submit by ${session.submit_by ?? 'not set'}, moderate by ${session.moderate_by ?? 'not set'}, agree by ${session.agree_by ?? 'not set'}.`,
  framework.attribution
]
