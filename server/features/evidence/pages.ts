import { longDate, sessionLabel } from '../../lib/dates.ts'
import { checkboxGroup, errorSummary, linkButton, pagination, selectField, submitButton } from '../../lib/fields.ts'
import { count, inWords } from '../../lib/text.ts'
import { aboutNames, abouts, evidenceGaps, fieldLabels, gapsByCode, pageSize, strandBalance, strandNames, strands, targetText } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { ListFilters } from './forms.ts'
import type { Evidence, EvidenceKind, EvidenceWithLinks } from './queries.ts'
import type { About, Strand, Target } from './rules.ts'
import type { UseChoices } from './uses.ts'

export interface Team { community: Place, session: Session }
export const baseOf = ({ community, session }: Team): string => `/communities/${community.slug}/${session.name}`
export const captionOf = ({ community, session }: Team): string => `${community.name}, session ${sessionLabel(session.name)}`
export const crumbsOf = (team: Team, ...more: { text: string, href: string }[]) =>
  [{ text: 'Teams', href: '/communities' }, { text: team.community.name, href: baseOf(team) }, ...more]
export const registerCrumb = (team: Team) => ({ text: 'Evidence', href: `${baseOf(team)}/evidence` })

interface Listed { rows: EvidenceWithLinks[], counts: { strand: Strand, about: About, n: number }[], files?: Map<string, number> }

/** All that counts in the session, and the indicators it is asked about. */
export interface Whole { codes: string[], kinds: EvidenceKind[] }

/** The register: what there is in words, what is missing over the indicators, filters, and a page of it. */
export function registerPage (team: Team, filters: ListFilters, { rows, counts, files }: Listed, whole: Whole, choices: UseChoices, mayEdit: boolean) {
  const { page = 1 } = filters
  const balance = strandBalance(counts)
  const href = `${baseOf(team)}/evidence`
  const gaps = evidenceGaps(whole.kinds)
  const isFiltered = Boolean(filters.strand || filters.about || filters.indicator || (filters.show && filters.show !== 'session'))
  return {
    title: 'Evidence',
    caption: captionOf(team),
    breadcrumbs: crumbsOf(team),
    href,
    summary: balance.total === 0 && isFiltered ? 'No evidence like this.' : balance.words,
    said: isFiltered ? [] : [balance.missing, gaps.oneSource, gaps.balance, gaps.quality].filter(line => line !== null),
    gaps: isFiltered || balance.total === 0 ? [] : gapsByCode(whole.codes, whole.kinds),
    closed: closedWords(team.community),
    empty: balance.total > 0 ? null : isFiltered ? 'Choose other filters, or show everything.' : mayEdit ? 'Add the first piece. It can be used for many indicators and actions.' : 'Members of the team and its chair can add it.',
    add: mayEdit && !team.community.closed_on ? linkButton('Add evidence', `${href}/new`) : null,
    readyHref: `${baseOf(team)}/ready-evidence`,
    filters: {
      strand: selectField({ name: 'strand', label: fieldLabels.strand, items: [any, ...strandNames.map(value => ({ value, text: strands[value].name }))], values: filters }),
      about: selectField({ name: 'about', label: fieldLabels.about, items: [any, ...aboutNames.map(value => ({ value, text: abouts[value].name }))], values: filters }),
      indicator: selectField({ name: 'indicator', label: 'Used for indicator', items: [any, ...choices.indicators], values: filters }),
      show: selectField({ name: 'show', label: 'Show', items: shows, values: filters }),
      submit: submitButton('Show', { secondary: true }),
      open: isFiltered,
      summaryText: 'Choose what is shown',
      href
    },
    list: { idPrefix: 'evidence', items: rows.map(row => listItem(row, href, choices, files?.get(row.id) ?? 0)) },
    pages: pagination(page, Math.ceil(balance.total / pageSize), n => `${href}?${new URLSearchParams({ ...strandQuery(filters), page: String(n) })}`)
  }
}

const any = { value: '', text: 'Any' }
const shows = [{ value: 'session', text: 'This session' }, { value: 'all', text: 'All sessions' }, { value: 'withdrawn', text: 'Withdrawn' }]
const strandQuery = ({ page, ...filters }: ListFilters) => Object.fromEntries(Object.entries(filters).filter(([, value]) => value))
const closedWords = (community: Place) => community.closed_on ? `This team was closed on ${longDate(community.closed_on)}. Its evidence can be read but not changed.` : null

export const coversWords = (evidence: Pick<Evidence, 'covers_from' | 'covers_to'>): string =>
  evidence.covers_from === evidence.covers_to ? longDate(evidence.covers_from) : `${longDate(evidence.covers_from)} to ${longDate(evidence.covers_to)}`

function listItem (row: EvidenceWithLinks, href: string, choices: UseChoices, files: number) {
  const actions = row.links.filter(link => choices.actions.some(action => action.value === link.target_id)).length
  const codes = row.links.flatMap(link => link.code ?? [])
  const uses = [...codes, ...actions > 0 ? [count(actions, 'action')] : []]
  return {
    title: { text: row.title },
    href: `${href}/${row.id}`,
    hint: { text: [`${abouts[row.about].name}.`, `Covers ${coversWords(row)}.`, ...row.quality ? [`Quality: ${row.quality}.`] : [], uses.length > 0 ? `Used for ${inWords(uses)}.` : 'Not used yet.', ...files > 0 ? [`${capital(count(files, 'file'))}.`] : [], ...row.link_dead_since ? ['Its link leads nowhere.'] : []].join(' ') },
    status: { tag: row.withdrawn_at ? { text: 'Withdrawn', classes: 'govuk-tag--grey' } : { text: strands[row.strand].name, classes: strandColours[row.strand] } }
  }
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const strandColours: Record<Strand, string> = { data: 'govuk-tag--blue', views: 'govuk-tag--purple', observation: 'govuk-tag--teal' }

/** Use what is there already; adding new comes after. */
export function choosePage (team: Team, target: Target, name: string, strand: Strand | null, { rows, counts }: Listed, page: number, back: string, query: string, errors: FormErrors | null = null) {
  const href = `${baseOf(team)}/evidence`
  const kind = strand ? `${strands[strand].name}: ` : ''
  return {
    title: 'Use evidence you already have',
    caption: `${kind}${name}`,
    breadcrumbs: crumbsOf(team, registerCrumb(team)),
    errors: errors && errorSummary(errors),
    means: strand ? `${strands[strand].means}.` : null,
    href: `${href}/links`,
    target: targetText(target),
    empty: rows.length > 0 ? null : strand ? `Your team has no other evidence of this strand (${strands[strand].name.toLowerCase()}).` : 'Your team has no other evidence yet.',
    otherStrands: strand ? { text: 'Show every strand', href: `${href}/choose?${withoutStrand(query)}` } : null,
    choices: checkboxGroup({
      name: 'evidence',
      legend: 'Tick what fits',
      legendClasses: 'govuk-visually-hidden',
      errors,
      items: rows.map(row => ({ value: row.id, text: row.title, hint: `${strands[row.strand].name}. ${abouts[row.about].name}. Covers ${coversWords(row)}. ${row.source}` }))
    }),
    use: submitButton('Use what is ticked'),
    pages: pagination(page, Math.ceil(strandBalance(counts).total / pageSize), n => `${href}/choose?${query}&page=${n}`),
    add: linkButton('Add new evidence', `${href}/new?${query}`, { secondary: true }),
    back: { text: 'Go back without a change', href: back }
  }
}

const withoutStrand = (query: string): string => { const parts = new URLSearchParams(query); parts.delete('strand'); return parts.toString() }
