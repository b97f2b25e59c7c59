import { addDays, longDate, longMoment } from '../../lib/dates.ts'
import { characterCount, dateField, errorSummary, linkButton, radioGroup, submitButton, summaryRow, table, textArea, textField } from '../../lib/fields.ts'
import { consentGiverNames, consentGivers, consentUseNames, consentUses, erasureReason, followUpMonths, isOpen, releaseState, releaseStates, whoNames, whoWords } from './rules.ts'
import { storyDrawing, storySentence } from './timeline-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { FollowUp, listStudies, Release, Story, Study } from './queries.ts'
import type { Item } from './timeline-rules.ts'

type Values = Record<string, unknown>
export interface Team { name: string, slug: string, closed: boolean }
export const homeOf = ({ slug }: Pick<Team, 'slug'>): string => `/communities/${slug}/case-studies`
export const crumbsOf = (team: Team, ...more: { text: string, href: string }[]) => [{ text: team.name, href: `/communities/${team.slug}` }, ...more]
export const keptCrumb = (team: Team) => ({ text: 'Case studies', href: homeOf(team) })

/** A team's case studies, for its keepers. What must be erased stands first. */
export function listPage (team: Team, studies: Awaited<ReturnType<typeof listStudies>>, texts: Release[], today: string) {
  const home = homeOf(team)
  const about = (study: typeof studies[number]): string => {
    if (study.erased_at) return `Erased on ${longMoment(study.erased_at)} by ${study.erased_by_name}`
    if (study.closed_at) return `Closed on ${longMoment(study.closed_at)}`
    return study.next ? `Follow-up after ${study.next.months} months: ${study.next.due_on <= today ? 'due since' : 'on'} ${longDate(study.next.due_on)}` : 'All follow-ups held'
  }
  return {
    title: 'Case studies',
    sensitive: true,
    team: team.name,
    breadcrumbs: crumbsOf(team, { text: 'Goals', href: `/communities/${team.slug}/goals` }),
    add: team.closed ? null : linkButton('Follow a child', `${home}/new`),
    erase: studies.filter(study => erasureReason(study, today)).map(study => ({ text: study.label, href: `${home}/${study.id}`, about: erasureReason(study, today) === 'withdrawn' ? 'The consent was withdrawn' : `The consent ended on ${longDate(study.consent_until)}` })),
    studies: studies.filter(study => !erasureReason(study, today)).map(study => ({ text: study.label, href: study.erased_at ? null : `${home}/${study.id}`, about: about(study) })),
    texts: texts.map(text => ({ text: text.title, href: `${home}/texts/${text.id}`, about: releaseStates[releaseState(text)] })),
    released: { text: 'Released case studies', href: `${home}/released` }
  }
}

/** Begin a case study: the consent is part of it. */
export const newPage = (team: Team, values: Values, errors: FormErrors | null = null) => ({
  title: 'Follow a child',
  sensitive: true,
  team: team.name,
  breadcrumbs: crumbsOf(team, keptCrumb(team)),
  errors: errors && errorSummary(errors),
  action: homeOf(team),
  labelField: textField({ name: 'label', label: 'A made-up label', labelClasses: 'govuk-label--s', hint: 'Such as “The early bird”. Nothing by which the child is known, and not the case code.', values, errors }),
  codeField: textField({ name: 'case_code', label: 'Case code', labelClasses: 'govuk-label--s', hint: 'As on the child’s goals, which then stand on the timeline', classes: 'govuk-input--width-10', spellcheck: false, autocomplete: 'off', values, errors }),
  startField: dateField({ name: 'starts_on', legend: 'From which day is the child followed?', hint: `Follow-ups come due ${followUpMonths.join(', ').replace(/, (\d+)$/, ' and $1')} months later`, values, errors }),
  storyField: textArea({ name: 'story', label: 'What led here? (optional)', labelClasses: 'govuk-label--s', rows: 4, values, errors }),
  byField: radioGroup({ name: 'consent_by', legend: 'Who agreed?', items: consentGiverNames.map(value => ({ value, text: consentGivers[value] })), values, errors }),
  whoField: textField({ name: 'consent_who', label: 'How was it agreed?', hint: 'Such as “In the review, with the easy read sheet”. No names.', values, errors }),
  onField: dateField({ name: 'consent_on', legend: 'When did they agree?', values, errors }),
  forField: radioGroup({ name: 'consent_for', legend: 'What did they agree to?', items: consentUseNames.map(value => ({ value, text: consentUses[value] })), values, errors }),
  untilField: dateField({ name: 'consent_until', legend: 'Until when?', hint: 'After this day the case study is listed for erasure', values, errors }),
  submit: submitButton('Save'),
  cancel: homeOf(team)
})

