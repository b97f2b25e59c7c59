import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { dateField, errorSummary, linkButton, radioGroup, submitButton, textArea, textField } from '../../lib/fields.ts'
import { judgementStatus, levelChoice, levelWords, statusNames, textLabels, textNames } from '../evaluations/rules.ts'
import { strandNames, strands } from '../evidence/rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Judgement } from '../evaluations/queries.ts'
import type { LastSession } from '../evaluations/last-session.ts'
import type { EvidenceWithLinks } from '../evidence/queries.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Indicator } from '../frameworks/library.ts'
import type { Meeting, MeetingNote } from './queries.ts'

type Values = Record<string, unknown>
export interface Team { slug: string, name: string, session: string }
export const meetingHref = ({ slug, session }: Team): string => `/communities/${slug}/${session}/meeting`
const crumbs = (team: Team) => [
  { text: `${team.name} ${sessionLabel(team.session)}`, href: `/communities/${team.slug}/${team.session}` },
  { text: 'Self-evaluation', href: `/communities/${team.slug}/${team.session}/self-evaluation` }
]

interface HomeParts { team: Team, open: Meeting | null, earlier: Meeting[], judgements: Judgement[], titles: Map<string, string>, members: { name: string, agency: string | null }[], today: string, mayLead: boolean, mayOpen: boolean }

/** The meeting’s own page: open it, go through the indicators, close it, and the minutes of earlier ones. */
export function homePage ({ team, open, earlier, judgements, titles, members, today, mayLead, mayOpen }: HomeParts, values: Values = {}, errors: FormErrors | null = null) {
  const href = meetingHref(team)
  const start = { held_on: today, present: members.map(member => member.agency ? `${member.name}, ${member.agency}` : member.name).join('\n') }
  const first = judgements.find(judgement => judgementStatus(judgement) !== 'complete') ?? judgements[0]
  const people = (given: Values) => [
    textArea({ name: 'present', label: 'Present', hint: 'One a line', rows: 6, values: given, errors }),
    textArea({ name: 'apologies', label: 'Apologies', hint: 'One a line', rows: 3, values: given, errors })
  ]
  return {
    title: 'The meeting',
    team: team.name,
    breadcrumbs: crumbs(team),
    errors: errors && errorSummary(errors),
    state: open ? `Open since ${longMoment(open.opened_at)}, opened by ${open.opened_by_name}.` : null,
    waiting: !open && !mayLead ? 'No meeting is open. The chair opens it.' : !open && !mayOpen ? 'The texts of this self-evaluation cannot be changed now, so no meeting can be opened.' : null,
    begin: open && first ? linkButton(`Go to ${first.indicator_code} ${titles.get(first.indicator_code) ?? ''}`, `${href}/indicators/${first.indicator_code}`, { start: true }) : null,
    tasks: open
      ? {
          idPrefix: 'meeting',
          items: judgements.map(judgement => ({ title: { text: `${judgement.indicator_code} ${titles.get(judgement.indicator_code) ?? ''}` }, href: `${href}/indicators/${judgement.indicator_code}`, status: { text: statusNames[judgementStatus(judgement)] } }))
        }
      : null,
    openForm: !open && mayLead && mayOpen
      ? { action: href, day: dateField({ name: 'held_on', legend: 'Day of the meeting', values: { ...start, ...values }, errors }), people: people({ ...start, ...values }), submit: submitButton('Open the meeting') }
      : null,
    peopleForm: open && mayLead ? { action: `${href}/people`, people: people({ ...open, ...values }), submit: submitButton('Save who was there', { secondary: true }) } : null,
    close: open && mayLead ? { action: `${href}/closing`, submit: submitButton('Close the meeting and keep the minutes') } : null,
    minutes: [...open ? [open] : [], ...earlier].map(meeting => ({ text: `Minutes of ${longDate(meeting.held_on)}${meeting.closed_at ? '' : ' (so far)'}`, href: `${href}/${meeting.id}/minutes` }))
  }
}

