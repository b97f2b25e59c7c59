import t from 'tap'
import type { Test } from 'tap'
import { checkFrameworks, loadLibrary } from '../../server/features/frameworks/library.ts'
import { asItIs, successor, writeFrameworks } from './made-up.ts'

const hgios4 = 'hgios4/1.yaml'
const report = 'glasgow-ci-2022/1.yaml'

/** What is wrong after one change of HGIOS4, of the successor or of the report. */
function problemsOf (t: Test, file: string, from: string | RegExp, to: string): string[] {
  const change = (text: string) => text.replace(from, to)
  const folder = t.testdir({})
  writeFrameworks(folder, file === 'hgios5/1.yaml'
    ? { [hgios4]: asItIs, [file]: change(successor) }
    : file === report ? { [hgios4]: asItIs, [report]: change } : { [file]: change })
  return checkFrameworks(folder)
}

const cases: [name: string, file: string, from: string | RegExp, to: string, expected: RegExp[]][] = [
  ['an unquoted code', hgios4, 'code: "2.1"', 'code: 2.10', [/^hgios4\/1\.yaml:\d+: items › 2\.1 › code: must be text: put "2\.10" in quotes$/]],
  ['an unquoted version', hgios4, 'version: "1"', 'version: 1', [/^hgios4\/1\.yaml:6: version: must be text: put "1" in quotes$/]],
  ['an unknown parent', hgios4, 'parent: "1.1"', 'parent: "1.9"', [/:\d+: items › 1\.1\.a › parent: has an unknown parent 1\.9$/]],
  ['a parent of the wrong sort', hgios4, 'parent: "1.1"', 'parent: "1"', [/items › 1\.1\.a › parent: a theme cannot belong to a category$/]],
  ['a code twice', hgios4, 'code: "1.1.b"', 'code: "1.1.a"', [/items › 1\.1\.a › code: two items have the code 1\.1\.a$/]],
  ['a key nobody knows', hgios4, 'rated: true', 'rated: true\n    weight: 3', [/items › 1\.1: has a key the format does not know: weight$/]],
  ['a missing key', hgios4, /licence: [^]*?(?=attribution)/, '', [/^hgios4\/1\.yaml:\d+: lacks licence$/]],
  ['an unknown type', hgios4, 'type: theme', 'type: topic', [/items › 1\.1\.a › type: must be one of category, indicator, theme$/]],
  ['a kind nobody knows', hgios4, 'kind: self-evaluation', 'kind: survey', [/^hgios4\/1\.yaml:7: kind: must be one of self-evaluation, improvement-report, questionnaire, answering-words$/]],
  ['a level value twice', hgios4, 'value: 5', 'value: 6', [/scale › levels › 2 › value: two levels have the value 6$/]],
  ['levels in the wrong order', hgios4, 'value: 6', 'value: 0', [/scale › levels › 2 › value: levels must stand best first$/]],
  ['a level that is no whole number', hgios4, 'value: 6', 'value: 6.5', [/scale › levels › 1 › value: must be integer$/]],
  ['a level name twice', hgios4, 'label: weak', 'label: good', [/scale › levels › 5 › label: two levels are called good$/]],
  ['a rated theme', hgios4, 'Collaborative approaches to self-evaluation\n    rated: false', 'Collaborative approaches to self-evaluation\n    rated: true', [/items › 1\.1\.a › rated: a theme is never rated$/]],
  ['a core code that does not exist', hgios4, 'core: ["1.1"', 'core: ["1.7"', [/core › 1: 1\.7 is not an indicator of this framework$/]],
  ['a core code that is a theme', hgios4, 'core: ["1.1"', 'core: ["1.1.a"', [/core › 1: 1\.1\.a is not an indicator/]],
  ['a mapping without an earlier version', hgios4, 'core: [', 'renamed: { "1.8": "1.1" }\ncore: [', [/renamed: there is no previous version to compare with$/]],
  ['a folder that is not the id', hgios4, 'id: hgios4', 'id: hgios', [/id: the file must be <id>\/<version>\.yaml$/]],
  ['broken YAML', hgios4, 'kind: self-evaluation', 'kind: [self-evaluation', [/^hgios4\/1\.yaml:\d+: cannot be read as YAML: /]],
  ['a key twice', hgios4, 'year: 2015', 'year: 2015\nyear: 2016', [/^hgios4\/1\.yaml:12: cannot be read as YAML: /]],
  ['an illustration of a level the scale lacks', 'hgios5/1.yaml', 'level: 4', 'level: 5', [/items › improving-together › illustrations › 1: the scale has no level 5$/]],
  ['a successor of nothing', 'hgios5/1.yaml', 'id: hgios4, version: "1"', 'id: hgios4, version: "7"', [/previous: there is no framework hgios4 version 7$/]],
  ['a renamed code that never was', 'hgios5/1.yaml', '"2.4": "support"', '"2.40": "support"', [/renamed › 2\.40: hgios4 version 1 has no 2\.40$/]],
  ['a code renamed to nothing', 'hgios5/1.yaml', '"2.4": "support"', '"2.4": "help"', [/renamed › 2\.4: 2\.4 is renamed to help, which is not in this framework$/]],
  ['two codes renamed to one', 'hgios5/1.yaml', '"2.4": "support"', '"2.4": "support", "2.5": "support"', [/renamed › 2\.5: two codes are renamed to support/]],
  ['a stop of the trend without a reason', 'hgios5/1.yaml', /\n {4}why_not_comparable.*/, '', [/items › support › comparable: comparable: false and why_not_comparable go together$/]],
  ['a rating without a scale', 'hgios5/1.yaml', /scale:[^]*?(?=core)/, '', [/items › improving-together › rated: cannot be rated/, /support › rated/, /illustrations › 1/, /illustrations › 2/]],
  ['a suggested indicator that exists nowhere', report, 'suggested_indicators: ["2.7", "2.5"]', 'suggested_indicators: ["2.7", "2.9"]', [/^glasgow-ci-2022\/1\.yaml:\d+: themes › T1 › recommendations › T1-R1 › suggested_indicators › 2: hgios4 has no indicator 2\.9$/]],
  ['two recommendations with one code', report, 'code: "T1-R2"', 'code: "T1-R1"', [/themes › T1 › recommendations › T1-R1 › code: two items have the code T1-R1$/, /named › LC-JST referral flowchart › found_in › 1: there is no T1-R2$/]],
  ['a timetable with an unknown theme', report, 'theme: "T3"', 'theme: "T7"', [/timetable › 2 › sessions › 5 › theme: there is no theme T7$/]],
  ['a timetable with an unknown question', report, '["T1-Q1"', '["T1-Q9"', [/focus_questions › 1: there is no focus question T1-Q9$/]],
  ['a date that is none', report, 'date: 2022-06-09', 'date: 2022-06-31', [/timetable › 1 › date: /]]
]

