import { longMoment } from '../../lib/dates.ts'
import { errorSummary, passwordField, submitButton, textField } from '../../lib/fields.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

type Values = Record<string, unknown>

/** The door. `next` and `kept` travel along, so that people land where they were going. */
export function signInPage (values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: 'Sign in',
    errors: errors && errorSummary(errors),
    kept: values.kept ? String(values.kept) : null,
    next: values.next ? String(values.next) : null,
    emailField: textField({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', spellcheck: false, values, errors }),
    passwordField: passwordField({ name: 'password', label: 'Password', autocomplete: 'current-password', errors }),
    submit: submitButton('Sign in')
  }
}

export function forgottenPage (values: Values = {}, errors: FormErrors | null = null) {
  return {
    title: 'Forgotten your password?',
    errors: errors && errorSummary(errors),
    emailField: textField({ name: 'email', label: 'E-mail address', type: 'email', autocomplete: 'username', spellcheck: false, values, errors }),
    submit: submitButton('Ask for a link')
  }
}

/** The same for every address, so that nobody learns who has an account. */
export const forgottenSentPage = (byMail: boolean) => ({
  title: 'Check your e-mail',
  text: byMail
    ? 'If there is an account with this address, a link to choose a new password is on its way. It works for 30 minutes.'
    : 'This service sends no e-mail. Ask your administrator for a link to choose a new password.'
})

export function choosePage (token: { name: string, purpose: string }, action: string, errors: FormErrors | null = null) {
  return {
    title: token.purpose === 'invitation' ? `Welcome, ${token.name}` : 'Choose a new password',
    isInvitation: token.purpose === 'invitation',
    errors: errors && errorSummary(errors),
    action,
    passwordField: passwordField({ name: 'password', label: 'Choose a password', hint: 'At least 12 characters. Three words that do not belong together are good. You can paste it.', autocomplete: 'new-password', errors }),
    submit: submitButton('Save and sign in')
  }
}

export const deadLinkPage = () => ({ title: 'This link does not work any more' })

/** What was typed when the sign-in had ended, to be sent again with one button. */
export function keptPage (form: { path: string, kept_at: string, body: Record<string, string | string[]> }) {
  const pairs = Object.entries(form.body).flatMap(([name, value]) => [value].flat().map(item => ({ name, value: String(item) })))
  return {
    title: 'Your text was kept',
    keptAt: longMoment(form.kept_at),
    path: form.path,
    pairs,
    shown: pairs.filter(({ name, value }) => name !== 'revision' && value.length > 1).map(({ name, value }) => ({ label: labelOf(name), value })),
    submit: submitButton('Save it now')
  }
}

const labelOf = (name: string): string => {
  const words = name.replace(/[._-]+/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

export function accountPage (person: { name: string, email: string, agency: string | null, job_title: string | null }, roles: string[], signIns: { id_hash: string, agent: string | null, created_at: string, seen_at: string }[], thisHash: string, errors: FormErrors | null = null) {
  return {
    title: 'Your account',
    errors: errors && errorSummary(errors),
    details: {
      rows: [['Name', person.name], ['E-mail', person.email], ['Agency', person.agency ?? 'Not given'], ['Job title', person.job_title ?? 'Not given'], ['Roles', roles.join('; ') || 'None yet']]
        .map(([key, value]) => ({ key: { text: key }, value: { text: value } }))
    },
    passwordNow: passwordField({ name: 'passwordNow', label: 'Present password', autocomplete: 'current-password', errors }),
    passwordNew: passwordField({ name: 'passwordNew', label: 'New password', hint: 'At least 12 characters. Three words that do not belong together are good.', autocomplete: 'new-password', errors }),
    change: submitButton('Change the password'),
    signIns: signIns.map(row => ({
      hash: row.id_hash,
      device: row.agent ?? 'Unknown browser',
      since: longMoment(row.created_at),
      seen: longMoment(row.seen_at),
      isThis: row.id_hash === thisHash
    })),
    hasOthers: signIns.some(row => row.id_hash !== thisHash),
    endOthers: submitButton('End all the others', { secondary: true })
  }
}
