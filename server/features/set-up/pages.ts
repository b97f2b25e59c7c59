import { errorSummary, passwordField, submitButton, textField } from '../../lib/fields.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

type Values = Record<string, unknown>

/** Asks for the key that the terminal printed. */
export function keyPage (values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: 'Set up the toolkit',
    errors: errors && errorSummary(errors),
    keyField: textField({ name: 'key', label: 'One-time key', hint: 'It was printed in the terminal when the toolkit started.', values, errors, autocomplete: 'off', spellcheck: false }),
    submit: submitButton('Continue')
  }
}

/** The authority and its first administrator, or demonstration data. */
export function authorityPage (values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: 'Set up the toolkit',
    errors: errors && errorSummary(errors),
    authorityField: textField({ name: 'authority', label: 'Name of the authority', hint: 'For example, Strathclutha Council', values, errors }),
    nameField: textField({ name: 'name', label: 'Your name', autocomplete: 'name', values, errors }),
    emailField: textField({ name: 'email', label: 'Your e-mail address', type: 'email', autocomplete: 'email', spellcheck: false, values, errors }),
    passwordField: passwordField({ name: 'password', label: 'Choose a password', hint: 'At least 12 characters. Three words that do not belong together are good.', autocomplete: 'new-password', errors }),
    submit: submitButton('Set up'),
    demo: submitButton('Load demonstration data', { secondary: true })
  }
}

/** Who can sign in to the demonstration, shown once after loading it. */
export function demoPage (cast: { role: string, name: string, email: string }[], password: string) {
  return {
    title: 'The demonstration data is ready',
    password,
    accounts: {
      caption: 'Accounts',
      captionClasses: 'govuk-visually-hidden',
      head: ['Who', 'Name', 'E-mail'].map(text => ({ text })),
      rows: cast.map(({ role, name, email }) => [{ text: role }, { text: name }, { text: email }])
    },
    signIn: { text: 'Sign in', href: '/sign-in' }
  }
}
