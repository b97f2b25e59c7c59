import { longestAnswer } from './rules.ts'
import type { Question, Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { Pool } from './rules.ts'

/** A column of a file by itself: its values stand in an order of chance, so that no row can be put together again. */
export interface FileColumn { label: string, values: string[] }
/** What is kept of a file until it is brought in: how many people answered, and the columns that could be answers. */
export interface FileContent { people: number, columns: FileColumn[], dropped: string[] }
export const importLimits = { bytes: 2 * 1024 * 1024, rows: 1000, columns: 60 }

/** What Microsoft Forms adds of itself: who, and when. */
const ofPeople = /^(id|start time|completion time|last modified time|email|e-mail|email address|name|your name|full name|timestamp|ip address|user ?name|hora de .*|language)$/i
const looksOfPeople = /^(\S+@\S+\.\S+|\d{4}-\d\d-\d\d.*|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}.*|\d{5}\.\d+)$/

/**
 * A table of answers, taken apart into columns at once. Who answered and when is dropped here, by its label or by how it looks, and goes no further.
 * `shuffle` puts the values of a column into an order of chance.
 */
export function takeApart ([head = [], ...body]: string[][], shuffle: (values: string[]) => string[]): FileContent | { problem: string } {
  const labels = head.map(label => label.replace(/\s+/g, ' ').trim().slice(0, 300))
  const rows = body.filter(row => row.some(cell => cell.trim() !== ''))
  if (labels.every(label => label === '')) return { problem: 'The first line holds no questions. It should be as the form wrote it.' }
  if (rows.length === 0) return { problem: 'There are questions in this file, but no answers under them.' }
  if (rows.length > importLimits.rows) return { problem: `The file has ${rows.length} rows; ${importLimits.rows.toLocaleString('en-GB')} can be brought in at once.` }
  const all = labels.slice(0, importLimits.columns).map((label, at) => ({ label, values: rows.map(row => (row[at] ?? '').trim()) })).filter(({ label }) => label !== '')
  const isOfPeople = ({ label, values }: FileColumn) => ofPeople.test(label) || values.filter(value => looksOfPeople.test(value)).length > values.filter(Boolean).length / 2
  return {
    people: rows.length,
    dropped: all.filter(isOfPeople).map(({ label }) => label),
    columns: all.filter(column => !isOfPeople(column)).map(({ label, values }) => ({ label, values: shuffle(values.filter(Boolean)) }))
  }
}

const folded = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()

/** Which question each column answers: as remembered, else by its words in any language. Each question once. */
export function mappingOf (columns: FileColumn[], { questions, texts }: Questionnaire, remembered: Map<string, string>): (string | null)[] {
  const taken = new Set<string>()
  return columns.map(({ label }) => {
    const known = remembered.get(label) ?? questions.find(({ code }) => texts.some(text => folded(text.questions[code]!.text) === folded(label)))?.code
    const question = known !== undefined && questions.some(({ code }) => code === known) && !taken.has(known) ? known : null
    if (question) taken.add(question)
    return question
  })
}

/** The option that a cell means: its words in any language, or its code. */
function optionOf (value: string, question: Question, { texts, scales }: Questionnaire): string | null {
  const said = folded(value)
  return scales.find(({ code }) => code === question.scale)!.options.find(({ code }) => code === said || texts.some(text => folded(text.scales[question.scale!]![code]!) === said))?.code ?? null
}

export interface Brought { counts: Record<string, Record<string, number>>, texts: { question: string, text: string }[] }

/** What is wrong, and with which column. */
export interface Problem { at: number, text: string }

/** The columns as answers; what cannot be one is said by column and value, and then nothing is brought in. */
export function readColumns ({ people, columns }: FileContent, mapping: (string | null)[], questionnaire: Questionnaire): Brought & { problems: Problem[] } {
  const problems: Problem[] = []
  const counts: Brought['counts'] = {}
  const texts: Brought['texts'] = []
  const twice = mapping.filter((code, at) => code !== null && mapping.indexOf(code) !== at)
  for (const code of new Set(twice)) problems.push({ at: mapping.lastIndexOf(code), text: `Two columns answer “${questionnaire.texts[0]!.questions[code!]!.text}”. Choose one.` })
  if (mapping.every(code => code === null)) problems.push({ at: 0, text: 'No column answers a question. Choose at least one.' })
  for (const [at, { label, values }] of columns.entries()) {
    const question = questionnaire.questions.find(({ code }) => code === mapping[at])
    if (!question) continue
    if (question.kind === 'text') {
      texts.push(...values.map(text => ({ question: question.code, text })))
      if (values.some(value => value.length > longestAnswer)) problems.push({ at, text: `“${label}”: a text is longer than ${longestAnswer} letters. Shorten it in the file.` })
      continue
    }
    const options = values.map(value => optionOf(value, question, questionnaire))
    for (const value of new Set(values.filter((_value, n) => options[n] === null))) problems.push({ at, text: `“${label}”: “${value.slice(0, 60)}” is none of the answers. Change it in the file, or leave this column out.` })
    for (const option of options) if (option) (counts[question.code] ??= {})[option] = (counts[question.code]![option] ?? 0) + 1
    if (values.length > people) problems.push({ at, text: `“${label}”: there are more answers than people.` })
  }
  return { counts, texts, problems }
}

/** The pool with what a file holds in it. */
export function poolWithFile (pool: Pool, people: number, { counts, texts }: Brought, keyFor: () => string): Pool {
  return {
    ...pool,
    answers: pool.answers + people,
    counts: Object.fromEntries(Object.entries(pool.counts).map(([question, options]) => [question, Object.fromEntries(Object.entries(options).map(([option, n]) => [option, n + (counts[question]?.[option] ?? 0)]))])),
    texts: [...pool.texts, ...texts.map(text => ({ key: keyFor(), ...text }))].sort((a, b) => a.key < b.key ? -1 : 1)
  }
}
