import { checkboxGroup, errorSummary, hiddenFields, pagination, radioGroup, selectField, submitButton } from '../../lib/fields.ts'
import { crumbs, hrefOf, partChoices } from './pages.ts'
import { partNames } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Visit, VisitTheme } from '../visits/queries.ts'
import type { CandidateFilters } from './forms.ts'
import type { Source } from './readers/reader.ts'

interface Candidates {
  visit: Visit, theme: VisitTheme, kind: { kind: string, name: string }, kinds: { kind: string, name: string }[], filters: CandidateFilters
  teams: { id: string, name: string }[], indicators: { code: string, title: string }[], sources: (Source & { key: string, had: boolean, personal: string[] })[], pages: number, sessions: string
}

/** What is there already, to tick: one kind of source at a time, of one team or all, about one indicator or all. */
export function candidatesPage ({ visit, theme, kind, kinds, filters, teams, indicators, sources, pages, sessions }: Candidates, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  const here = `${hrefOf(visit)}/themes/${theme.id}/candidates`
  const query = (page: number) => new URLSearchParams({ kind: kind.kind, ...filters.team ? { team: filters.team } : {}, ...filters.indicator ? { indicator: filters.indicator } : {}, page: String(page) }).toString()
  const page = filters.page ?? 1
  return {
    title: 'Take from what is there',
    theme: `${theme.code} ${theme.title}`,
    breadcrumbs: [...crumbs(visit), { text: `${theme.code} ${theme.title}`, href: `${hrefOf(visit)}/themes/${theme.id}` }],
    errors: errors && errorSummary(errors),
    about: `From session ${sessions}: what teams have agreed, and figures that were released. Nothing here is about a single child.`,
    here,
    kindField: selectField({ name: 'kind', label: 'Source', items: kinds.map(({ kind, name }) => ({ value: kind, text: name })), values: { kind: kind.kind } }),
    teamField: teams.length > 1 ? selectField({ name: 'team', label: 'Team', items: [{ value: '', text: 'All teams' }, ...teams.map(team => ({ value: team.id, text: team.name }))], values: { ...filters } }) : null,
    indicatorField: selectField({ name: 'indicator', label: 'Indicator', items: [{ value: '', text: 'All indicators' }, ...indicators.map(({ code, title }) => ({ value: code, text: `${code} ${title}` }))], values: { ...filters } }),
    filter: submitButton('Show', { secondary: true }),
    empty: sources.length > 0 ? null : `There is nothing from “${kind.name}” with this choice. A team’s self-evaluation or plan is here once it is agreed.`,
    action: `${here}?${query(page)}`,
    hidden: hiddenFields({ kind: kind.kind }),
    sources: checkboxGroup({
      name: 'sources',
      legend: 'Tick what belongs into the report',
      values,
      errors,
      items: sources.map(source => ({
        value: source.key,
        text: source.text ?? '',
        disabled: source.had,
        hint: `${source.place}${source.session ? `, session ${source.session}` : ''}: ${source.about}. ${source.had ? 'In this theme already.' : `Belongs to “${partNames[source.suggested]}”.`}${source.personal.length > 0 ? ` Look at it before you take it: ${source.personal.join(', ')}.` : ''}`
      }))
    }),
    into: radioGroup({ name: 'into', legend: 'Where shall they go?', items: [{ value: 'suggested', text: 'Each where it belongs by its kind' }, ...partChoices], values: { into: 'suggested', ...values }, errors }),
    take: submitButton('Take what is ticked'),
    pagination: pagination(page, pages, n => `${here}?${query(n)}`)
  }
}
