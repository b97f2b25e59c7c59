import { sessionLabel, longMoment } from '../../lib/dates.ts'
import { errorSummary, radioGroup, selectField, submitButton, textArea, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { onlySource } from '../evidence/rules.ts'
import { balanceWords, isAgreed, isSubmitted, judgementStatus, mayChangeTexts, progressWords, stageNames, statusNames, talkWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { EvidenceWithLinks } from '../evidence/queries.ts'
import type { CarriedText, EvaluationFound, Judgement } from './queries.ts'
import type { EvaluationStage } from './rules.ts'

export interface Team { slug: string, name: string, session: string }
export const teamHref = ({ slug, session }: Team): string => `/communities/${slug}/${session}`
export const evaluationHref = (team: Team): string => `${teamHref(team)}/self-evaluation`
export const teamCrumb = (team: Team) => ({ text: `${team.name} ${sessionLabel(team.session)}`, href: teamHref(team) })

/** Before it is started: what it is, and the button. */
export const startPage = (team: Team, indicators: { code: string, title: string }[], mayStart: boolean) => ({
  title: `Self-evaluation ${sessionLabel(team.session)}`,
  team: team.name,
  breadcrumbs: [teamCrumb(team)],
  indicators: indicators.map(({ code, title }) => `${code} ${title}`),
  mayStart,
  action: evaluationHref(team),
  start: submitButton('Start the self-evaluation')
})

interface Rights { mayEdit: boolean, mayLead: boolean, mayReturn: boolean }
interface TaskListParts { team: Team, found: EvaluationFound, judgements: Judgement[], titles: Map<string, string>, evidence: EvidenceWithLinks[], carried: CarriedText[], talk: { code: string, person: string | null, comments: number }[], addable: { code: string, title: string }[] }

/** The task list: how far it is, indicator by indicator, and what to do next. */
export function taskListPage ({ team, found, judgements, titles, evidence, carried, talk, addable }: TaskListParts, rights: Rights, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  const { stage, steps } = found
  const complete = judgements.filter(judgement => judgementStatus(judgement) === 'complete').length
  const next = judgements.find(judgement => judgementStatus(judgement) !== 'complete')
  const unreviewed = carried.filter(text => !text.confirmed_at)
  const open = mayChangeTexts(stage)
  const href = evaluationHref(team)
  const last = steps.at(-1)
  return {
    title: `Self-evaluation ${sessionLabel(team.session)}`,
    team: team.name,
    breadcrumbs: [teamCrumb(team)],
    errors: errors && errorSummary(errors),
    heading: complete === judgements.length ? 'All indicators are complete' : 'Self-evaluation not complete',
    progress: progressWords(complete, judgements.length),
    stage: stageTag(stage),
    stageLine: last ? `${stageNames[stage]}: ${last.by_name}, ${longMoment(last.at)}` : null,
    note: last?.note ? { kind: last.kind === 'returned' ? 'Note' : last.kind === 'reopened' ? 'Reason' : 'Statement', text: last.note } : null,
    first: next && open && rights.mayEdit ? { href: `${href}/indicators/${next.indicator_code}`, text: `Go to ${next.indicator_code} ${titles.get(next.indicator_code)}, the first that is not complete` } : null,
    tasks: {
      idPrefix: 'indicators',
      items: judgements.map(judgement => {
        const status = judgementStatus(judgement)
        const mine = evidence.filter(item => item.links.some(link => link.kind === 'indicator' && link.code === judgement.indicator_code))
        const old = unreviewed.filter(text => text.judgement_id === judgement.id).length
        return {
          title: { text: `${judgement.indicator_code} ${titles.get(judgement.indicator_code)}` },
          href: `${href}/indicators/${judgement.indicator_code}`,
          hint: { text: [balanceWords(mine), ...onlySource(mine) === null ? [] : ['One source only'], ...old > 0 ? [`${count(old, 'passage')} not yet reviewed`] : [], ...talkWords(talk.find(row => row.code === judgement.indicator_code) ?? null)].join('. ') },
          status: status === 'complete' ? { text: statusNames[status] } : { tag: { text: statusNames[status], classes: status === 'not-started' ? 'govuk-tag--blue' : 'govuk-tag--light-blue' } }
        }
      })
    },
    removable: open && rights.mayLead
      ? judgements.filter(judgement => judgement.added_by_team && judgementStatus(judgement) === 'not-started').map(judgement => ({ text: `${judgement.indicator_code} ${titles.get(judgement.indicator_code)}`, action: `${href}/indicators/${judgement.indicator_code}/removal` }))
      : [],
    add: open && rights.mayLead && addable.length > 0
      ? { action: `${href}/indicators`, field: selectField({ name: 'code', label: 'Another indicator of the framework', items: [{ value: '', text: 'Choose' }, ...addable.map(({ code, title }) => ({ value: code, text: `${code} ${title}` }))], values, errors }), button: submitButton('Add it', { secondary: true }) }
      : null,
    share: stage === 'draft' && rights.mayLead ? { action: `${href}/sharing`, button: submitButton('Share it with the group', { secondary: true }) } : null,
    submit: open && rights.mayLead ? { action: `${href}/submission`, field: textField({ name: 'note', label: 'Note (optional)', values, errors }), button: submitButton('Submit the self-evaluation') } : null,
    giveBack: isSubmitted(stage) && rights.mayReturn ? { action: `${href}/return`, field: textArea({ name: 'note', label: 'Note to the team', values, errors }), button: submitButton('Return it with this note', { secondary: true }) } : null,
    signOff: isSubmitted(stage) && rights.mayLead
      ? { action: `${href}/sign-off`, field: textArea({ name: 'statement', label: 'Statement', hint: 'For example: agreed by all agencies at the meeting on 12 May', values, errors }), button: submitButton('Sign it off') }
      : null,
    publish: stage === 'signed-off' && rights.mayLead ? { action: `${href}/publication`, button: submitButton('Publish it') } : null,
    reopen: isAgreed(stage) && rights.mayLead ? { action: `${href}/reopening`, field: textArea({ name: 'reason', label: 'Why is it reopened?', rows: 3, values, errors }), button: submitButton('Reopen it', { warning: true }) } : null,
    thoughtsHref: rights.mayEdit ? `${teamHref(team)}/first-thoughts` : null,
    meetingHref: rights.mayEdit ? `${teamHref(team)}/meeting` : null,
    moderationHref: `${teamHref(team)}/moderation`,
    reportHref: `${href}/report`,
    blankHref: `${href}/blank`,
    tablesHref: `${href}/workbook.xlsx`,
    csvHref: `${href}/judgements.csv`,
    comparisonHref: `${href}/comparison`,
    historyHref: `${href}/history`,
    evidenceHref: `${teamHref(team)}/evidence`,
    planHref: `${teamHref(team)}/plan`
  }
}

export const stageTag = (stage: EvaluationStage) => ({ text: stageNames[stage], classes: isAgreed(stage) ? 'govuk-tag--green' : isSubmitted(stage) ? 'govuk-tag--turquoise' : stage === 'returned' ? 'govuk-tag--orange' : 'govuk-tag--grey' })

const stepSentences = { shared: 'shared it with the group', submitted: 'submitted the self-evaluation', returned: 'returned it with a note', moderated: 'closed the moderation', 'signed-off': 'signed it off', published: 'published it', reopened: 'reopened it' }

/** What happened to it, in sentences, with the hashes of what was signed. */
export const historyPage = (team: Team, started: { by: string, at: string }, steps: EvaluationFound['steps']) => ({
  title: 'History of the self-evaluation',
  breadcrumbs: [teamCrumb(team), { text: 'Self-evaluation', href: evaluationHref(team) }],
  lines: [
    { text: `${started.by} started the self-evaluation`, at: longMoment(started.at), note: null, hashes: null, copyHref: null },
    ...steps.map(step => ({
      text: `${step.by_name} ${stepSentences[step.kind]}`,
      at: longMoment(step.at),
      note: step.note,
      hashes: step.frozen ? `Copy kept, SHA-256 ${(JSON.parse(step.frozen) as { sha256: string }).sha256}. ${step.pdf_sha256 ? `Its PDF: SHA-256 ${step.pdf_sha256}.` : 'Its PDF has not been printed yet.'}` : null,
      copyHref: step.frozen ? `${evaluationHref(team)}/report?copy=${step.id}` : null
    }))
  ]
})

/** Finished or not, on the indicator's form. */
export const finishedField = (isComplete: boolean, values: Record<string, unknown>, errors: FormErrors | null) => radioGroup({
  name: 'finished',
  legend: 'Have you finished this indicator?',
  items: [{ value: 'yes', text: 'Yes, it is complete' }, { value: 'no', text: 'No, we will come back to it' }],
  values: { finished: isComplete ? 'yes' : 'no', ...values },
  errors
})
