import { readFileSync } from 'node:fs'
import t from 'tap'
import { quantityIn, warningsOf } from '../../server/features/goals/warning-rules.ts'
import type { WarningField } from '../../server/features/goals/warning-rules.ts'

const good = { much_less: 'Comes 0 mornings in a week', less: 'Comes 1 to 2 mornings in a week', expected: 'Comes 3 mornings in a week', more: 'Comes 4 mornings in a week', much_more: 'Comes 5 mornings in a week', review_on: '2027-02-15' }
const kindsOf = (goal: object) => warningsOf({ ...good, ...goal }).map(({ kind, field }) => `${kind} ${field}`)

t.test('a goal that can be counted, with a date, has no warning', async t => {
  t.same(kindsOf({}), [])
  t.same(warningsOf({ review_on: '2027-01-01' }), [], 'nor has one not written yet')
})

t.test('levels that could both be true', async t => {
  for (const [more, expected] of [
    ['Comes 3 to 5 mornings', 'Comes 2 to 3 mornings'], ['Comes at least 3 mornings', 'Comes 4 mornings'], ['Comes four mornings', 'Comes up to 4 mornings'], ['Comes 3 mornings or more', 'Comes 3 mornings'],
    ['Comes three or four mornings', 'Comes 3 mornings'], ['Comes twice', 'Comes two times'], ['Comes to school', 'comes to school.']
  ]) t.match(kindsOf({ more, expected, much_more: '', less: '', much_less: '' }), ['overlap more'], `${more} / ${expected}`)
  for (const [more, expected] of [
    ['Comes more than 3 mornings', 'Comes 3 mornings'], ['Comes 4 mornings or more', 'Comes fewer than 4 mornings'], ['Comes 1 hour', 'Comes 1 morning'], ['Never hits', 'Hits once'], ['Tells about 4 of the last 5', 'Tells about 2 or 3 of the last 5'], ['Reads page 4 to 5 in 10 minutes', 'Reads page 4 to 5 in 20 minutes']
  ]) t.same(kindsOf({ more, expected, much_more: '', less: '', much_less: '' }).filter(kind => kind.startsWith('overlap')), [], `${more} / ${expected}`)
  t.match(warningsOf({ ...good, more: 'Comes 3 mornings in a week' })[0]!.text, /^\+1 and 0 say the same\. Change one/)
})

t.test('numbers that go up and down', async t => {
  t.same(kindsOf({ more: 'Comes 7 mornings in a week' }), ['order more'])
  t.same(kindsOf({ much_less: 'Hits 9 times', less: 'Hits 6 times', expected: 'Hits 3 times', more: 'Hits once', much_more: 'Hits 0 times' }), [], 'downwards is an order too')
})

t.test('words that two people read differently', async t => {
  for (const word of ['better', 'improved', 'happier', 'more confident', 'settled', 'engages', 'understands', 'copes', 'good', 'appropriately']) t.same(kindsOf({ expected: `Is ${word} in 3 lessons` }).filter(kind => kind.startsWith('vague')), ['vague expected'], word)
  for (const text of ['Often comes', 'Comes more', 'Sometimes asks for help', 'Usually at the table', 'Reads longer']) t.same(kindsOf({ expected: text }), ['vague expected'], text)
  for (const text of ['Comes more than 3 mornings, not 4', 'Asks for help in most of 3 lessons', 'Goes to the well-being room on 3 days'.replace('well-being', 'quiet')]) t.same(kindsOf({ expected: text }).filter(kind => kind.startsWith('vague')), [], text)
  t.match(warningsOf({ ...good, expected: 'Is happier' })[0], { field: 'expected', text: '“happier” cannot be seen or counted the same way by two people. Say how many times, how long, or what somebody would see.' })
})

t.test('two changes in one level', async t => {
  for (const text of ['Comes 3 mornings and asks for help', 'Comes 3 mornings, and then stays for lunch', 'Comes 3 mornings while staying calm and is in class', 'Comes 3 mornings; reads aloud', 'Comes 3 mornings as well as doing homework and completes it', 'Comes 3 mornings and 2 afternoons', 'Comes 3 mornings but leaves early', 'Comes 3 mornings. Stays for lunch.']) {
    t.ok(kindsOf({ expected: text }).includes('double expected'), text)
  }
  for (const text of ['Reads and writes'.replace('writes', 'spelling') + ' on 3 days', 'Comes between 9 and 10 on 3 days', 'Plays with Mum and Dad on 3 days', 'Comes Monday, Tuesday and Wednesday', 'Comes 3 mornings.']) t.notOk(kindsOf({ expected: text }).includes('double expected'), text)
})

t.test('no date', async t => {
  t.same(warningsOf({ ...good, review_on: null }).map(({ kind, field }) => [kind, field]), [['no-date', 'review_on']])
  t.match(warningsOf({ ...good, review_on: '' })[0]!.text, 'twelve weeks after support begins')
})

t.test('what a level counts', async t => {
  const ranges: [string, object | null][] = [
    ['Comes 3 to 4 mornings', { from: 3, to: 4, about: 'morning' }], ['at least five times', { from: 5, to: Infinity }], ['twice a week', { from: 2, to: 2, about: '' }], ['up to 2 days', { from: 0, to: 2, about: 'day' }], ['Never hits', { from: 0, to: 0 }],
    ['3 of 5 lessons', { from: 3, to: 3, about: 'lesson' }], ['out of the house', null], ['one hour on 3 days', null], ['Says hello', null], ['1.5 hours', { from: 1.5, to: 1.5, about: 'hour' }]
  ]
  for (const [text, range] of ranges) range === null ? t.equal(quantityIn(text), null, text) : t.match(quantityIn(text), range, text)
})

t.test('every goal of the bank passes its own rules, and each indicator has some', async t => {
  const { goals } = JSON.parse(readFileSync(new URL('../../server/features/goals/bank.json', import.meta.url), 'utf8')) as { goals: ({ code: string, wellbeing: string } & Record<WarningField, string>)[] }
  for (const goal of goals) t.same(warningsOf({ ...goal, review_on: '2027-01-01' }).map(({ text, field }) => `${field}: ${text}`), [], goal.code)
  t.equal(new Set(goals.map(({ code }) => code)).size, goals.length)
  t.same([...new Set(goals.map(({ wellbeing }) => wellbeing))].sort(), ['achieving', 'active', 'healthy', 'included', 'nurtured', 'respected', 'responsible', 'safe'])
})

t.test('texts of any shape take no time', async t => {
  const started = performance.now()
  for (const text of ['and '.repeat(2000), '1 to '.repeat(2000), 'at least '.repeat(1000), 'x'.repeat(20_000), '. A'.repeat(3000)]) warningsOf({ expected: text, more: text })
  t.ok(performance.now() - started < 1000)
})