interface IndicatorParts {
  team: Team, indicator: Indicator, scale: Scale | undefined, judgement: Judgement, judgements: Judgement[], evidence: EvidenceWithLinks[]
  last: LastSession | null, spread: object, notes: MeetingNote[], decided: { number: number, what: string }[], mayPlan: boolean
}

/** One indicator on the wall: what people thought, what the evidence says, what was said last year, and what the group agrees. */
export function indicatorPage ({ team, indicator, scale, judgement, judgements, evidence, last, spread, notes, decided, mayPlan }: IndicatorParts, values: Values = {}, errors: FormErrors | null = null) {
  const home = meetingHref(team)
  const at = judgements.findIndex(row => row.indicator_code === indicator.code)
  const near = (step: number) => judgements[at + step] ? `${home}/indicators/${judgements[at + step]!.indicator_code}` : null
  const shown = { ...judgement, level: levelChoice(judgement), ...values }
  const said = (kind: MeetingNote['kind']) => notes.filter(note => note.kind === kind).map(note => note.text)
  return {
    title: indicator.title,
    code: indicator.code,
    wide: true,
    position: `${team.name}: indicator ${at + 1} of ${judgements.length}`,
    breadcrumbs: [...crumbs(team), { text: 'The meeting', href: home }],
    errors: errors && errorSummary(errors),
    question: indicator.question ?? indicator.descriptor ?? null,
    themes: indicator.themes.map(theme => theme.title),
    href: `${home}/indicators/${indicator.code}`,
    previous: near(-1),
    next: near(1),
    revision: String(values.revision ?? judgement.revision),
    saved: judgement.saved_at ? `Saved ${longMoment(judgement.saved_at)} by ${judgement.saved_by_name ?? 'somebody'}` : 'Nothing saved yet',
    spread,
    slots: strandNames.map(strand => ({ name: strands[strand].name, empty: `No ${strands[strand].none} yet.`, items: evidence.filter(item => item.strand === strand).map(item => ({ title: item.title, shows: item.shows })) })),
    last: last?.judgement
      ? { name: `Session ${sessionLabel(last.session.name)}`, level: last.sameScale ? levelWords(last.judgement, scale) : null, texts: textNames.filter(name => last.judgement![name]).map(name => ({ label: textLabels[name], text: last.judgement![name] })) }
      : null,
    texts: textNames.map(name => textArea({ name, label: textLabels[name], labelClasses: 'govuk-label--m', rows: 4, values: shown, errors })),
    level: scale && indicator.rated
      ? radioGroup({
        name: 'level',
        legend: 'Level we agree on (optional)',
        items: [...scale.levels.map(level => ({ value: String(level.value), text: `${level.value} ${level.label}` })), { value: 'not-yet', text: 'Not yet evaluated' }, { value: 'not-enough-evidence', text: 'Not enough evidence' }],
        values: shown,
        errors
      })
      : null,
    dissent: textArea({ name: 'dissent', label: 'Does anybody see it differently?', labelClasses: 'govuk-label--m', hint: 'In their words. It goes into the minutes and the report beside what was agreed.', rows: 2, values, errors }),
    dissentSaid: said('dissent'),
    note: textArea({ name: 'note', label: 'Note for the minutes', labelClasses: 'govuk-label--m', rows: 2, values, errors }),
    notesSaid: said('note'),
    action: mayPlan ? textField({ name: 'action', label: 'New action', labelClasses: 'govuk-label--m', hint: 'What shall be done? It becomes a draft action of the plan.', values, errors }) : null,
    decided: decided.map(action => ({ text: `Action ${action.number}: ${action.what}`, href: `/communities/${team.slug}/${team.session}/plan/actions/${action.number}` })),
    finished: radioGroup({ name: 'finished', legend: 'Have we finished this indicator?', items: [{ value: 'yes', text: 'Yes, it is complete' }, { value: 'no', text: 'No, we will come back to it' }], values: { finished: judgement.completed_at ? 'yes' : 'no', ...values }, errors }),
    save: submitButton('Save', { secondary: true, name: 'go', value: 'stay' }),
    saveNext: submitButton(near(1) ? 'Save and go to the next' : 'Save and go to the list', { name: 'go', value: 'continue' })
  }
}