/** What a new case study begins with: today, and a consent that lasts until after the last follow-up. */
export const startValues = (today: string): Values => ({ starts_on: today, consent_on: today, consent_by: 'both', consent_until: addDays(today, 912) })

interface StudyParts { study: Study, story: Story, items: Item[], texts: Release[], today: string }

/** One child over two years: what is due, the timeline, what the child and the family say. */
export function studyPage (team: Team, { study, story, items, texts, today }: StudyParts) {
  const here = `${homeOf(team)}/${study.id}`
  const open = isOpen(study, today) && !team.closed
  const sentence = storySentence(items, study.starts_on)
  const reason = erasureReason(study, today)
  return {
    title: study.label,
    sensitive: true,
    team: team.name,
    breadcrumbs: crumbsOf(team, keptCrumb(team)),
    ended: reason === 'withdrawn' ? `The consent was withdrawn on ${longMoment(study.withdrawn_at!)}. Erase this case study.` : reason === 'over' ? `The consent ended on ${longDate(study.consent_until)}. Erase this case study.` : study.closed_at ? `Closed on ${longMoment(study.closed_at)} by ${study.closed_by_name}.` : null,
    followUps: story.followUps.map(one => ({
      title: `After ${one.months} months`, about: one.held_on ? `Held on ${longDate(one.held_on)}. Written down by ${one.recorded_by_name}.` : `${one.due_on <= today ? 'Due since' : 'Due on'} ${longDate(one.due_on)}`,
      child: one.child_says, family: one.family_says, changed: one.changed, record: open && !one.held_on ? { href: `${here}/follow-ups/${one.id}`, text: 'Write it down' } : null
    })),
    story: study.story,
    sentence,
    drawing: items.length > 0 ? { ...storyDrawing(items, study.starts_on < items.map(item => item.from).sort()[0]! ? study.starts_on : items.map(item => item.from).sort()[0]!, today), title: 'The story by quarter', sentence } : null,
    table: items.length > 0 ? table({ caption: 'The same as a table', rowHeader: false, head: ['What', 'From', 'To', 'More'], rows: items.map(item => [`${item.lane}: ${item.text}`, longDate(item.from), item.to ? longDate(item.to) : 'Goes on', item.about]) }) : null,
    add: open ? linkButton('Add a support or a view', `${here}/events/new`, { secondary: true }) : null,
    consent: {
      rows: [summaryRow('Case code', study.case_code), summaryRow('Who agreed', consentGivers[study.consent_by]), summaryRow('How', study.consent_who), summaryRow('When', longDate(study.consent_on)), summaryRow('For what', consentUses[study.consent_for]), summaryRow('Until', longDate(study.consent_until)), summaryRow('Opened by', `${study.created_by_name}, ${longMoment(study.created_at)}`)]
    },
    texts: texts.map(text => ({ text: text.title, href: `${homeOf(team)}/texts/${text.id}`, about: releaseStates[releaseState(text)] })),
    write: open && study.consent_for === 'shared' ? { href: `${here}/texts/new`, text: 'Write a text for others' } : null,
    withdraw: study.withdrawn_at ? null : { action: `${here}/withdrawal`, button: submitButton('The consent is withdrawn', { warning: true }) },
    close: study.closed_at ? null : { action: `${here}/closing`, button: submitButton('Close the case study', { secondary: true }) },
    erase: study.closed_at || reason ? { action: `${here}/erasure`, button: submitButton('Erase every word of it', { warning: true }) } : null,
    files: [{ text: 'This case study as PDF', href: `${here}/study.pdf` }, { text: 'This case study as Word', href: `${here}/study.docx` }]
  }
}

