import { longMoment } from '../../lib/dates.ts'
import { characterCount, errorSummary, hiddenFields, linkButton, pagination, selectField, submitButton, table, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { groupsOf, longestNote, tagNames, tags, wholeVisit } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { VisitQuestion, VisitTheme } from '../visits/queries.ts'
import type { AtWork } from './door.ts'
import type { Note, Subject, countNotes } from './queries.ts'

type Values = Record<string, unknown>
type Counts = Awaited<ReturnType<typeof countNotes>>
type Theme = VisitTheme & { questions: VisitQuestion[] }

export const notesHref = ({ home }: Pick<AtWork, 'home'>): string => `${home}/notes`
export const subjectHref = (at: Pick<AtWork, 'home'>, key: string): string => `${notesHref(at)}/themes/${key}`
const titleOf = ({ theme, kind }: Subject): string => theme ? `${theme.code} ${theme.title}` : wholeVisit[kind as keyof typeof wholeVisit]

/** Where scribes choose what they write about; leads see how much there is, and set groups side by side. */
export function notesPage (at: AtWork, themes: Theme[], counts: Counts) {
  const of = (kind: string, themeId: string | null) => counts.find(row => row.kind === kind && row.theme_id === themeId)?.n ?? 0
  return {
    ...at.frame,
    title: 'Notes',
    caption: at.visit.title,
    errors: null,
    themes: themes.map(theme => ({
      href: subjectHref(at, theme.code),
      text: `${theme.code} ${theme.title}`,
      about: count(of('focus', theme.id), 'note'),
      questions: theme.questions.map(question => ({ href: `${subjectHref(at, theme.code)}?question=${question.code}`, text: `${question.code} ${question.text}` })),
      side: at.home === '/visiting' ? null : `${subjectHref(at, theme.code)}/side-by-side`
    })),
    empty: 'This visit has no themes yet. Its lead adds them.',
    whole: Object.entries(wholeVisit).map(([key, text]) => ({ href: subjectHref(at, key), text, about: count(of(key, null), 'note') }))
  }
}

interface ScribeParts { at: AtWork, subject: Subject, question: VisitQuestion | null, notes: Note[], total: number, page: number, perPage: number, labels: string[], clientKey: string }

/** The scribe's page: one box, large enough for a thumb, and what has been written. */
export function scribePage ({ at, subject, question, notes, total, page, perPage, labels, clientKey }: ScribeParts, values: Values = {}, errors: FormErrors | null = null) {
  const here = subjectHref(at, subject.key)
  const questions = subject.theme?.questions ?? []
  const start = { question: question?.code, group_label: at.person?.group_label ?? '' }
  const given = { ...start, ...values }
  return {
    ...at.frame,
    title: question ? question.text : titleOf(subject),
    caption: question ? titleOf(subject) : at.visit.title,
    back: { text: 'All themes', href: notesHref(at) },
    focus: !question && subject.theme ? subject.theme.focus : null,
    errors: errors && errorSummary(errors),
    questions: questions.length > 0 ? [{ text: 'All questions', href: here, current: !question }, ...questions.map(one => ({ text: one.code, href: `${here}?question=${one.code}`, current: question?.id === one.id }))] : null,
    free: subject.theme && questions.length === 0 ? 'This theme has no focus questions: write what is said.' : null,
    action: here,
    who: at.author.id,
    hidden: hiddenFields({ client_key: String(values.client_key ?? clientKey), question: question?.code ?? null, alone: question ? 'yes' : null }),
    questionField: !question && questions.length > 0
      ? selectField({ name: 'question', label: 'Question', items: [{ value: '', text: 'None in particular' }, ...questions.map(one => ({ value: one.code, text: `${one.code} ${one.text}` }))], values: given, errors })
      : null,
    ...noteFields(given, errors),
    // The note's key keeps doubles out; holding back a second click would hold up a quick scribe.
    submit: { ...submitButton('Add the note'), preventDoubleClick: false },
    heading: total === 0 ? 'No notes yet' : count(total, 'note'),
    notes: notes.map(note => noteView(at, note, questions)),
    groups: labels.length > 0 ? `Groups so far: ${groupsOf(labels).join(', ')}.` : null,
    pagination: pagination(page, Math.ceil(total / perPage), n => `${here}?${question ? `question=${question.code}&` : ''}page=${n}`)
  }
}

const noteFields = (values: Values, errors: FormErrors | null) => ({
  text: characterCount({ name: 'text', label: 'Note', labelClasses: 'govuk-label--m', hint: 'What was said, and by nobody in particular: no names, nothing by which one child could be recognised.', rows: 4, maxlength: longestNote, values, errors }),
  group: textField({ name: 'group_label', label: 'Group (optional)', hint: 'When groups meet side by side, such as A', classes: 'govuk-input--width-5', autocomplete: 'off', values, errors }),
  tag: selectField({ name: 'tag', label: 'What it is (optional)', items: [{ value: '', text: 'Just a note' }, ...tags.map(value => ({ value, text: tagNames[value] }))], values, errors })
})

const noteView = (at: AtWork, note: Note, questions: VisitQuestion[]) => ({
  text: note.text,
  about: [questions.find(question => question.id === note.question_id)?.code, note.group_label && `Group ${note.group_label}`, note.tag && tagNames[note.tag]].filter(Boolean).join(' · '),
  by: `${note.author_name}, ${longMoment(note.at)}${note.edited_at ? `, changed ${longMoment(note.edited_at)}` : ''}`,
  edit: note.author_id === at.author.id ? `${notesHref(at)}/${note.id}` : null
})

/** Change an own note, or take it back. */
export function noteEditPage (at: AtWork, note: Note, subject: Subject, values: Values | null = null, errors: FormErrors | null = null) {
  const given = values ?? { ...note }
  return {
    ...at.frame,
    title: 'Change your note',
    caption: titleOf(subject),
    errors: errors && errorSummary(errors),
    action: `${notesHref(at)}/${note.id}`,
    hidden: hiddenFields({ revision: Number(given.revision ?? note.revision) }),
    ...noteFields(given, errors),
    submit: submitButton('Save the note'),
    removal: { action: `${notesHref(at)}/${note.id}/taking-back`, button: submitButton('Take it back', { secondary: true }) },
    cancel: subjectHref(at, subject.key)
  }
}

interface SideParts { at: AtWork, subject: Subject, notes: Note[], left: string | null, right: string | null }
const whole = 'No group'

/** What two groups said, question by question. */
export function sidePage ({ at, subject, notes, left, right }: SideParts) {
  const names = [...groupsOf(notes.map(note => note.group_label)), ...notes.some(note => note.group_label === null) ? [whole] : []]
  const [a, b] = [left ?? names[0] ?? whole, right ?? names.find(name => name !== (left ?? names[0])) ?? whole]
  const said = (group: string, questionId: string | null) => notes.filter(note => (note.group_label ?? whole) === group && note.question_id === questionId)
    .map(note => `${note.tag ? `${tagNames[note.tag]}: ` : ''}${note.text}`).join('\n\n') || '–'
  const rows = [...(subject.theme?.questions ?? []).map(question => ({ id: question.id as string | null, text: `${question.code} ${question.text}` })), { id: null, text: 'No question in particular' }]
  const nameOf = (group: string) => group === whole ? whole : `Group ${group}`
  const items = names.map(value => ({ value, text: nameOf(value) }))
  return {
    ...at.frame,
    title: 'Groups side by side',
    caption: titleOf(subject),
    wide: true,
    errors: null,
    back: { text: 'The notes', href: subjectHref(at, subject.key) },
    empty: notes.length === 0 ? 'There are no notes on this theme yet.' : null,
    filter: names.length > 1
      ? {
          action: `${subjectHref(at, subject.key)}/side-by-side`,
          left: selectField({ name: 'left', label: 'On the left', items, values: { left: a } }),
          right: selectField({ name: 'right', label: 'On the right', items, values: { right: b } }),
          button: submitButton('Show', { secondary: true })
        }
      : null,
    table: notes.length === 0
      ? null
      : table({
        caption: 'What the groups said',
        hideCaption: true,
        head: ['Question', nameOf(a), ...a === b ? [] : [nameOf(b)]],
        rows: rows.map(row => [row.text, ...[a, ...a === b ? [] : [b]].map(group => ({ text: said(group, row.id), classes: 'app-text' }))])
      }),
    finding: linkButton('Write a finding', `${at.home}/findings/new${subject.theme ? `?theme=${subject.theme.code}` : ''}`, { secondary: true })
  }
}
