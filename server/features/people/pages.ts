import { longDate, sessionLabel } from '../../lib/dates.ts'
import { errorSummary, pagination, selectField, submitButton, table, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { allowed, roleNames, roles } from '../../permissions.ts'
import { agencies } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Permission, Role } from '../../permissions.ts'

type Values = Record<string, unknown>
interface Held { id: string, role: Role, place: string, since_at: string, ended_at: string | null }
interface PersonRow { id: string, name: string, email: string, agency: string | null, job_title: string | null, password_hash: string | null, disabled_at: string | null }
interface PlaceRow { id: string, kind: 'authority' | 'area' | 'community', name: string, closed_on: string | null }

/** A person's account in a word. */
const stateOf = (person: PersonRow): string => person.disabled_at ? 'Closed' : person.password_hash ? 'Active' : 'Invited, has not signed in yet'

export function peoplePage (found: { total: number, people: (PersonRow & { roles: Held[] })[] }, words: string, page: number, perPage: number) {
  return {
    title: 'People',
    words,
    count: words ? `${count(found.total, 'person', 'people')} found for “${words}”` : count(found.total, 'person', 'people'),
    people: table({
      caption: 'People',
      hideCaption: true,
      head: ['Name', 'E-mail', 'Roles', 'Account'],
      rows: found.people.map(person => [
        { text: person.name, href: `/people/${person.id}` }, person.email,
        person.roles.map(held => `${roleNames[held.role].name}, ${held.place}`).join('; ') || 'None', stateOf(person)
      ])
    }),
    pages: pagination(page, Math.ceil(found.total / perPage), n => `/people?page=${n}${words ? `&words=${encodeURIComponent(words)}` : ''}`),
    search: submitButton('Search', { secondary: true }),
    invite: { text: 'Invite somebody', href: '/people/invite' }
  }
}

/** Places that can be chosen for a role, each with its kind. */
const placeItems = (places: PlaceRow[]) => [
  { value: '', text: 'Choose' },
  ...places.filter(place => !place.closed_on).map(place => ({ value: place.id, text: `${place.name} (${{ authority: 'authority', area: 'area', community: 'learning community' }[place.kind]})` }))
]
const roleItems = [{ value: '', text: 'Choose' }, ...roles.map(role => ({ value: role, text: `${roleNames[role].name} (held at ${{ authority: 'the authority', area: 'an area', community: 'a learning community' }[roleNames[role].place]})` }))]

function personFields (values: Values, errors: FormErrors | null) {
  return {
    nameField: textField({ name: 'name', label: 'Name', values, errors }),
    emailField: textField({ name: 'email', label: 'E-mail address', type: 'email', spellcheck: false, values, errors }),
    agencyField: selectField({ name: 'agency', label: 'Agency', items: ['', ...agencies].map(text => ({ value: text, text: text || 'Choose' })), values, errors }),
    jobField: textField({ name: 'jobTitle', label: 'Job title (optional)', values, errors })
  }
}

export function invitePage (places: PlaceRow[], values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: 'Invite somebody',
    breadcrumbs: [{ text: 'People', href: '/people' }],
    errors: errors && errorSummary(errors),
    ...personFields(values, errors),
    roleField: selectField({ name: 'role', label: 'Role', items: roleItems, values, errors }),
    placeField: selectField({ name: 'place', label: 'Where', items: placeItems(places), values, errors }),
    submit: submitButton('Invite')
  }
}

/** The link of an invitation or reset: shown once when it was not mailed. */
export function linkPage (person: { name: string, email: string }, kind: 'invitation' | 'reset', link: string | null, back: { text: string, href: string }) {
  const lasts = kind === 'invitation' ? '72 hours' : '30 minutes'
  return {
    title: kind === 'invitation' ? `${person.name} has been invited` : `A link for ${person.name}`,
    text: link
      ? `This service sends no e-mail. Copy the link and send it to ${person.name} yourself. It is shown only now, works once, and for ${lasts}.`
      : `A link was sent to ${person.email}. It works once, and for ${lasts}.`,
    link,
    back
  }
}

export function personPage (person: PersonRow, held: Held[], places: PlaceRow[], isSelf: boolean, values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: person.name,
    breadcrumbs: [{ text: 'People', href: '/people' }],
    errors: errors && errorSummary(errors),
    href: `/people/${person.id}`,
    details: { rows: [['E-mail', person.email], ['Agency', person.agency ?? 'Not given'], ['Job title', person.job_title ?? 'Not given'], ['Account', stateOf(person)]].map(([key, value]) => ({ key: { text: key }, value: { text: value } })) },
    roles: held.filter(role => !role.ended_at).map(role => ({ text: `${roleNames[role.role].name}, ${role.place}`, since: longDate(role.since_at), endHref: `/people/${person.id}/roles/${role.id}/end` })),
    former: held.filter(role => role.ended_at).map(role => `${roleNames[role.role].name}, ${role.place}: ${longDate(role.since_at)} to ${longDate(role.ended_at!)}`),
    roleField: selectField({ name: 'role', label: 'Role', items: roleItems, values, errors }),
    placeField: selectField({ name: 'place', label: 'Where', items: placeItems(places), values, errors }),
    give: submitButton('Give the role', { secondary: true }),
    invitation: !person.password_hash && !person.disabled_at ? submitButton('Make a new invitation', { secondary: true }) : null,
    reset: person.password_hash && !person.disabled_at ? submitButton('Make a link for a new password', { secondary: true }) : null,
    close: !person.disabled_at && !isSelf ? submitButton('Close the account', { warning: true }) : null,
    open: person.disabled_at ? submitButton('Open the account again', { secondary: true }) : null
  }
}

