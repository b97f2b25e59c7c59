import fc from 'fast-check'
import t from 'tap'
import { agreementWords, byGap, gapWords, proposePairs } from '../../server/features/moderation/rules.ts'
import type { Levels } from '../../server/features/moderation/rules.ts'

const teams = (n: number) => Array.from({ length: n }, (_none, index) => `team-${index}`)
const reading = (level: number | null, self: number | null): Levels => ({ level_state: level === null ? 'not-enough-evidence' : 'level', level, self_level_state: self === null ? 'not-enough-evidence' : 'level', self_level: self })

t.test('every team reads one and is read by one, never itself, in pairs or one group of three', t => {
  fc.assert(fc.property(fc.integer({ min: 2, max: 32 }), fc.array(fc.tuple(fc.nat(31), fc.nat(31)), { maxLength: 200 }), (n, earlier) => {
    const pairs = proposePairs(teams(n), earlier.map(([a, b]) => [`team-${a}`, `team-${b}`] as const))
    return pairs.length === n && new Set(pairs.map(pair => pair.reader)).size === n && new Set(pairs.map(pair => pair.read)).size === n && pairs.every(pair => pair.reader !== pair.read)
  }))
  t.same(proposePairs(['alone'], []), [])
  t.end()
})

t.test('no pair comes twice before every pair has met', t => {
  for (const n of [4, 8, 10, 30]) {
    const earlier: [string, string][] = []
    for (let session = 0; session < n - 1; session++) {
      const pairs = proposePairs(teams(n), earlier)
      for (const { reader, read } of pairs) {
        if (earlier.some(([a, b]) => a === reader && b === read)) t.fail(`${reader} reads ${read} again in session ${session + 1} of ${n} teams`)
      }
      earlier.push(...pairs.map(({ reader, read }): [string, string] => [reader, read]))
    }
    t.equal(new Set(earlier.map(pair => pair.join())).size, n * (n - 1), `${n} teams: everybody met`)
  }
  t.end()
})

t.test('agreement is counted, and what to discuss comes with the widest gap first', t => {
  const all = [reading(4, 4), reading(3, 4), reading(2, 5), reading(null, 4), reading(null, null)]
  t.equal(agreementWords(all), 'Exact agreement: 2 of 5. Within one level: 3 of 5.')
  t.same(byGap(all).map(gapWords), ['Three levels apart', 'One gave a level, the other did not', 'One level apart'])
  t.equal(agreementWords([]), 'No readings yet.')
  t.end()
})
