import { errorSummary, radioGroup, selectField, submitButton, textField } from '../../lib/fields.ts'
import { partNames, partnerKinds } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Visit, VisitPartner, VisitPerson } from './queries.ts'

type Values = Record<string, unknown>
interface Account { id: string, name: string, agency: string | null, email: string }
const hrefOf = (visit: { id: string }): string => `/visits/${visit.id}`
const crumbs = (visit: Pick<Visit, 'id' | 'title'>, people = false) => [
  { text: 'Visits', href: '/visits' }, { text: visit.title, href: hrefOf(visit) }, ...people ? [{ text: 'People and partners', href: `${hrefOf(visit)}/people` }] : []
]

interface Parts { visit: Visit, people: VisitPerson[], partners: VisitPartner[], accounts: Account[], mayLead: boolean, own: string }

/** Who makes the visit and who takes part. Addresses are shown to those who lead it. */
export function peoplePage ({ visit, people, partners, accounts, mayLead, own }: Parts, values: Values = {}, errors: FormErrors | null = null, which: 'person' | 'partner' = 'person') {
  const wrong = (form: string) => form === which ? { values, errors } : { values: {}, errors: null }
  const calendarOf = (person: VisitPerson) => mayLead || person.person_id === own ? `${hrefOf(visit)}/people/${person.id}/calendar` : null
  return {
    title: 'People and partners',
    caption: visit.title,
    breadcrumbs: crumbs(visit),
    errors: errors && errorSummary(errors),
    partners: partners.map(partner => ({ name: partner.name, kind: partner.name === partnerKinds[partner.kind] ? null : partnerKinds[partner.kind], removal: mayLead ? `${hrefOf(visit)}/partners/${partner.id}/removal` : null })),
    people: people.map(person => ({
      name: person.name,
      organisation: person.organisation,
      partName: partNames[person.part],
      group: person.group_label ? `Group ${person.group_label}` : null,
      email: mayLead ? person.email : null,
      account: mayLead ? person.person_id ? 'Signs in with their account' : 'No account here' : null,
      edit: mayLead ? `${hrefOf(visit)}/people/${person.id}` : null,
      calendar: calendarOf(person)
    })),
    partnerForm: mayLead
      ? {
          action: `${hrefOf(visit)}/partners`,
          name: textField({ name: 'name', id: 'partner-name', label: 'Name', hint: 'Such as “ADES” or the name of a council', ...wrong('partner') }),
          kind: selectField({ name: 'kind', label: 'What they are', items: [{ value: '', text: 'Choose' }, ...Object.entries(partnerKinds).map(([value, text]) => ({ value, text }))], ...wrong('partner') }),
          submit: submitButton('Add the partner', { secondary: true })
        }
      : null,
    personForm: mayLead ? { action: `${hrefOf(visit)}/people`, ...personFields(accounts, wrong('person').values, wrong('person').errors), submit: submitButton('Add to the visit') } : null
  }
}

/** Somebody in the visit. */
export const personPage = (visit: Visit, person: VisitPerson, values: Values | null = null, errors: FormErrors | null = null) => ({
  title: person.name,
  breadcrumbs: crumbs(visit, true),
  errors: errors && errorSummary(errors),
  action: `${hrefOf(visit)}/people/${person.id}`,
  ...personFields([], values ?? { ...person }, errors),
  submit: submitButton('Save'),
  cancel: `${hrefOf(visit)}/people`,
  removal: { action: `${hrefOf(visit)}/people/${person.id}/removal`, button: submitButton('Take out of the visit', { warning: true }) }
})

const personFields = (accounts: Account[], values: Values, errors: FormErrors | null) => ({
  account: accounts.length > 0
    ? selectField({ name: 'account', label: 'Somebody with an account here', items: [{ value: '', text: 'Nobody: type a name below' }, ...accounts.map(one => ({ value: one.id, text: [one.name, one.agency].filter(Boolean).join(', ') }))], values, errors })
    : null,
  name: textField({ name: 'name', label: 'Name', autocomplete: 'off', values, errors }),
  organisation: textField({ name: 'organisation', label: 'Where they come from', hint: 'A council, a service, a school', values, errors }),
  email: textField({ name: 'email', label: 'E-mail address (optional)', hint: 'When it is the address of an account here, the visit is linked to that account', type: 'email', autocomplete: 'off', values, errors }),
  part: radioGroup({ name: 'part', legend: 'Part in the visit', items: Object.entries(partNames).map(([value, text]) => ({ value, text })), values, errors }),
  group: textField({ name: 'group_label', label: 'Focus groups (optional)', hint: 'When groups meet side by side: the letter of theirs, such as A. Left empty, they see all groups', classes: 'govuk-input--width-5', values, errors })
})
