import { longDate, sessionLabel } from '../../lib/dates.ts'
import { characterCount, errorSummary, hiddenFields, linkButton, radioGroup, selectField, submitButton, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { differs, groupNames, groups, longestText, markOf, publicState, publicStates, saidBy, sourceWords } from './rules.ts'
import { statuses, standing } from '../action-plans/rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Action } from '../action-plans/queries.ts'
import type { Line, Release, Suggestion } from './queries.ts'
import type { PublicCopy, PublicLine } from './rules.ts'

type Values = Record<string, unknown>
export interface Team { name: string, slug: string, session: string }
const teamHref = ({ slug, session }: Team): string => `/communities/${slug}/${session}`
export const homeOf = (team: Team): string => `${teamHref(team)}/you-said`
const planCrumbs = (team: Team) => [{ text: `${team.name} ${sessionLabel(team.session)}`, href: teamHref(team) }, { text: 'Action plan', href: `${teamHref(team)}/plan` }]

/** A line as the page, the public page and the poster show it. */
const pairOf = ({ who, said, did, state }: PublicLine) => ({ saidBy: saidBy(who), said, did, status: publicStates[state].word, class: `app-pair__status--${state}` })

interface ListParts { team: Team, lines: Line[], suggestions: Suggestion[], actions: number, shown: { copy: PublicCopy, release: Release } | null, origin: string, mayEdit: boolean, mayWithdraw: boolean }

/** The team's list: its lines, what could become one, and what is public. */
export function listPage ({ team, lines, suggestions, actions, shown, origin, mayEdit, mayWithdraw }: ListParts, values: Values = {}, errors: FormErrors | null = null) {
  const home = homeOf(team)
  const changed = shown !== null && (shown.copy.session !== team.session || differs(shown.copy, lines))
  return {
    title: 'You said – we did',
    team: `${team.name}, session ${sessionLabel(team.session)}`,
    breadcrumbs: planCrumbs(team),
    errors: errors && errorSummary(errors),
    public: shown && {
      text: `Public since ${longDate(shown.release.at)}: ${count(shown.copy.lines.length, 'line')} of session ${sessionLabel(shown.copy.session)}, released by ${shown.release.by_name}.`,
      changed: changed ? 'The lines below are not the same any more. What is public stays as it was released.' : null,
      href: `/you-said/${team.slug}`,
      address: `${origin}/you-said/${team.slug}`,
      poster: { pdf: `${home}/poster.pdf?copy=released`, word: `${home}/poster.docx?copy=released` },
      withdraw: mayWithdraw ? { action: `${home}/withdrawal`, button: submitButton('Withdraw it', { warning: true }) } : null
    },
    lines: lines.map((line, index) => ({
      ...pairOf({ ...line, state: publicState(line) }),
      action: { text: `Action ${line.number}: ${line.what}`, href: `${teamHref(team)}/plan/actions/${line.number}`, status: statuses[standing(line)].word.toLowerCase() },
      source: sourceWords[line.source_kind],
      warning: line.source_withdrawn_at ? `The evidence behind this was withdrawn on ${longDate(line.source_withdrawn_at)}. Check whether the line still holds.` : null,
      edit: mayEdit ? { href: `${home}/lines/${line.id}`, of: `line ${index + 1}` } : null,
      up: mayEdit && index > 0 ? `${home}/lines/${line.id}/position` : null,
      down: mayEdit && index < lines.length - 1 ? `${home}/lines/${line.id}/position` : null,
      removal: mayEdit ? `${home}/lines/${line.id}/removal` : null
    })),
    empty: actions === 0 ? 'There are no lines yet. Each needs an action, so make the plan first.' : 'There are no lines yet.',
    add: mayEdit && actions > 0 ? linkButton('Type a line', `${home}/lines/new`, { secondary: lines.length > 0 || suggestions.length > 0 }) : null,
    suggestions: mayEdit
      ? suggestions.map(one => ({ said: one.said, about: [sourceWords[one.kind], one.about].filter(Boolean).join(': '), action: `Action ${one.action.number}: ${one.action.what}`, use: linkButton('Make a line of it', `${home}/lines/new?source=${one.key}`, { secondary: true }), of: `“${one.said.slice(0, 60)}”` }))
      : null,
    poster: lines.length > 0 ? { pdf: `${home}/poster.pdf`, word: `${home}/poster.docx` } : null,
    release: mayEdit && lines.length > 0
      ? {
          action: `${home}/release`,
          hidden: hiddenFields({ seen: markOf(lines) }),
          contact: textField({ name: 'contact', label: 'Where can people tell you more? (optional)', hint: 'One sentence. An address of the team, not of a person.', values: { contact: shown?.copy.contact ?? '', ...values }, errors }),
          button: submitButton(shown ? 'Release these lines instead' : 'Release')
        }
      : null
  }
}

interface LineParts { team: Team, line: Line | null, suggestion: Suggestion | null, actions: (Action & { told: string })[] }

/** Write a line, or change one. */
export function linePage ({ team, line, suggestion, actions }: LineParts, values: Values | null = null, errors: FormErrors | null = null) {
  const home = homeOf(team)
  const kind = line?.source_kind ?? suggestion?.kind ?? 'typed'
  const given: Values = values ?? (line ? { ...line } : suggestion ? { said: suggestion.said, who: suggestion.who, did: suggestion.did, action_id: suggestion.action.id } : {})
  return {
    title: line ? 'Change the line' : 'A new line',
    breadcrumbs: [...planCrumbs(team), { text: 'You said – we did', href: home }],
    errors: errors && errorSummary(errors),
    action: line ? `${home}/lines/${line.id}` : `${home}/lines`,
    hidden: hiddenFields({ revision: line ? String(given.revision ?? line.revision) : null, source: suggestion?.key ?? null }),
    source: kind === 'typed' ? null : `${sourceWords[kind]}${suggestion?.about ? `: ${suggestion.about}` : ''}.`,
    said: characterCount({ name: 'said', label: 'You said', labelClasses: 'govuk-label--m', hint: 'In words that everybody knows. No names, and nothing about one child.', rows: 4, maxlength: longestText, values: given, errors }),
    who: kind === 'first-thought' ? null : radioGroup({ name: 'who', legend: 'Who said it?', items: groupNames.map(value => ({ value, text: groups[value] })), values: given, errors }),
    did: characterCount({ name: 'did', label: 'We did', labelClasses: 'govuk-label--m', hint: 'What is different now. If nothing is yet, say what happens next.', rows: 4, maxlength: longestText, values: given, errors }),
    actionField: selectField({
      name: 'action_id', label: 'Which action did it lead to?', hint: 'Its status is shown in words beside the line.',
      items: [{ value: '', text: 'Choose' }, ...actions.map(action => ({ value: action.id, text: `${action.number}. ${action.what.length > 80 ? `${action.what.slice(0, 79)}…` : action.what}` }))], values: given, errors
    }),
    submit: submitButton('Save the line'),
    cancel: home
  }
}

/** For everybody. It holds what was released, and no way into the product. */
export const publicPage = ({ copy, release }: { copy: PublicCopy, release: Release }) => ({
  title: `You said, we did: ${copy.team}`,
  authority: copy.authority,
  team: copy.team,
  about: `Session ${sessionLabel(copy.session)}`,
  date: longDate(release.at),
  pairs: copy.lines.map(pairOf),
  contact: copy.contact
})
