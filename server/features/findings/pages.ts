import { longDate, longMoment } from '../../lib/dates.ts'
import { characterCount, errorSummary, hiddenFields, linkButton, radioGroup, selectField, submitButton, textArea, textField } from '../../lib/fields.ts'
import { count, inWords } from '../../lib/text.ts'
import { agreementWords, kindNames, kinds, longestFinding } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { AtWork } from '../focus-groups/door.ts'
import type { VisitTheme } from '../visits/queries.ts'
import type { FindingsFilter } from './forms.ts'
import type { Finding, TakeAway } from './queries.ts'

type Values = Record<string, unknown>
export const findingsHref = ({ home }: Pick<AtWork, 'home'>): string => `${home}/findings`

interface ListParts { at: AtWork, themes: VisitTheme[], findings: Finding[], core: { name: string }[], filter: FindingsFilter }

/** The cards of a visit, theme by theme, with who agreed. */
export function findingsPage ({ at, themes, findings, core, filter }: ListParts) {
  const home = findingsHref(at)
  const shown = findings.filter(finding => (!filter.theme || themes.find(theme => theme.code === filter.theme)?.id === finding.theme_id) && (!filter.kind || finding.kind === filter.kind) &&
    (!filter.show || (filter.show === 'agreed') === Boolean(finding.agreed_at)))
  const groups = [...themes.map(theme => ({ id: theme.id as string | null, heading: `${theme.code} ${theme.title}` })), { id: null, heading: 'The whole visit' }]
  const agreed = findings.filter(finding => finding.agreed_at).length
  return {
    ...at.frame,
    title: 'Findings',
    caption: at.visit.title,
    errors: null,
    summary: findings.length === 0 ? null : `${count(findings.length, 'finding')}, ${agreed === 0 ? 'none' : agreed} agreed.`,
    empty: findings.length === 0 ? 'There are no findings yet. Write down what you saw, and what showed it.' : shown.length === 0 ? 'None of the findings is like that.' : null,
    add: linkButton('Write a finding', `${home}/new`),
    takeAway: { text: 'What I will try at home', href: `${at.home}/take-away` },
    filter: findings.length > 0
      ? {
          action: home,
          theme: selectField({ name: 'theme', label: 'Theme', items: [{ value: '', text: 'All' }, ...themes.map(theme => ({ value: theme.code, text: `${theme.code} ${theme.title}` }))], values: filter }),
          kind: selectField({ name: 'kind', label: 'What', items: [{ value: '', text: 'All' }, ...kinds.map(value => ({ value, text: kindNames[value] }))], values: filter }),
          show: selectField({ name: 'show', label: 'Show', items: [{ value: '', text: 'All' }, { value: 'agreed', text: 'Agreed' }, { value: 'open', text: 'Not agreed yet' }], values: filter }),
          button: submitButton('Show', { secondary: true })
        }
      : null,
    groups: groups.flatMap(group => {
      const rows = shown.filter(finding => finding.theme_id === group.id)
      return rows.length > 0 ? [{ heading: group.heading, cards: rows.map(finding => cardOf(at, finding, findings, core)) }] : []
    })
  }
}

function cardOf (at: AtWork, finding: Finding, all: Finding[], core: { name: string }[]) {
  const href = `${findingsHref(at)}/${finding.id}`
  const among = all.filter(one => one.theme_id === finding.theme_id && one.kind === finding.kind)
  const index = among.findIndex(one => one.id === finding.id)
  const open = !finding.agreed_at
  const mine = finding.agreements.some(row => row.by_id === at.author.id)
  return {
    id: finding.id,
    kind: kindNames[finding.kind],
    text: finding.text,
    evidence: finding.evidence,
    by: [finding.seen_by && `Seen by ${finding.seen_by}`, `written by ${finding.author_name}`].filter(Boolean).join(', ').replace(/^./, letter => letter.toUpperCase()),
    state: open ? agreementWords(finding.agreements, core, inWords) : `Agreed: closed by ${finding.agreed_by_name} on ${longDate(finding.agreed_at!)}. ${agreementWords(finding.agreements, [], inWords)}.`,
    isAgreed: !open,
    of: `: ${finding.text.slice(0, 50)}`,
    revision: finding.revision,
    edit: open && (at.isCore || finding.author_id === at.author.id) ? href : null,
    agree: open && at.isCore && !mine ? `${href}/agreement` : null,
    close: open && at.leads && finding.agreements.length > 0 ? `${href}/closing` : null,
    reopen: !open && at.leads ? `${href}/reopening` : null,
    up: at.isCore && index > 0 ? `${href}/position` : null,
    down: at.isCore && index < among.length - 1 ? `${href}/position` : null
  }
}

