import { longDate, longMoment, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, dateField, errorSummary, radioGroup, selectField, submitButton, textArea, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { agencies } from '../people/rules.ts'
import { textLabels } from '../evaluations/rules.ts'
import { partNames, parts, saysSomething } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Scale } from '../frameworks/format.ts'
import type { Indicator } from '../frameworks/library.ts'
import type { LevelState } from '../evaluations/tables.ts'
import type { Contributor, FirstThought, ThoughtRequest } from './queries.ts'
import type { SpreadView } from './spread-rules.ts'
import type { ThoughtPart } from './tables.ts'

type Values = Record<string, unknown>
export interface Team { slug: string, name: string, session: string }
interface Titled { code: string, title: string }

export const hrefOf = ({ slug, session }: Team): string => `/communities/${slug}/${session}/first-thoughts`
const crumbs = (team: Team) => [
  { text: `${team.name} ${sessionLabel(team.session)}`, href: `/communities/${team.slug}/${team.session}` },
  { text: 'Self-evaluation', href: `/communities/${team.slug}/${team.session}/self-evaluation` }
]
const hubCrumbs = (team: Team) => [...crumbs(team), { text: 'First thoughts', href: hrefOf(team) }]

/** Before anybody is asked: what it is, and for the chair the form that asks. */
export const askPage = (team: Team, judged: Titled[], mayLead: boolean, values: Values, errors: FormErrors | null = null) => ({
  title: 'First thoughts',
  team: team.name,
  breadcrumbs: crumbs(team),
  errors: errors && errorSummary(errors),
  mayLead,
  href: hrefOf(team),
  indicators: checkboxGroup({ name: 'indicators', legend: 'About which indicators?', hint: 'Three to five are enough for one meeting.', items: judged.map(({ code, title }) => ({ value: code, text: `${code} ${title}` })), values, errors }),
  note: textArea({ name: 'note', label: 'A note to the team (optional)', rows: 3, values, errors }),
  answerBy: dateField({ name: 'answer_by', legend: 'Answer by (optional)', hint: 'A few days before the meeting. For example, 10 3 2027', values, errors }),
  submit: submitButton('Ask the team')
})

interface HubParts { team: Team, request: ThoughtRequest, titles: Map<string, string>, contributors: Contributor[], counts: { asked: number, given: number }, own: FirstThought[], mayLead: boolean, now: string }

/** What was asked, one's own part in it, and for the chair who was asked. Who has answered is told to nobody. */
export function hubPage ({ team, request, titles, contributors, counts, own, mayLead, now }: HubParts, values: Values = {}, errors: FormErrors | null = null) {
  const href = hrefOf(team)
  const open = request.opened_at === null
  return {
    title: 'First thoughts',
    team: team.name,
    breadcrumbs: crumbs(team),
    errors: errors && errorSummary(errors),
    note: request.note,
    noteBy: request.asked_by_name,
    answerBy: request.answer_by ? `Answer by ${longDate(request.answer_by)}.` : null,
    open,
    state: open
      ? counts.given === 0 ? `${count(counts.asked, 'person', 'people')} asked. Nobody has given anything yet.` : `${counts.given} of ${count(counts.asked, 'person', 'people')} asked ${counts.given === 1 ? 'has' : 'have'} given something.`
      : `Opened by ${request.opened_by_name} on ${longMoment(request.opened_at!)}. ${counts.given} of ${count(counts.asked, 'person', 'people')} had given something.`,
    tasks: {
      idPrefix: 'thoughts',
      items: request.codes.map(code => {
        const mine = own.find(thought => thought.indicator_code === code)
        return {
          title: { text: `${code} ${titles.get(code) ?? ''}` },
          href: open ? `${href}/mine/${code}` : `${href}/${code}`,
          status: open ? (mine && saysSomething(mine) ? { text: 'Given by you' } : { tag: { text: 'Not given yet', classes: 'govuk-tag--blue' } }) : { text: 'See the spread' }
        }
      })
    },
    outcomesHref: open ? null : `${href}/mine`,
    people: mayLead
      ? contributors.map(person => ({
        name: person.name,
        about: `${person.agency}, ${person.person_id ? 'with an account' : linkWords(person, now)}`,
        renew: !person.person_id && open ? { action: `${href}/people/${person.id}/link`, text: 'Make a new link' } : null,
        revoke: !person.person_id && !person.revoked_at ? { action: `${href}/people/${person.id}/revocation`, text: 'Take the link back' } : null
      }))
      : null,
    add: mayLead && open
      ? {
          action: `${href}/people`,
          name: textField({ name: 'name', label: 'Name', autocomplete: 'off', values, errors }),
          agency: selectField({ name: 'agency', label: 'Agency', items: ['', ...agencies].map(text => ({ value: text, text: text || 'Choose' })), values, errors }),
          email: textField({ name: 'email', label: 'E-mail (optional)', hint: 'The link is sent there when mail is set up. Otherwise you see it and pass it on.', type: 'email', spellcheck: false, values, errors }),
          submit: submitButton('Make a personal link', { secondary: true })
        }
      : null
  }
}