/** A follow-up, or something for the timeline. */
export const followUpPage = (team: Team, study: Study, followUp: FollowUp, values: Values, errors: FormErrors | null = null) => ({
  title: `Follow-up after ${followUp.months} months`,
  sensitive: true,
  team: `${team.name}, ${study.label}`,
  breadcrumbs: crumbsOf(team, keptCrumb(team), { text: study.label, href: `${homeOf(team)}/${study.id}` }),
  errors: errors && errorSummary(errors),
  action: `${homeOf(team)}/${study.id}/follow-ups/${followUp.id}`,
  fields: [
    { textarea: textArea({ name: 'child_says', label: 'What does the child say?', labelClasses: 'govuk-label--s', hint: 'In their own words. No names.', rows: 4, values, errors }) },
    { textarea: textArea({ name: 'family_says', label: 'What does the family say?', labelClasses: 'govuk-label--s', rows: 4, values, errors }) },
    { textarea: textArea({ name: 'changed', label: 'What has changed since?', labelClasses: 'govuk-label--s', rows: 4, values, errors }) },
    { date: dateField({ name: 'held_on', legend: 'When was it?', values, errors }) }
  ],
  submit: submitButton('Save'),
  cancel: `${homeOf(team)}/${study.id}`
})

export const eventPage = (team: Team, study: Study, values: Values, errors: FormErrors | null = null) => ({
  title: 'Add a support or a view',
  sensitive: true,
  team: `${team.name}, ${study.label}`,
  breadcrumbs: crumbsOf(team, keptCrumb(team), { text: study.label, href: `${homeOf(team)}/${study.id}` }),
  errors: errors && errorSummary(errors),
  action: `${homeOf(team)}/${study.id}/events`,
  fields: [
    { radios: radioGroup({ name: 'kind', legend: 'What is it?', items: [{ value: 'support', text: 'A support' }, { value: 'view', text: 'A view' }], values, errors }) },
    { radios: radioGroup({ name: 'who', legend: 'Whose view?', hint: 'For a view', classes: 'govuk-radios--small', items: whoNames.map(value => ({ value, text: whoWords[value] })), values, errors }) },
    { textarea: textArea({ name: 'what', label: 'What was it, or what was said?', labelClasses: 'govuk-label--s', hint: 'No names', rows: 3, values, errors }) },
    { date: dateField({ name: 'from_on', legend: 'When, or from when?', values, errors }) },
    { date: dateField({ name: 'to_on', legend: 'Until when? (optional)', hint: 'For a support that has ended', values, errors }) }
  ],
  submit: submitButton('Save'),
  cancel: `${homeOf(team)}/${study.id}`
})

/** The text for others. */
export const textPage = (team: Team, action: string, cancel: string, values: Values, errors: FormErrors | null = null) => ({
  title: 'A text for others',
  sensitive: true,
  team: team.name,
  breadcrumbs: crumbsOf(team, keptCrumb(team)),
  errors: errors && errorSummary(errors),
  action,
  revision: values.revision ? String(values.revision) : null,
  titleField: textField({ name: 'title', label: 'Title', labelClasses: 'govuk-label--s', hint: 'Another than the label of the case study', values, errors }),
  fields: ([['happening', 'What was happening?'], ['tried', 'What was tried?'], ['changed', 'What changed?'], ['said', 'What do the child and the family say?']] as const).map(([name, label]) => characterCount({ name, label, labelClasses: 'govuk-label--s', rows: 6, maxlength: 4000, values, errors })),
  submit: submitButton('Save the text'),
  cancel
})
