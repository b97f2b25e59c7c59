import { longDate, sessionLabel } from '../../lib/dates.ts'
import { characterCount, checkboxGroup, dateField, errorSummary, linkButton, pagination, radioGroup, submitButton, textArea, textField } from '../../lib/fields.ts'
import { quantity } from '../../lib/quantity.ts'
import { count } from '../../lib/text.ts'
import { checkNames, checks, howWords, longest, manyWords, states, stateWords, whoNames, whoWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { How, HowMany } from './rules.ts'
import type { Entry } from './queries.ts'

type Values = Record<string, unknown>
export interface Team { name: string, slug: string, session: string }
export const homeOf = ({ slug, session }: Team): string => `/communities/${slug}/${session}/views/voice-log`
const crumbs = (team: Team) => [{ text: `${team.name} ${sessionLabel(team.session)}`, href: `/communities/${team.slug}/${team.session}` }, { text: 'Views', href: `/communities/${team.slug}/${team.session}/views` }]

interface Linked { entry_id: string, id: string, number: number, what: string }
interface ListParts { team: Team, entries: Entry[], count: number, removed: Entry[], actions: Linked[], page: number, perPage: number, mayEdit: boolean }

const whoSaid = (entry: Entry): string => `${whoWords[entry.who].name}${entry.who_words ? `: ${entry.who_words}` : ''}`
const howSaid = (entry: Entry): string => `${howWords[entry.how as How]}${entry.how_words ? `: ${entry.how_words}` : ''}`

/** The voice log: what was heard, how, what changed, and the four checks of each entry. */
export const listPage = ({ team, entries, count: n, removed, actions, page, perPage, mayEdit }: ListParts) => ({
  title: 'Voice log',
  caption: `${team.name}, session ${sessionLabel(team.session)}`,
  breadcrumbs: crumbs(team),
  add: mayEdit ? linkButton('Record what somebody told you', `${homeOf(team)}/new`) : null,
  sentences: n > 0 && n <= perPage ? checkNames.map(check => `${checks[check].name}: ${quantity(entries.filter(entry => entry[check] === 'yes').length, entries.length, 'entries').text} say yes.`) : [],
  entries: entries.map(entry => ({
    heading: `${longDate(entry.heard_on)}: ${whoSaid(entry)}`,
    about: `${manyWords[entry.how_many as HowMany]}. ${howSaid(entry)}.`,
    said: entry.said,
    changed: entry.changed ?? 'Nothing recorded yet.',
    checks: checkNames.map(check => ({ name: checks[check].name, state: `${stateWords[entry[check]].shape} ${stateWords[entry[check]].word}`, note: entry[`${check}_note`] })),
    actions: actions.filter(action => action.entry_id === entry.id).map(action => ({ text: `Action ${action.number}: ${action.what}`, href: `/communities/${team.slug}/${team.session}/plan/actions/${action.number}` })),
    saved: `Recorded by ${entry.saved_by_name}`,
    edit: mayEdit ? { href: `${homeOf(team)}/${entry.id}`, of: `the entry of ${longDate(entry.heard_on)}` } : null
  })),
  pages: pagination(page, Math.ceil(n / perPage), at => `${homeOf(team)}?page=${at}`),
  removed: removed.map(entry => `${longDate(entry.heard_on)}, ${whoWords[entry.who].name.toLowerCase()}: removed by ${entry.removed_by_name}. ${entry.removed_because}`),
  removedTitle: count(removed.length, 'entry', 'entries')
})

interface FormParts { team: Team, entry: Entry | null, linked: string[], actions: { id: string, number: number, what: string }[], mayErase: boolean }

/** One entry: group, how, what was said, what changed, and the four checks. */
export function entryPage ({ team, entry, linked, actions, mayErase }: FormParts, typed: Values | null = null, errors: FormErrors | null = null) {
  const values: Values = typed ?? { ...entry, actions: linked }
  return {
    title: entry ? 'Change an entry of the voice log' : 'Record what somebody told you',
    caption: team.name,
    breadcrumbs: [...crumbs(team), { text: 'Voice log', href: homeOf(team) }],
    errors: errors && errorSummary(errors),
    action: entry ? `${homeOf(team)}/${entry.id}` : homeOf(team),
    revision: entry ? String(values.revision ?? entry.revision) : null,
    heardOn: dateField({ name: 'heard_on', legend: 'When was it?', hint: 'The day, or one near it. For example, 10 3 2027', values, errors }),
    who: radioGroup({ name: 'who', legend: 'Who was heard?', items: whoNames.map(value => ({ value, text: whoWords[value].name })), values, errors }),
    whoWords: textField({ name: 'who_words', label: 'In your words (optional)', hint: 'A group, never a person. For example, pupils who are new to the school', values, errors }),
    howMany: radioGroup({ name: 'how_many', legend: 'How many?', items: Object.entries(manyWords).map(([value, text]) => ({ value, text })), values, errors }),
    how: radioGroup({ name: 'how', legend: 'How were they heard?', items: Object.entries(howWords).map(([value, text]) => ({ value, text })), values, errors }),
    howWords: textField({ name: 'how_words', label: 'More about how (optional)', values, errors }),
    said: characterCount({ name: 'said', label: 'What did they say?', hint: 'In their words where you can, without names.', rows: 4, maxlength: longest.said, values, errors }),
    changed: characterCount({ name: 'changed', label: 'What changed because of it? (optional)', hint: 'You can come back and add it later.', rows: 3, maxlength: longest.said, values, errors }),
    checks: checkNames.map(check => ({
      state: radioGroup({ name: check, legend: `${checks[check].name}: ${checks[check].question}`, items: states.map(value => ({ value, text: stateWords[value].word })), classes: 'govuk-radios--inline', values: { [check]: 'not-yet', ...values }, errors }),
      note: textArea({ name: `${check}_note`, label: `${checks[check].name}: a note (optional)`, rows: 2, values, errors })
    })),
    actions: actions.length > 0 ? checkboxGroup({ name: 'actions', legend: 'Which actions did it lead to? (optional)', hint: 'It is then offered under “You said – we did”.', items: actions.map(action => ({ value: action.id, text: `${action.number}. ${action.what}` })), values, errors }) : null,
    save: submitButton('Save'),
    erase: entry && mayErase ? `/records/voice-log/${entry.id}/erasure` : null,
    removal: entry ? { action: `${homeOf(team)}/${entry.id}/removal`, because: textField({ name: 'because', label: 'Why is it removed?', hint: 'Its words go for good. The reason stays, so write nothing in it that tells who somebody is.', values, errors }), button: submitButton('Remove this entry', { warning: true }) } : null
  }
}
