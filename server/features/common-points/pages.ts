import { longDate, sessionLabel } from '../../lib/dates.ts'
import { errorSummary, linkButton, pagination, selectField, submitButton, textArea, textField } from '../../lib/fields.ts'
import { count } from '../../lib/text.ts'
import { kinds, teamsWords } from './rules.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { PointTag, TeamAsk } from './queries.ts'
import type { Common, Kind, Marked } from './rules.ts'

const perPage = 50
const homeOf = (session: string) => `/city/${session}/common`
const crumbs = (session: string) => [{ text: 'Board', href: `/city/${session}` }]
const below = (session: string) => [...crumbs(session), { text: 'What teams have in common', href: homeOf(session) }]

interface Parts { session: { name: string }, teams: { id: string }[], common: Common[] }

/** Strengths, barriers and asks by tag: how many teams, and the way to their sentences. */
export function commonPage ({ session, teams, common }: Parts, hasTags: boolean, mayEdit: boolean) {
  const home = homeOf(session.name)
  return {
    title: 'What teams have in common',
    caption: `Session ${sessionLabel(session.name)}`,
    breadcrumbs: crumbs(session.name),
    none: hasTags ? null : mayEdit ? 'There are no tags yet. Begin with those suggested, then change their words to yours.' : 'There are no tags yet. The City Steering Group can add them.',
    begin: !hasTags && mayEdit ? submitButton('Begin with suggested tags') : null,
    edit: mayEdit && hasTags ? linkButton('Change tags', '/tags', { secondary: true }) : null,
    kinds: common.map(({ kind, tags, untagged }) => ({
      heading: kinds[kind].heading,
      caption: `${kinds[kind].name} by tag`,
      rows: tags.map(({ tag, points, teams: n }) => ({
        tag: tag.name, teams: teamsWords(n, teams.length), href: `${home}/${kind}/${tag.id}`, read: `Read ${count(points.length, 'sentence')}`, first: points[0]!.text
      })),
      none: tags.length + untagged.length === 0 ? emptyWords[kind] : null,
      untagged: untagged.length > 0 ? { text: `${count(untagged.length, 'sentence')} without a tag`.replace(/^no /, 'No '), href: `${home}/${kind}/none` } : null,
      how: `Counted are ${kinds[kind].from}, of teams you look after. A sentence stands under a tag when it has one of its words, or somebody put it there, unless somebody took it out; it may stand under several.`
    }))
  }
}

const emptyWords: Record<Kind, string> = {
  strength: 'Nothing yet: no team has agreed its self-evaluation with strengths.',
  barrier: 'Nothing yet: no team has agreed areas for improvement, and no action of an agreed plan is at risk.',
  ask: 'Nothing yet. Teams say what they ask for on the page of their plan.'
}

interface TagParts extends Parts { kind: Kind, tag: string, tags: PointTag[], page: number, mayEdit: boolean }

