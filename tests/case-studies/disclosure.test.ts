import t from 'tap'
import { findClues } from '../../server/features/case-studies/disclosure-rules.ts'

const known = { places: ['Craigmor', 'Braidmuir'], code: 'CR-27-04', today: '2026-11-23' }
const kinds = (text: string) => findClues(text, known).map(clue => `${clue.kind} ${clue.text}`)

t.test('what looks identifying is listed, each once', async t => {
  for (const [text, wanted] of [
    ['The family lives in Braidmuir.', 'place Braidmuir'], ['They moved to Kirkwall last spring.', 'place Kirkwall'], ['The team of craigmor helped.', 'place craigmor'],
    ['He goes to Inverallan Park Primary School.', 'school Inverallan Park Primary School'], ['A place at St Mungo’s Academy was found.', 'school St Mungo’s Academy'],
    ['A nine-year-old boy', 'age nine-year-old'], ['aged 12', 'age aged 12'], ['when she was in P6', 'age P6'], ['an S2 pupil', 'age S2'], ['primary three', 'age primary three'],
    ['on 12 May 2025', 'date 12 May 2025'], ['in March 2025', 'date March 2025'], ['since 2024', 'date since 2024'], ['on 12.5.2025', 'date 12.5.2025'], ['on the 3rd of June', 'date 3rd of June'],
    ['known as CR-27-04', 'code CR-27-04'], ['known as AB-114', 'code AB-114'], ['known as cr-27-04', 'code cr-27-04'],
    ['We met Hamish on Monday.', 'name Hamish'], ['Hamish McDonald was there.', 'name Hamish McDonald'], ['write to mum@example.org', 'code mum@example.org']
  ]) t.ok(kinds(text!).includes(wanted!), `${text}: ${kinds(text!).join(', ')}`)
  t.equal(kinds('In Braidmuir, then again in Braidmuir.').length, 1)
  t.match(findClues('The family lives in Braidmuir now.', known)[0], { key: 'place:braidmuir', around: 'The family lives in Braidmuir now.' })
})

t.test('an ordinary text has none', async t => {
  t.same(kinds('A child found mornings hard. The team tried a quiet start with a named adult. Three mornings a week became five. “It is quieter now,” the child says. In Scotland this is usual.'), [])
})

t.test('texts of any shape take no time', async t => {
  const started = performance.now()
  for (const text of ['A '.repeat(5000), 'Ab '.repeat(5000), 'in '.repeat(5000), '1'.repeat(10_000), 'aged '.repeat(3000)]) findClues(text, known)
  t.ok(performance.now() - started < 1500, String(performance.now() - started))
})
