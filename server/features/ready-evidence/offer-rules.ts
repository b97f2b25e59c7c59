import { longDate } from '../../lib/dates.ts'
import { figureWords, shareWords, sumOf, suppressedWord } from '../figures/words-rules.ts'
import { leftOut } from '../surveys/rules.ts'
import { manyWords, howWords, whoWords } from '../voice-log/rules.ts'
import { audienceCodes, outcomeQuestion, topics } from './topic-rules.ts'
import type { ReleasedTable } from '../figures/queries.ts'
import type { Entry } from '../voice-log/queries.ts'
import type { HowMany, How } from '../voice-log/rules.ts'
import type { About, Strand } from '../evidence/rules.ts'
import type { Topic } from './topic-rules.ts'

/** Evidence as it would stand in the register, and the indicators it speaks to. `key` names its source for good. */
export interface Offer { key: string, title: string, strand: Strand, about: About, shows: string, covers_from: string, covers_to: string, source: string, link?: string, codes: string[] }
interface Team { id: string, slug: string }

/** What the released figures of a team say. A table of which nothing may be shown says nothing. */
export function figureOffers (tables: ReleasedTable[], team: Team): Offer[] {
  return topics.flatMap(topic => tables.filter(table => table.release.subject === topic.subject && table.code === topic.table).flatMap(table => {
    const shows = topic.counts.length > 0 ? countedWords(topic, table, tables, team) : spreadWords(topic, table, team)
    if (shows === null) return []
    const { id, from, to } = table.release
    return [{
      key: `figures:${id}:${topic.table}`, title: `${topic.title}, ${longDate(from)} to ${longDate(to)}`, strand: topic.strand, about: topic.about, shows: [shows, topic.note].filter(line => line !== null).join('\n'),
      covers_from: from, covers_to: to, source: `${topic.source}, figures released for the term`, link: `/figures/${team.slug}`, codes: topic.codes
    }]
  }))
}

const valueOf = (table: ReleasedTable, team: Team, row: string): number | null => table.cells.find(cell => cell.place === team.id && cell.row === row && cell.column === 'all')?.value ?? null

/** 'Goals reached as expected or better: most (24 of 29).' Nothing when any number it needs is suppressed. */
function countedWords (topic: Topic, table: ReleasedTable, tables: ReleasedTable[], team: Team): string | null {
  const whole = tables.find(other => other.release.id === table.release.id && other.code === table.code.split('.')[0])
  const of = whole ? valueOf(whole, team, 'all') : null
  const words = shareWords(sumOf(topic.counts.map(row => valueOf(table, team, row))), of, table.release.threshold)
  return words === null ? null : `${topic.words}: ${words}.`
}

/** 'Reasons for referral: Attendance 12, Behaviour 9. Suppressed: Learning.' Nothing when no number may be shown. */
function spreadWords (topic: Topic, table: ReleasedTable, team: Team): string | null {
  const rows = table.rows.map(({ code, name }) => ({ name, value: valueOf(table, team, code) }))
  const shown = rows.filter(row => row.value !== null && row.value > 0).sort((a, b) => b.value! - a.value!)
  const hidden = rows.filter(row => row.value === null)
  if (shown.length === 0) return null
  const told = `${topic.words}: ${shown.map(row => `${row.name} ${figureWords(row.value)}`).join(', ')}.`
  return hidden.length === 0 ? told : `${told} ${capital(suppressedWord)}, because small numbers could tell who: ${hidden.map(row => row.name).join(', ')}.`
}

/**
 * What was answered to questionnaires, by set: whether anything changed is an outcome, the other questions are told together. A question
 * whose answers may not be shown is left out.
 */
export function answerOffers (tables: ReleasedTable[], team: Team): Offer[] {
  const views = tables.filter(table => table.release.subject === 'views')
  return views.filter(table => !table.code.includes('.')).flatMap(whole => {
    const questions = views.filter(table => table.release.id === whole.release.id && table.code.startsWith(`${whole.code}.`))
    const told = (isOutcome: boolean) => questions.filter(table => (table.code.split('.')[1] === outcomeQuestion) === isOutcome).flatMap(table => answerWords(table, whole, team) ?? [])
    return ([['outcome', told(true)], ['process', told(false)]] as const).filter(([, lines]) => lines.length > 0).map(([about, lines]) => ({
      key: `answers:${whole.release.id}:${whole.code}:${about}`, title: `${whole.name}: ${about === 'outcome' ? 'did anything change' : 'how it was'}, ${longDate(whole.release.from)} to ${longDate(whole.release.to)}`,
      strand: 'views' as const, about, shows: lines.join('\n'), covers_from: whole.release.from, covers_to: whole.release.to, source: 'Answers to the team’s questionnaire, released for the term', link: `/figures/${team.slug}`,
      codes: audienceCodes.find(([audience]) => whole.code.includes(audience))?.[1] ?? []
    }))
  })
}

/** 'Has anything changed for your child since? Yes: most (12 of 15).' A question that everybody left out tells nothing. */
function answerWords (table: ReleasedTable, whole: ReleasedTable, team: Team): string | null {
  if (valueOf(table, team, leftOut.code) === valueOf(whole, team, 'all')) return null
  const words = shareWords(valueOf(table, team, 'yes'), valueOf(whole, team, 'all'), table.release.threshold)
  const yes = table.rows.find(row => row.code === 'yes')
  return words === null || !yes ? null : `${table.name} ${yes.name}: ${words}.`
}

/** What was heard otherwise than by a questionnaire. What changed for those who were heard is an outcome. */
export function voiceOffers (entries: Entry[]): Offer[] {
  return entries.filter(entry => entry.said !== null || entry.changed !== null).map(entry => {
    const who = entry.who_words ?? whoWords[entry.who].name
    const how = entry.how_words ?? howWords[entry.how as How]
    return {
      key: `voice:${entry.id}`, title: `What ${lower(who)} said on ${longDate(entry.heard_on)}`, strand: 'views', about: entry.changed ? 'outcome' : 'process',
      shows: [entry.said && `They said: ${entry.said}`, entry.changed && `What changed: ${entry.changed}`].filter(Boolean).join('\n'),
      covers_from: entry.heard_on, covers_to: entry.heard_on, source: `Voice log: ${lower(how)}, ${lower(manyWords[entry.how_many as HowMany])}`, codes: entry.who === 'parents' ? ['2.5', '2.7'] : entry.who === 'partners' ? ['2.7'] : ['1.1', '2.4', '3.1']
    }
  })
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1)