/** Write a finding, or change one. */
export function findingPage (at: AtWork, themes: VisitTheme[], finding: Finding | null, values: Values, errors: FormErrors | null = null) {
  const given = { ...finding && { ...finding, theme: themes.find(theme => theme.id === finding.theme_id)?.code }, ...values }
  const home = findingsHref(at)
  return {
    ...at.frame,
    title: finding ? 'Change the finding' : 'Write a finding',
    caption: at.visit.title,
    errors: errors && errorSummary(errors),
    action: finding ? `${home}/${finding.id}` : home,
    hidden: hiddenFields({ revision: finding ? Number(given.revision ?? finding.revision) : null }),
    warning: finding && finding.agreements.length > 0 ? `${inWords(finding.agreements.map(row => row.by_name))} agreed to these words. When you change them, they are asked again.` : null,
    kind: radioGroup({ name: 'kind', legend: 'What is it?', classes: 'govuk-radios--small', items: kinds.map(value => ({ value, text: kindNames[value] })), values: given, errors }),
    theme: selectField({ name: 'theme', label: 'Theme', items: [{ value: '', text: 'The whole visit' }, ...themes.map(theme => ({ value: theme.code, text: `${theme.code} ${theme.title}` }))], values: given, errors }),
    text: characterCount({ name: 'text', label: 'Finding', labelClasses: 'govuk-label--m', hint: 'One thing, as it could stand in the report. No names.', rows: 5, maxlength: longestFinding, values: given, errors }),
    evidence: textArea({ name: 'evidence', label: 'What showed it (optional)', hint: 'What was heard, seen or read', rows: 4, values: given, errors }),
    seenBy: textField({ name: 'seen_by', label: 'Who saw it (optional)', hint: 'A group or several, such as Groups A and B', values: given, errors }),
    submit: submitButton('Save the finding'),
    removal: finding ? { action: `${home}/${finding.id}/withdrawal`, button: submitButton('Take the finding out', { warning: true }) } : null,
    saved: finding ? `Last changed by ${finding.saved_by_name} on ${longMoment(finding.saved_at)}` : null,
    cancel: home
  }
}

/** What somebody will try at home, and the document of it. */
export function takeAwayPage (at: AtWork, takeAway: TakeAway | null, values: Values = {}, errors: FormErrors | null = null) {
  const href = `${at.home}/take-away`
  return {
    ...at.frame,
    title: 'What I will try at home',
    caption: at.visit.title,
    errors: errors && errorSummary(errors),
    action: href,
    hidden: hiddenFields({ revision: Number(values.revision ?? takeAway?.revision ?? 0) }),
    text: textArea({ name: 'text', label: 'What will you try, with whom, and by when?', hint: 'It is yours: nobody else here reads it.', rows: 8, values: { ...takeAway, ...values }, errors }),
    submit: submitButton('Save'),
    files: takeAway ? [{ text: 'Download as PDF', href: `${href}.pdf` }, { text: 'Download as Word', href: `${href}.docx` }] : [],
    saved: takeAway ? `Saved on ${longMoment(takeAway.saved_at)}. The document holds your text and what the group has agreed.` : null,
    back: { text: 'Findings', href: findingsHref(at) }
  }
}
