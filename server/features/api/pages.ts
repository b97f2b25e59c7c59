import { longDate } from '../../lib/dates.ts'
import { dateField, errorSummary, selectField, submitButton, textField } from '../../lib/fields.ts'
import { longestDays, tokenState } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { ApiToken } from './queries.ts'

const kindNames = { authority: 'authority', area: 'area', community: 'learning community' }
interface PlaceRow { id: string, kind: keyof typeof kindNames, name: string, closed_on: string | null }
interface Parts { tokens: (ApiToken & { place: string })[], places: PlaceRow[], origin: string, today: string }

const example = (origin: string, secret: string, session: string): string => `curl -H 'Authorization: Bearer ${secret}' '${origin}/api/v1/actions?session=${session}'`

/** The tokens of an authority, and the form that makes one. */
export function tokensPage ({ tokens, places, origin, today }: Parts, session: string, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  const order = Object.keys(kindNames)
  return {
    title: 'Tokens for reporting tools',
    errors: errors && errorSummary(errors),
    example: example(origin, 'lcjst_…', session),
    tokens: tokens.map(token => ({
      name: token.name,
      state: tokenState(token, today),
      about: `${token.place}. Made by ${token.made_by_name} on ${longDate(token.made_at)}, ${token.expires_on < today ? 'worked' : 'works'} until ${longDate(token.expires_on)}. ` +
        (token.last_used_on ? `Last used on ${longDate(token.last_used_on)}.` : 'Not used yet.'),
      revoke: tokenState(token, today) === 'Works' ? `/api-tokens/${token.id}/revocation` : null
    })),
    none: tokens.length === 0 ? 'There are no tokens.' : null,
    nameField: textField({ name: 'name', label: 'What is it for?', hint: 'Such as “Dashboard of the data team”', autocomplete: 'off', values, errors }),
    placeField: selectField({
      name: 'place',
      label: 'What may it read?',
      hint: 'The place, and everything below it',
      items: [{ value: '', text: 'Choose' }, ...places.filter(place => !place.closed_on).sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind)).map(place => ({ value: place.id, text: `${place.name} (${kindNames[place.kind]})` }))],
      values,
      errors
    }),
    expiresField: dateField({ name: 'expires_on', legend: 'Last day on which it works', hint: `At most ${longestDays} days from now. For example, 30 6 2027`, values, errors }),
    submit: submitButton('Make a token')
  }
}

/** The new token, shown once. */
export const tokenPage = (token: { name: string, expires_on: string }, place: { name: string }, secret: string, origin: string, session: string) => ({
  title: `The token for “${token.name}”`,
  breadcrumbs: [{ text: 'Tokens for reporting tools', href: '/api-tokens' }],
  secret,
  reaches: `It reads ${place.name} and what is below it, until ${longDate(token.expires_on)}.`,
  example: example(origin, secret, session)
})
