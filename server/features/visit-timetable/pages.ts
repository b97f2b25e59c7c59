import { longDate } from '../../lib/dates.ts'
import { checkboxGroup, dateField, errorSummary, hiddenFields, linkButton, radioGroup, selectField, submitButton, textArea, textField } from '../../lib/fields.ts'
import { count, inWords } from '../../lib/text.ts'
import { kindNames, slotsOf, timeWords } from './rules.ts'
import { clockWords } from './time-rules.ts'
import { dayName, leadWords } from './word-rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Visit, VisitPerson } from '../visits/queries.ts'
import type { Notice } from './check-rules.ts'
import type { Theme, Timetable, VisitSession } from './queries.ts'

type Values = Record<string, unknown>
export const homeOf = (visit: { id: string }): string => `/visits/${visit.id}/timetable`
const crumbs = (visit: Pick<Visit, 'id' | 'title'>, more: { text: string, href: string }[] = []) => [{ text: 'Visits', href: '/visits' }, { text: visit.title, href: `/visits/${visit.id}` }, ...more]
const inTimetable = (visit: Visit) => crumbs(visit, [{ text: 'Timetable', href: homeOf(visit) }])

const scribeWords = (session: VisitSession): string | null => inWords(session.people.filter(person => person.part === 'scribe').map(person => person.name)) || null
/** How much is to be looked at again, in words. */
export const noticeWords = (notices: Notice[]): string => notices.length === 0 ? 'Nothing to look at again' : `${count(notices.length, 'thing')} to look at again`

interface TimetableParts { visit: Visit, timetable: Timetable, notices: Notice[], daysMissing: boolean, mayLead: boolean, files: object[], own: VisitPerson | null }

/** The days of a visit; what should be looked at again stands beside each session. */
export function timetablePage ({ visit, timetable, notices, daysMissing, mayLead, files, own }: TimetableParts) {
  const home = homeOf(visit)
  const about = (dayId: string, sessionId: string | null) => mayLead ? notices.filter(notice => notice.dayId === dayId && notice.sessionId === sessionId).map(notice => notice.text) : []
  const sessions = timetable.reduce((n, day) => n + day.sessions.length, 0)
  return {
    title: 'Timetable',
    caption: visit.title,
    breadcrumbs: crumbs(visit),
    summary: mayLead && sessions > 0 ? `${count(timetable.length, 'day')}, ${count(sessions, 'session')}. ${noticeWords(notices)}${notices.length > 0 ? '; each is said beside its session, and nothing is held up by it' : ''}.` : null,
    files: sessions > 0 ? files : [],
    calendar: own ? { text: 'This timetable in your calendar', href: `/visits/${visit.id}/people/${own.id}/calendar` } : null,
    days: timetable.map(day => ({
      heading: day.heading ?? dayName(day),
      date: day.heading ? dayName(day) : null,
      purpose: day.purpose,
      notices: about(day.id, null),
      edit: mayLead ? `${home}/days/${day.id}` : null,
      add: mayLead ? linkButton('Add a session', `${home}/sessions/new?day=${day.id}`, { secondary: true }) : null,
      slots: slotsOf(day.sessions).map((slot, index, slots) => ({
        together: slot.length > 1,
        sessions: slot.map(session => ({
          ...sessionShown(session),
          notices: about(day.id, session.id),
          edit: mayLead ? `${home}/sessions/${session.id}` : null,
          earlier: mayLead && index > 0,
          later: mayLead && index < slots.length - 1
        }))
      }))
    })),
    empty: mayLead ? 'The timetable has no days yet.' : 'There is no timetable yet. The lead of the visit makes it.',
    addAll: mayLead && daysMissing ? { action: `${home}/days/all`, button: submitButton('Add the days of the visit', { secondary: timetable.length > 0 }) } : null,
    addDay: mayLead ? linkButton('Add another day', `${home}/days/new`, { secondary: true }) : null
  }
}

const sessionShown = (session: VisitSession) => ({
  time: timeWords(session),
  title: session.title,
  quiet: session.kind === 'break' || session.kind === 'lunch',
  facts: [session.group_label ? `Group ${session.group_label}` : null, leadWords(session) || null, session.room, session.theme ? `Theme ${session.theme.code}` : null, scribeWords(session) ? `Scribe: ${scribeWords(session)}` : null].filter(fact => fact !== null).join(' · '),
  questions: session.shows_questions && session.theme ? session.theme.questions.map(question => ({ code: question.code, text: question.text })) : [],
  note: session.note
})

/** A day: another date takes its sessions along. */
export const dayPage = (visit: Visit, day: Timetable[number] | null, values: Values | null = null, errors: FormErrors | null = null) => ({
  title: day ? dayName(day) : 'Add a day',
  breadcrumbs: inTimetable(visit),
  errors: errors && errorSummary(errors),
  action: day ? `${homeOf(visit)}/days/${day.id}` : `${homeOf(visit)}/days`,
  date: dateField({ name: 'held_on', legend: 'Day', hint: day ? 'With another date, its sessions move along' : undefined, values: values ?? { ...day }, errors }),
  heading: textField({ name: 'heading', label: 'Heading (optional)', hint: 'Left empty, the date is the heading', values: values ?? { ...day }, errors }),
  purpose: textField({ name: 'purpose', label: 'What the day is for (optional)', values: values ?? { ...day }, errors }),
  submit: submitButton('Save'),
  cancel: homeOf(visit),
  removal: day ? { action: `${homeOf(visit)}/days/${day.id}/removal`, button: submitButton(`Remove this day with its ${count(day.sessions.length, 'session')}`, { warning: true }) } : null
})

