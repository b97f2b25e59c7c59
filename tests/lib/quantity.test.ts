import t from 'tap'
import { quantity } from '../../server/lib/quantity.ts'

t.test('each word, at and around its borders', async t => {
  const cases = [
    [95, 100, 'almost all'], [90, 100, 'most'], [901, 1000, 'almost all'], [3, 4, 'most'], [749, 1000, 'majority'], [1, 2, 'majority'],
    [499, 1000, 'less than half'], [15, 100, 'less than half'], [14, 100, 'few'], [0, 20, 'none'], [20, 20, 'all'],
    [750, 1000, 'most'], [500, 1000, 'majority'], [149, 1000, 'few'], [1, 1000, 'few'], [999, 1000, 'almost all'], [0, 0, 'none']
  ] as const
  for (const [n, of, word] of cases) t.equal(quantity(n, of).word, word, `${n} of ${of}`)
})

t.test('the text says the word and the numbers', async t => {
  t.equal(quantity(24, 29).text, 'most (24 of 29)')
  t.equal(quantity(24, 29, 'LC-JSTs').text, 'most LC-JSTs (24 of 29)')
  t.equal(quantity(18, 29, 'LC-JSTs').text, 'the majority of LC-JSTs (18 of 29)')
  t.equal(quantity(10, 29, 'LC-JSTs').text, 'less than half of the LC-JSTs (10 of 29)')
  t.equal(quantity(0, 29, 'LC-JSTs').text, 'none of the LC-JSTs (0 of 29)')
})

t.test('under ten cases there is no word in the text, from ten on there is', async t => {
  t.equal(quantity(3, 4).text, '3 of 4')
  t.equal(quantity(9, 9, 'teams').text, '9 of 9 teams')
  t.equal(quantity(10, 10, 'teams').text, 'all teams (10 of 10)')
})

t.test('what is no quantity is refused', async t => {
  for (const [n, of] of [[5, 4], [-1, 4], [1.5, 4], [NaN, 4], [1, Infinity]] as const) t.throws(() => quantity(n, of), RangeError, `${n} of ${of}`)
})
