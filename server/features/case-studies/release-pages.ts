import { longDate, longMoment } from '../../lib/dates.ts'
import { checkboxGroup, errorSummary, radioGroup, submitButton, textArea } from '../../lib/fields.ts'
import { identifyingWords } from './disclosure-rules.ts'
import { crumbsOf, homeOf, keptCrumb } from './pages.ts'
import { releaseState, releaseStates } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Clue } from './disclosure-rules.ts'
import type { Team } from './pages.ts'
import type { Release } from './queries.ts'

type Values = Record<string, unknown>

/** A text for others on its way: read, check what looks identifying, hand on, review, release. */
export function textStatePage (team: Team, release: Release, parts: { clues: Clue[], isChair: boolean, isSubmitter: boolean }, values: Values = {}, errors: FormErrors | null = null) {
  const here = `${homeOf(team)}/texts/${release.id}`
  const state = releaseState(release)
  return {
    title: release.title,
    sensitive: state !== 'released',
    team: team.name,
    breadcrumbs: crumbsOf(team, keptCrumb(team)),
    errors: errors && errorSummary(errors),
    state: releaseStates[state],
    about: { draft: `Written by ${release.written_by_name}, ${longMoment(release.written_at)}.`, waiting: `Handed on by ${release.submitted_by_name}. Somebody else reads it now and releases it.`, released: `Released on ${longDate(release.released_at ?? '2000-01-01')}, reviewed by ${release.reviewed_by_name}. It is frozen as it was.`, withdrawn: `Withdrawn on ${longDate(release.withdrawn_at ?? '2000-01-01')} by ${release.withdrawn_by_name}.` }[state],
    returned: release.returned ? `Returned with a note: ${release.returned}` : null,
    parts: [['What was happening', release.happening], ['What was tried', release.tried], ['What changed', release.changed], ['What the child and the family say', release.said]].map(([heading, text]) => ({ heading, text })),
    edit: state === 'draft' ? { text: 'Change the text', href: `${here}/edit` } : null,
    onlyChair: state === 'draft' && !parts.isChair ? 'The chair checks the text and hands it on to a second person.' : null,
    submitting: state === 'draft' && parts.isChair
      ? {
          action: `${here}/submission`,
          revision: String(release.revision),
          clues: parts.clues.length > 0 ? checkboxGroup({ name: 'confirmed', legend: 'What looks identifying', hint: 'Take it out of the text, or tick it once you are sure that it does not tell who the child is.', items: parts.clues.map(clue => ({ value: clue.key, text: clue.text, hint: `${identifyingWords[clue.kind]}: “…${clue.around}…”` })), values, errors }) : null,
          none: parts.clues.length === 0 ? 'Nothing in the text looks identifying to the check. It cannot see everything: read it once more as somebody who knows the school.' : null,
          button: submitButton('Hand on to a second person')
        }
      : null,
    reviewing: state === 'waiting' && !parts.isSubmitter
      ? {
          action: `${here}/review`,
          revision: String(release.revision),
          clues: parts.clues.map(clue => `“${clue.text}” ${identifyingWords[clue.kind]}`),
          decision: radioGroup({ name: 'decision', legend: 'Can anybody tell who the child is?', items: [{ value: 'release', text: 'No: release it as it stands' }, { value: 'return', text: 'Perhaps: return it with a note' }], values, errors }),
          note: textArea({ name: 'note', label: 'What should be changed?', rows: 3, values, errors }),
          button: submitButton('Save')
        }
      : null,
    waits: state === 'waiting' && parts.isSubmitter ? 'You handed it on, so a second person reads it now: a keeper, or another chair.' : null,
    withdraw: state === 'released' || state === 'waiting' ? { action: `${here}/withdrawal`, button: submitButton('Withdraw it', { warning: true }) } : null
  }
}

/** What a team has released, for everybody who may read the team. */
export const releasedListPage = (team: Team, releases: Release[], texts: Release[] | null) => ({
  title: 'Released case studies',
  team: team.name,
  breadcrumbs: crumbsOf(team),
  releases: releases.map(release => ({ text: release.title, href: `${homeOf(team)}/released/${release.id}`, about: `Released on ${longDate(release.released_at!)}` })),
  texts: texts === null ? null : texts.map(text => ({ text: text.title, href: `${homeOf(team)}/texts/${text.id}`, about: releaseStates[releaseState(text)] }))
})