interface Member { role_id: string, role: Role, since_at: string, name: string, email: string, agency: string | null, job_title: string | null, password_hash: string | null }

/** Who is in a team. Its chair may invite members and end a membership. */
export function membersPage (team: { name: string, slug: string, session: string }, members: Member[], mayInvite: boolean, values: Values = {}, errors: FormErrors | null = null) {
  const home = `/communities/${team.slug}/${team.session}`
  return {
    title: `Members of ${team.name}`,
    breadcrumbs: [{ text: `${team.name} ${sessionLabel(team.session)}`, href: home }],
    errors: errors && errorSummary(errors),
    href: `${home}/members`,
    intro: count(members.length, 'person', 'people'),
    members: members.map(member => ({
      name: member.name,
      what: [roleNames[member.role].name, member.agency, member.job_title].filter(Boolean).join(', '),
      state: member.password_hash ? null : 'Invited, has not signed in yet',
      endHref: mayInvite && member.role === 'member' ? `${home}/members/${member.role_id}/end` : null
    })),
    mayInvite,
    ...personFields(values, errors),
    submit: submitButton('Invite')
  }
}

const may: Record<Permission, string> = {
  'home.view': 'See the home page and the own account',
  'calendar.own': 'Have the own dates in a calendar',
  'work.view': 'See everything that is open at the team, the area or the city they lead',
  'framework.view': 'Read the frameworks',
  'team.view': 'Read a team’s work',
  'team.invite': 'Invite members to the team',
  'evaluation.edit': 'Write in the self-evaluation',
  'evaluation.lead': 'Start, share, submit, sign off, publish and reopen the self-evaluation',
  'evaluation.comment': 'Comment on the self-evaluation',
  'evaluation.return': 'Return a self-evaluation with a note',
  'evidence.edit': 'Add and link evidence',
  'plan.edit': 'Make, change, agree and sign the action plan',
  'action.update': 'Update the progress of actions',
  'thought.give': 'Give first thoughts before the team meets',
  'meeting.write': 'Take notes in the meeting',
  'moderation.view': 'See the moderation of a team',
  'moderation.read': 'Read another team’s self-evaluation and reply to readings',
  'moderation.lead': 'Pair teams for moderation and keep its minutes',
  'city-plan.view': 'Read the plans of the city and its areas',
  'city-plan.edit': 'Make and lead the plan of the area or the city',
  'bundle.make': 'Download the documents of many teams as one ZIP',
  'recommendation.view': 'See what the city answers to the report’s recommendations, and what teams do about them',
  'recommendation.answer': 'Answer recommendations and set their priority',
  'city.view': 'See the board of the teams they look after',
  'nudge.send': 'Send a polite mail to the chairs of a team that is stuck',
  'tag.edit': 'Keep the tags under which sentences of all teams are gathered',
  'area.view': 'See how the teams of an area stand',
  'published.view': 'Read published self-evaluations',
  'log.write': 'Write the monthly log of the team',
  'log.lead': 'Take meetings out of the monthly log, and bring them in from a file',
  'goal.keep': 'Write and read the goals of children, once named a keeper of them',
  'goal.keepers': 'Name the keepers of goals',
  'goal.rules': 'Decide the rules for goals and edit the bank of goals',
  'survey.lead': 'Ask for views, and read free text before the team sees it',
  'views.write': 'Read the views of families and young people, and write the voice log',
  'figures.view': 'See released figures of the log, goals and views',
  'figures.release': 'Release figures',
  'data.import': 'Import what the authority already holds',
  'administration.view': 'See what the authority looks after for its teams',
  'settings.edit': 'Set the threshold of small numbers, releases, and how long records are kept',
  'retention.view': 'See what is removed when, and what was',
  'record.erase': 'Erase one record for good',
  'lists.edit': 'Edit the lists that teams choose from',
  'visit.view': 'See visits to the authority or the team',
  'visit.host': 'Answer for those who are visited: check a report’s facts',
  'visit.lead': 'Plan visits and write their reports',
  'session.view': 'See sessions',
  'session.edit': 'Open sessions, set their dates and indicators',
  'local-criteria.edit': 'Add local features and prompts to indicators',
  'organisation.view': 'See the organisation',
  'organisation.edit': 'Change the organisation',
  'people.view': 'See people',
  'people.edit': 'Invite people, give and end roles',
  'api.tokens': 'Make and take back tokens for reporting tools',
  'mail.view': 'See what became of reminders, and try again',
  'trail.view': 'Read the trail'
}

/** The permission table of permissions.ts, in words. */
export const permissionsPage = () => ({
  title: 'Who may do what',
  wide: true,
  roles: roles.map(role => ({ name: roleNames[role].name, does: roleNames[role].does })),
  table: table({
    caption: 'Permissions by role',
    hideCaption: true,
    head: ['What', ...roles.map(role => roleNames[role].name)],
    rows: (Object.keys(allowed) as Permission[]).map(permission => [may[permission], ...roles.map(role => (allowed[permission] as Role[]).includes(role) ? 'Yes' : '–')])
  })
})
