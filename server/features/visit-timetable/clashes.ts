import { longDate } from '../../lib/dates.ts'
import { Clash } from '../../lib/errors.ts'
import { kindNames } from './rules.ts'
import { clockWords } from './time-rules.ts'
import type { SessionInput } from './forms.ts'
import type { Theme, Timetable, VisitSession } from './queries.ts'
import type { SessionKind } from './tables.ts'

interface Mine { values: { kind: SessionKind, starts_at: string, ends_at: string | null, title: string, lead: string | null, room: string | null, group_label: string | null, theme_id: string | null, shows_questions: number, note: string | null }, input: SessionInput }
interface Known { timetable: Timetable, themes: Theme[], people: { id: string, name: string }[] }

/** Both wordings of a session that two people changed at once. Nothing to say when they agree. @throws Clash */
export function refuseClash (session: VisitSession, { values, input }: Mine, { timetable, themes, people }: Known) {
  const dayName = (id: string) => longDate(timetable.find(day => day.id === id)?.held_on ?? '')
  const themeName = (id: string | null) => themes.find(theme => theme.id === id)?.code ?? 'No theme'
  const time = (at: string | null) => at ? clockWords(at) : ''
  const text = (name: string, label: string, mine: string | null, theirs: string | null) => ({ name, label, mine: mine ?? '', theirs: theirs ?? '' })
  const choice = (name: string, label: string, mine: string, theirs: string, words: (value: string) => string) => ({ name, label, mine, theirs, choose: { mine: words(mine), theirs: words(theirs) } })
  const names = (ids: string) => people.filter(person => ids.split(' ').includes(person.id)).map(person => person.name).join(', ') || 'Nobody'
  const several = (name: 'leads' | 'scribes', label: string, part: 'lead' | 'scribe') => ({ ...choice(name, label, (input[name] ?? []).toSorted().join(' '), session.people.filter(person => person.part === part).map(person => person.id).sort().join(' '), names), several: true as const })
  const fields = [
    choice('day', 'Day', input.day, session.day_id, dayName),
    choice('starts', 'Begins', time(values.starts_at), time(session.starts_at), at => at),
    choice('ends', 'Ends', time(values.ends_at), time(session.ends_at), at => at || 'When the next begins'),
    choice('kind', 'What it is', values.kind, session.kind, kind => kindNames[kind as SessionKind]),
    text('title', 'Title', values.title, session.title),
    text('lead', 'Led by', values.lead, session.lead),
    several('leads', 'People who lead it', 'lead'),
    several('scribes', 'Scribes', 'scribe'),
    text('room', 'Room', values.room, session.room),
    text('group_label', 'Group', values.group_label, session.group_label),
    choice('theme', 'Theme', values.theme_id ?? '', session.theme_id ?? '', id => themeName(id || null)),
    choice('shows_questions', 'Focus questions', values.shows_questions ? 'yes' : '', session.shows_questions ? 'yes' : '', shown => shown ? 'Printed' : 'Not printed'),
    text('note', 'Note', values.note, session.note)
  ].filter(field => field.mine !== field.theirs)
  if (fields.length > 0) throw new Clash({ fields, revision: session.revision, savedBy: session.saved_by_name, savedAt: session.saved_at })
}
