import { longMoment } from '../../lib/dates.ts'
import { submitButton } from '../../lib/fields.ts'
import type { Draft } from './queries.ts'

/** Names of forms' fields as people read them. */
const labelOf = (name: string): string => {
  const words = name.replace(/[._-]+/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
const plumbing = new Set(['revision', 'finished', 'go'])

/** A draft without script: what was typed, and two buttons. Saving it sends the form as it was, so a clash shows both texts. */
export function draftPage (draft: Draft) {
  const pairs = Object.entries(draft.body).flatMap(([name, value]) => [value].flat().map(item => ({ name, value: item })))
  return {
    title: 'Text you have not saved',
    about: draft.title,
    when: `${longMoment(draft.saved_at)}${draft.device ? `, ${draft.device}` : ''}`,
    path: draft.path,
    shown: pairs.filter(({ name, value }) => value && !plumbing.has(name)).map(({ name, value }) => ({ label: labelOf(name), value })),
    pairs,
    save: submitButton('Save it'),
    removeHref: `/drafts/${draft.id}/removal`,
    remove: submitButton('Throw it away', { secondary: true })
  }
}
