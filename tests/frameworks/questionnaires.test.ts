import { cpSync } from 'node:fs'
import t from 'tap'
import type { Test } from 'tap'
import { checkFrameworks } from '../../server/features/frameworks/library.ts'
import { readFileSync, writeFileSync } from 'node:fs'
import { frameworks } from '../support/app.ts'

/** What is wrong after one change of one file. */
function problemsOf (t: Test, file: string, from: string | RegExp, to: string): string[] {
  const folder = t.testdir({})
  cpSync('frameworks', folder, { recursive: true })
  const text = readFileSync(`${folder}/${file}`, 'utf8')
  const changed = text.replace(from, to)
  if (changed === text) throw new Error(`${file} has no ${String(from)}`)
  writeFileSync(`${folder}/${file}`, changed)
  // What other files say of one that is wrong comes after it.
  return checkFrameworks(folder).filter(problem => problem.startsWith(file))
}

const child = 'views-child/1.yaml'
const words = 'answering-words/1.yaml'
const cases: [name: string, file: string, from: string | RegExp, to: string, expected: RegExp[]][] = [
  ['too few questions', child, / {2}- \{ code: easy,.*\n/, '', [/^views-child\/1\.yaml:\d+: questions: a questionnaire has 5 to 7 questions, this one 4$/, /there is no question easy/, /there is no question easy/, /there is no question easy/]],
  ['a question twice', child, 'code: easy, kind', 'code: asked, kind', [/two items have the code asked/, /there is no question easy/, /there is no question easy/, /there is no question easy/]],
  ['a choice without a scale', child, 'code: asked, kind: choice, scale: amount', 'code: asked, kind: choice', [/questions › asked: a choice needs a scale of this file$/]],
  ['an unknown scale', child, 'code: asked, kind: choice, scale: amount', 'code: asked, kind: choice, scale: size', [/and there is no size$/]],
  ['a text that lacks a question', child, / {6}asked: \{ text: "Czy.*\n/, '', [/^views-child\/1\.yaml:\d+: texts › 2 › questions: the words of the question asked are missing$/]],
  ['a text that lacks an answer', child, 'partly: "Trochę", ', '', [/texts › 2 › scales › amount: the words of the answer partly are missing$/]],
  ['a language nobody wrote the words of', child, 'language: pl', 'language: uk', [/texts › 2 › language: no file of answering-words speaks uk$/]],
  ['a symbol that is not drawn', child, 'symbol: speech', 'symbol: dragon', [/symbol: must be one of tick/]],
  ['an audience nobody knows', child, 'audience: child', 'audience: pets', [/audience: must be one of child, young-person/]],
  ['a sentence without its place for a number', words, 'Question {n} of {total}', 'Question {n}', [/^answering-words\/1\.yaml:\d+: languages › English › words › position: must contain \{total\}$/]],
  ['a language that lacks a sentence', words, / {6}send: Wyślij.*\n/, '', [/languages › Polski › words: lacks send$/]]
]
for (const [name, file, from, to, expected] of cases) {
  t.test(`${name} is refused by file, line and reason`, async t => {
    const problems = problemsOf(t, file, from, to)
    t.equal(problems.length, expected.length, problems.join('\n'))
    for (const [at, pattern] of expected.entries()) t.match(problems[at], pattern)
  })
}

t.test('five audiences, five to seven questions each; three languages for children and families', async t => {
  t.same(frameworks.questionnaires().map(one => one.audience).sort(), ['child', 'parent', 'partner', 'referrer', 'young-person'])
  for (const one of frameworks.questionnaires().filter(({ audience }) => ['child', 'young-person', 'parent'].includes(audience))) {
    t.same([...new Set(one.texts.map(text => text.language))], ['en', 'pl', 'ar'], one.id)
  }
  t.same(frameworks.answerLanguages().map(({ direction, note }) => [direction, Boolean(note)]), [['ltr', false], ['ltr', true], ['rtl', true]])
})