for (const [name, file, from, to, expected] of cases) {
  t.test(`${name} is refused by file, item and reason`, async t => {
    const problems = problemsOf(t, file, from, to)
    t.equal(problems.length, expected.length, problems.join('\n'))
    for (const [at, pattern] of expected.entries()) t.match(problems[at], pattern)
  })
}

t.test('the line is the line of the fault', async t => {
  const [problem] = problemsOf(t, 'hgios5/1.yaml', 'parent: "leading"', 'parent: "nowhere"')
  const line = successor.replace('parent: "leading"', 'parent: "nowhere"').split('\n').findIndex(text => text.includes('nowhere')) + 1
  t.match(problem, `hgios5/1.yaml:${line}:`)
})

t.test('all faults of all files are told at once, and nothing loads', async t => {
  const folder = writeFrameworks(t.testdir({}), {
    [hgios4]: text => text.replaceAll(/code: "(2\.\d)"/g, 'code: $1'),
    [report]: text => text.replace('year: 2022', 'year: "2022"'),
    'hgios5/1.yml': successor
  })
  const problems = checkFrameworks(folder)
  t.equal(problems.filter(problem => problem.startsWith(hgios4)).length, 7)
  t.equal(problems.filter(problem => problem.startsWith(report)).length, 1)
  t.equal(problems.filter(problem => problem.startsWith('hgios5/1.yml')).length > 0, true, 'a file with the wrong ending is not passed over')
  t.throws(() => loadLibrary(folder), { message: problems.join('\n') })
})

t.test('a folder without frameworks is refused', async t => {
  const folder = t.testdir({ empty: {} })
  t.throws(() => loadLibrary(folder), /there is no framework here/)
})