/** The sentences behind a tag, by team; those who keep the tags put right what the words got wrong. */
export function sentencesPage ({ session, teams, common, kind, tag, tags, page, mayEdit }: TagParts, wrong: { mark: string, errors: FormErrors } | null = null) {
  const of = common.find(one => one.kind === kind)!
  const found = of.tags.find(one => one.tag.id === tag)
  const points: Marked[] = tag === 'none' ? of.untagged : found?.points ?? []
  const here = `${homeOf(session.name)}/${kind}/${tag}`
  const name = tag === 'none' ? 'Without a tag' : tags.find(one => one.id === tag)!.name
  const pages = Math.max(1, Math.ceil(points.length / perPage))
  return {
    title: `${kinds[kind].name}: ${name}`,
    caption: `Session ${sessionLabel(session.name)}`,
    breadcrumbs: below(session.name),
    errors: wrong && errorSummary(wrong.errors),
    sentence: points.length === 0 ? 'There is no such sentence.' : `${teamsWords(new Set(points.map(point => point.team)).size, teams.length)}, ${count(points.length, 'sentence')}.`,
    words: tag === 'none' ? null : `Words of this tag: ${tags.find(one => one.id === tag)!.words || 'none; sentences are put here by hand'}.`,
    from: `${kind}/${tag}`,
    action: `${homeOf(session.name)}/placings`,
    choose: mayEdit && tag === 'none' && tags.length > 0,
    remove: mayEdit && tag !== 'none' ? tag : null,
    points: points.slice((page - 1) * perPage, page * perPage).map((point, index) => ({
      text: point.text, team: point.teamName, source: point.source, href: point.href, mark: point.mark,
      tag: selectField({ name: 'tag', id: wrong?.mark === point.mark ? 'tag' : `tag-${index}`, errors: wrong?.mark === point.mark ? wrong.errors : null, label: `Tag for: ${point.text}`, labelClasses: 'govuk-visually-hidden', items: [{ value: '', text: 'Choose a tag' }, ...tags.map(one => ({ value: one.id, text: one.name }))] })
    })),
    pagination: pagination(page, pages, n => `${here}?page=${n}`)
  }
}

/** The tags of an authority, each with its words; a form for a new one. */
export function tagsPage (tags: PointTag[], session: string | null, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
  return {
    title: 'Tags',
    breadcrumbs: session ? below(session) : [],
    errors: errors && errorSummary(errors),
    tags: tags.map(tag => ({ name: tag.name, words: tag.words || 'No words: sentences are put here by hand', saved: `Saved by ${tag.saved_by_name} on ${longDate(tag.saved_at)}`, href: `/tags/${tag.id}` })),
    ...tagFields(values, errors),
    submit: submitButton('Add the tag')
  }
}

export const tagPage = (tag: PointTag, values: Record<string, unknown>, errors: FormErrors | null = null) => ({
  title: `Tag: ${tag.name}`,
  breadcrumbs: [{ text: 'Tags', href: '/tags' }],
  errors: errors && errorSummary(errors),
  action: `/tags/${tag.id}`,
  revision: values.revision ?? tag.revision,
  ...tagFields(values, errors),
  submit: submitButton('Save'),
  retire: submitButton('Take it out of use', { warning: true })
})

const tagFields = (values: Record<string, unknown>, errors: FormErrors | null) => ({
  name: textField({ name: 'name', label: 'Name', values, errors }),
  words: textArea({ name: 'words', label: 'Words that find its sentences', hint: 'Separate them by commas. “train” finds training and trained too.', rows: 3, values, errors })
})

/** What a team asks of the area and the city. */
export const asksPage = (team: { name: string, slug: string }, session: { name: string }, asks: TeamAsk[], mayAsk: boolean, values: Record<string, unknown> = {}, errors: FormErrors | null = null) => ({
  title: 'What we ask for',
  caption: `${team.name}, session ${sessionLabel(session.name)}`,
  breadcrumbs: [{ text: `${team.name} ${sessionLabel(session.name)}`, href: `/communities/${team.slug}/${session.name}` }, { text: 'Action plan', href: `/communities/${team.slug}/${session.name}/plan` }],
  errors: errors && errorSummary(errors),
  asks: asks.map(ask => ({
    text: ask.text,
    about: `${ask.by_name}, ${longDate(ask.at)}`,
    withdrawn: ask.withdrawn_at ? `Withdrawn by ${ask.withdrawn_by_name} on ${longDate(ask.withdrawn_at)}` : null,
    withdraw: mayAsk && !ask.withdrawn_at ? `/communities/${team.slug}/${session.name}/asks/${ask.id}/withdrawal` : null
  })),
  form: mayAsk ? { action: `/communities/${team.slug}/${session.name}/asks`, text: textArea({ name: 'text', label: 'What would help, and whom do you ask?', hint: 'One thing, in a sentence. The City Steering Group reads it beside those of other teams.', rows: 3, values, errors }), submit: submitButton('Ask') } : null
})