interface SessionParts { visit: Visit, timetable: Timetable, themes: Theme[], people: VisitPerson[], session: VisitSession | null, notices: Notice[] }

/** A session, new or known. Times are shown as people type them. */
export function sessionPage ({ visit, timetable, themes, people, session, notices }: SessionParts, given: Values | null = null, errors: FormErrors | null = null) {
  const values = given ?? (session ? stored(session) : {})
  const chosen = (name: string, legend: string) => people.length > 0
    ? checkboxGroup({ name, legend, items: people.map(person => ({ value: person.id, text: person.name, hint: person.organisation })), values, errors })
    : null
  return {
    title: session ? session.title : 'Add a session',
    breadcrumbs: inTimetable(visit),
    errors: errors && errorSummary(errors),
    notices: session ? notices.filter(notice => notice.sessionId === session.id).map(notice => notice.text) : [],
    action: session ? `${homeOf(visit)}/sessions/${session.id}` : `${homeOf(visit)}/sessions`,
    hidden: hiddenFields({ revision: session ? Number(given?.revision ?? session.revision) : null }),
    day: selectField({ name: 'day', label: 'Day', items: timetable.map(day => ({ value: day.id, text: dayName(day) })), values, errors }),
    starts: textField({ name: 'starts', label: 'Begins', hint: 'Such as 9.30am, 13:15 or 1pm', classes: 'govuk-input--width-10', autocomplete: 'off', values, errors }),
    ends: textField({ name: 'ends', label: 'Ends (optional)', hint: 'Left empty, it ends as the next one begins', classes: 'govuk-input--width-10', autocomplete: 'off', values, errors }),
    shift: checkboxGroup({ name: 'shift', legend: 'Later sessions of the day', items: [{ value: 'yes', text: 'Move them along by as much' }], values, errors }),
    kind: radioGroup({ name: 'kind', legend: 'What it is', items: Object.entries(kindNames).map(([value, text]) => ({ value, text })), values, errors }),
    titleField: textArea({ name: 'title', label: 'Title', rows: 2, values, errors }),
    lead: textField({ name: 'lead', label: 'Led by (optional)', hint: 'A role or a group, such as “Core team”', values, errors }),
    leads: chosen('leads', 'Led by people of the visit (optional)'),
    scribes: chosen('scribes', 'Scribes: who writes the notes (optional)'),
    room: textField({ name: 'room', label: 'Room (optional)', values, errors }),
    group: textField({ name: 'group_label', label: 'Group (optional)', hint: 'For groups that meet side by side: a letter, such as A. Left empty, it is for everybody', classes: 'govuk-input--width-5', values, errors }),
    theme: themes.length > 0 ? selectField({ name: 'theme', label: 'Theme (optional)', items: [{ value: '', text: 'No theme' }, ...themes.map(theme => ({ value: theme.id, text: `${theme.code} ${theme.title}` }))], values, errors }) : null,
    questions: themes.length > 0 ? checkboxGroup({ name: 'shows_questions', legend: 'Focus questions', items: [{ value: 'yes', text: 'Print the questions of the theme with this session' }], values, errors }) : null,
    note: textArea({ name: 'note', label: 'Note (optional)', rows: 2, values, errors }),
    submit: submitButton(session ? 'Save the session' : 'Add the session'),
    cancel: homeOf(visit),
    removal: session ? { action: `${homeOf(visit)}/sessions/${session.id}/removal`, button: submitButton('Take this session out', { warning: true }) } : null
  }
}

const stored = (session: VisitSession): Values => ({
  ...session,
  day: session.day_id,
  starts: clockWords(session.starts_at),
  ends: session.ends_at ? clockWords(session.ends_at) : '',
  theme: session.theme_id ?? '',
  shows_questions: session.shows_questions ? ['yes'] : [],
  leads: session.people.filter(person => person.part === 'lead').map(person => person.id),
  scribes: session.people.filter(person => person.part === 'scribe').map(person => person.id)
})

interface CalendarParts { visit: Visit, person: VisitPerson, address: { made_at: string, last_used_on: string | null } | null, isOwn: boolean }

/** Somebody's private address for the timetable. */
export function calendarPage ({ visit, person, address, isOwn }: CalendarParts) {
  const href = `/visits/${visit.id}/people/${person.id}/calendar`
  return {
    title: isOwn ? 'This timetable in your calendar' : `The timetable in the calendar of ${person.name}`,
    breadcrumbs: crumbs(visit, [{ text: 'People and partners', href: `/visits/${visit.id}/people` }]),
    about: address ? `There is an address, made on ${longDate(address.made_at)}, ${address.last_used_on ? `last used on ${longDate(address.last_used_on)}` : 'not used yet'}. It is not shown again. A new one takes its place.` : 'There is no address yet.',
    make: { action: href, button: submitButton(address ? 'Make a new address' : 'Make an address') },
    stop: address ? { action: `${href}/stopping`, button: submitButton('Stop the address', { warning: true }) } : null
  }
}

/** The new address, shown once. */
export const addressPage = (visit: Visit, person: VisitPerson, isOwn: boolean, address: string) => ({
  title: isOwn ? 'A calendar address for you' : `A calendar address for ${person.name}`,
  breadcrumbs: crumbs(visit, [{ text: 'People and partners', href: `/visits/${visit.id}/people` }]),
  who: isOwn ? 'Give it to nobody' : `Give it to ${person.name} and nobody else`,
  address,
  subscribe: address.replace(/^https?:/, 'webcal:'),
  back: homeOf(visit)
})