function linkWords (person: Contributor, now: string): string {
  if (person.revoked_at) return 'link taken back'
  if (person.expires_at && person.expires_at < now) return 'link has run out'
  return person.started_at ? 'link opened' : `link not opened yet, works until ${longDate(person.expires_at ?? now)}`
}

/** The new link, shown once. */
export const linkPage = (team: Team, person: { name: string, email: string | null }, link: string | null) => ({
  title: link ? `A link for ${person.name}` : `The link has been sent to ${person.name}`,
  breadcrumbs: hubCrumbs(team),
  link,
  name: person.name,
  email: person.email,
  back: { text: 'Back to first thoughts', href: hrefOf(team) }
})

export interface ThoughtParts { base: string, indicator: Indicator, scale: Scale | undefined, own: FirstThought | undefined, position: string, breadcrumbs: { text: string, href: string }[] | null }

/** The form of one thought, the same for members and for people with a link. */
export function thoughtPage ({ base, indicator, scale, own, position, breadcrumbs }: ThoughtParts, values: Values = {}, errors: FormErrors | null = null) {
  const shown = { ...own, level: own ? choiceOf(own) : undefined, ...values }
  return {
    title: indicator.title,
    code: indicator.code,
    position,
    breadcrumbs,
    errors: errors && errorSummary(errors),
    question: indicator.question ?? indicator.descriptor ?? null,
    themes: indicator.themes.map(theme => theme.title),
    href: `${base}/${indicator.code}`,
    revision: String(values.revision ?? own?.revision ?? 0),
    fields: partNames.map(part => textArea({ name: part, label: parts[part].label, labelClasses: 'govuk-label--m', hint: parts[part].hint, rows: 4, values: shown, errors })),
    level: scale && indicator.rated
      ? radioGroup({
        name: 'level',
        legend: 'Which level would you give? (optional)',
        items: [...scale.levels.map(level => ({ value: String(level.value), text: `${level.value} ${level.label}`, hint: level.definition })), { value: 'not-enough-evidence', text: 'Not enough evidence' }, { value: 'not-yet', text: 'I would rather not say' }],
        values: shown,
        errors
      })
      : null,
    save: submitButton('Save'),
    back: { text: 'Back to the list', href: base.replace(/\/(mine|indicators)$/, '') }
  }
}

const choiceOf = ({ level_state: state, level }: { level_state: LevelState, level: number | null }): string => state === 'level' ? String(level) : state

/** One indicator's spread, once it is opened. */
export const spreadPage = (team: Team, indicator: Titled, spread: SpreadView, mayTake: boolean) => ({
  title: indicator.title,
  code: indicator.code,
  breadcrumbs: hubCrumbs(team),
  spread,
  action: mayTake ? `${hrefOf(team)}/${indicator.code}/taking` : null,
  indicatorHref: `/communities/${team.slug}/${team.session}/self-evaluation/indicators/${indicator.code}`
})

interface Outcomes { own: FirstThought[], taken: { code: string, part: ThoughtPart, taken_at: string }[], agreed: boolean, titles: Map<string, string>, texts: Map<string, Record<string, string | null>> }

/** What became of one person's first thoughts. */
export function outcomesPage ({ own, taken, agreed, titles, texts }: Outcomes, breadcrumbs: { text: string, href: string }[] | null) {
  return {
    title: 'What became of your first thoughts',
    breadcrumbs,
    agreed: agreed ? null : 'The team has not agreed its self-evaluation yet. Come back later to read what it says.',
    none: own.some(saysSomething) ? null : 'You did not give first thoughts.',
    indicators: own.filter(saysSomething).map(thought => ({
      heading: `${thought.indicator_code} ${titles.get(thought.indicator_code) ?? ''}`,
      passages: partNames.filter(part => thought[part]).map(part => {
        const into = taken.find(row => row.code === thought.indicator_code && row.part === part)
        return { label: parts[part].label, text: thought[part], outcome: into ? `Taken into “${textLabels[parts[part].into]}” on ${longDate(into.taken_at)}.` : 'Heard in the meeting; not taken over word for word.' }
      }),
      agreed: agreed ? partNames.map(part => ({ label: textLabels[parts[part].into], text: texts.get(thought.indicator_code)?.[parts[part].into] ?? 'Nothing written' })) : []
    }))
  }
}
