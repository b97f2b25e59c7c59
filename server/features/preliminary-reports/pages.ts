import { longDate, longMoment } from '../../lib/dates.ts'
import { characterCount, dateField, errorSummary, hiddenFields, linkButton, pagination, radioGroup, selectField, submitButton } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { byPart, isOpen, partNames, parts, sourceWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { Visit, VisitQuestion, VisitTheme } from '../visits/queries.ts'
import type { Comment, Round, Statement, VersionRow } from './queries.ts'

type Values = Record<string, unknown>
type Theme = VisitTheme & { questions: VisitQuestion[] }
interface Change { text: string | null, state: string | null, digest: string }

export const hrefOf = (visit: { id: string }): string => `/visits/${visit.id}/preliminary`
export const toVisit = (visit: Visit) => [{ text: visit.title, href: `/visits/${visit.id}` }]
export const crumbs = (visit: Visit) => [...toVisit(visit), { text: 'Preliminary report', href: hrefOf(visit) }]
const themeHref = (visit: Visit, themeId: string): string => `${hrefOf(visit)}/themes/${themeId}`
const titleOf = (theme: VisitTheme): string => `${theme.code} ${theme.title}`
export const partChoices = parts.map(part => ({ value: part, text: partNames[part] }))

interface Overview {
  visit: Visit, themes: Theme[], statements: Statement[], changed: ReadonlyMap<string, unknown>, versions: VersionRow[], total: number, page: number, perPage: number
  round: { round: Round, version: { number: number } } | null, comments: Comment[], today: string
}

/** Where the lead begins: the themes, what has changed beneath them, the saved versions, and what partners are asked. */
export function overviewPage ({ visit, themes, statements, changed, versions, total, page, perPage, round, comments, today }: Overview, values: Values = {}, errors: FormErrors | null = null) {
  const href = hrefOf(visit)
  const open = isOpen(round?.round ?? null, today)
  const waiting = comments.filter(comment => comment.settled_at === null).length
  return {
    title: 'Preliminary report',
    visit: visit.title,
    breadcrumbs: toVisit(visit),
    errors: errors && errorSummary(errors),
    tasks: {
      idPrefix: 'themes',
      items: themes.map(theme => {
        const rows = statements.filter(row => row.theme_id === theme.id)
        const changes = rows.filter(row => changed.has(row.id)).length
        return {
          title: { text: titleOf(theme) },
          hint: { text: parts.map(part => `${partNames[part]}: ${rows.filter(row => row.part === part).length}`).join('. ') },
          href: themeHref(visit, theme.id),
          status: changes > 0 ? { tag: { text: `${count(changes, 'source')} changed`, classes: 'govuk-tag--yellow' } } : rows.length === 0 ? { tag: { text: 'Nothing yet', classes: 'govuk-tag--blue' } } : { text: count(rows.length, 'statement') }
        }
      })
    },
    noThemes: themes.length === 0 ? 'The visit has no themes yet. Give it themes first: the report is made theme by theme.' : null,
    save: {
      action: `${href}/versions`,
      note: characterCount({ name: 'note', id: 'note', label: 'A note on this version (optional)', hint: 'What is new in it, for those who compare. It is printed.', rows: 2, maxlength: 500, values, errors }),
      button: submitButton('Save a version')
    },
    versions: versions.map(version => ({
      text: `Version ${version.number}`, href: `${href}/versions/${version.number}`, about: `Saved by ${version.made_by_name} on ${longMoment(version.made_at)}.${version.note ? ` ${version.note}` : ''}`,
      compare: version.number > 1 ? { text: `Compare with version ${version.number - 1}`, href: `${href}/versions/${version.number}/comparison?with=${version.number - 1}` } : null
    })),
    versionPages: pagination(page, Math.ceil(total / perPage), n => `${href}?page=${n}`),
    asked: round
      ? {
          words: `${open ? `People of the visit are asked about version ${round.version.number} until ${longDate(round.round.closes_on)}` : `People of the visit were asked about version ${round.version.number}; the time for comments is over`}. ${count(comments.length, 'comment').replace(/^./, letter => letter.toUpperCase())}, ${waiting === 0 ? 'none waits' : `${waiting} ${waiting === 1 ? 'waits' : 'wait'}`} for an answer.`,
          href: `${href}/comments`,
          close: round.round.closed_at ? null : { action: `${href}/rounds/closing`, button: submitButton('Close the comments', { secondary: true }) }
        }
      : null,
    ask: open || total === 0
      ? null
      : {
          action: `${href}/rounds`,
          day: dateField({ name: 'closes_on', legend: 'Last day for comments', hint: 'A week or two is usual. For example, 26 2 2027', values, errors }),
          note: characterCount({ name: 'round_note', label: 'A note to those who are asked (optional)', rows: 2, maxlength: 500, values, errors }),
          button: submitButton(`Ask for comments on version ${versions[0]?.number ?? total}`)
        }
  }
}

interface ThemeParts { visit: Visit, theme: Theme, statements: Statement[], changed: ReadonlyMap<string, unknown> }

/** One theme at work: its questions, its statements in order with their sources, and a box for the lead's own words. */
export function themePage ({ visit, theme, statements, changed }: ThemeParts, values: Values = {}, errors: FormErrors | null = null) {
  const href = themeHref(visit, theme.id)
  return {
    title: titleOf(theme),
    breadcrumbs: crumbs(visit),
    errors: errors && errorSummary(errors),
    focus: theme.focus,
    questions: theme.questions.map(question => `${question.code} ${question.text}`),
    take: linkButton('Take from what is there', `${href}/candidates`),
    parts: byPart(statements).map(({ part, rows }) => ({
      heading: partNames[part],
      statements: rows.map((row, index) => ({
        id: row.id,
        text: row.text,
        source: sourceWords(row) ?? 'Your own words',
        short: row.text.slice(0, 60),
        href: `${hrefOf(visit)}/statements/${row.id}`,
        changed: changed.has(row.id),
        up: index > 0,
        down: index < rows.length - 1
      }))
    })),
    add: {
      action: `${href}/statements`,
      part: radioGroup({ name: 'part', legend: 'Where does it belong?', items: partChoices, values, errors }),
      text: characterCount({ name: 'text', label: 'Statement', rows: 4, maxlength: 5000, values, errors }),
      button: submitButton('Add the statement')
    }
  }
}

/** One statement to edit, beside what its source says. */
export const statementPage = ({ visit, themes, statement }: { visit: Visit, themes: Theme[], statement: Statement }, values: Values | null = null, errors: FormErrors | null = null) => {
  const shown = values ?? { text: statement.text, part: statement.part, theme: statement.theme_id }
  return {
    title: 'Edit the statement',
    breadcrumbs: [...crumbs(visit), ...themes.filter(theme => theme.id === statement.theme_id).map(theme => ({ text: titleOf(theme), href: themeHref(visit, theme.id) }))],
    errors: errors && errorSummary(errors),
    source: sourceWords(statement),
    sourceText: statement.source_text,
    saved: `Last saved by ${statement.saved_by_name} on ${longMoment(statement.saved_at)}.`,
    action: `${hrefOf(visit)}/statements/${statement.id}`,
    hidden: hiddenFields({ revision: Number(values?.revision ?? statement.revision) }),
    text: characterCount({ name: 'text', label: 'Statement', rows: 5, maxlength: 5000, values: shown, errors }),
    part: radioGroup({ name: 'part', legend: 'Where does it belong?', items: partChoices, values: shown, errors }),
    theme: selectField({ name: 'theme', label: 'Theme', items: themes.map(theme => ({ value: theme.id, text: titleOf(theme) })), values: shown, errors }),
    save: submitButton('Save'),
    remove: { action: `${hrefOf(visit)}/statements/${statement.id}/removal`, button: submitButton('Remove this statement', { warning: true }) }
  }
}

/** The source of a statement has changed: what it said, what it says, and three choices. */
export function changePage ({ visit, themes, statement }: { visit: Visit, themes: Theme[], statement: Statement }, change: Change | undefined, errors: FormErrors | null = null) {
  const theme = themes.find(theme => theme.id === statement.theme_id)
  return {
    title: change ? 'The source has changed' : 'The source has not changed',
    breadcrumbs: [...crumbs(visit), ...theme ? [{ text: titleOf(theme), href: themeHref(visit, theme.id) }] : []],
    errors: errors && errorSummary(errors),
    source: sourceWords(statement),
    state: change?.state ?? null,
    mine: statement.text,
    was: statement.source_text,
    now: change?.text ?? null,
    action: `${hrefOf(visit)}/statements/${statement.id}/change`,
    hidden: hiddenFields({ digest: change?.digest ?? '', revision: statement.revision }),
    choice: change
      ? radioGroup({
        name: 'choice',
        legend: 'What shall become of the statement?',
        items: [
          { value: 'keep', text: 'Keep it as it is', hint: 'You are told again when the source changes once more.' },
          ...change.text === null ? [] : [{ value: 'take', text: 'Take what the source says now', hint: 'It replaces the statement, with what you changed in it.' }],
          { value: 'remove', text: 'Remove it from the report', hint: 'Versions that were saved with it keep it.' }
        ],
        errors
      })
      : null,
    save: submitButton('Save')
  }
}
