import fc from 'fast-check'
import t from 'tap'
import { firstNames, foldName } from '../../server/lib/first-names.ts'
import { findPersonalData, withoutKnown } from '../../server/lib/personal-data.ts'

const today = '2026-11-23'
const found = (text: string) => findPersonalData(text, today).map(({ kind, text }) => `${kind}: ${text}`)

t.test('names are found: a common first name, and a surname or an initial straight after it', t => {
  const texts: Record<string, string[]> = {
    'We spoke to Amy Smith on Monday.': ['name: Amy Smith'],
    'Mòrag NicDhòmhnaill and Łukasz Żółć came.': ['name: Mòrag NicDhòmhnaill', 'name: Łukasz Żółć'],
    'Fatima al-Ahmad’s mother said so; Gurpreet Singh agreed.': ['name: Fatima al-Ahmad', 'name: Gurpreet Singh'],
    'Liam S. was seen, then Olivia K and AIDEN BROWN.': ['name: Liam S', 'name: Olivia K', 'name: AIDEN BROWN'],
    'Jan van der Berg, Anna-Maria Nowak, Siobhán O’Neill': ['name: Jan van der Berg', 'name: Anna-Maria Nowak', 'name: Siobhán O’Neill'],
    'The parents of Muhammad Imran Khan asked. Yesterday Zara McLeod came': ['name: Muhammad Imran Khan', 'name: Zara McLeod']
  }
  for (const [text, expected] of Object.entries(texts)) t.same(found(text), expected, text)
  t.end()
})

t.test('names of schools, streets, services and sentences are left alone', t => {
  for (const text of [
    'St Mary’s Primary and St John Ogilvie met at Craig Park.', 'St. Andrew House', 'John Logie Baird High School took part', 'Ross Hall Academy, Isla Street, Lewis Ward, Grace Church',
    'We asked Amy. Parents agreed.', 'Amy CAMHS NHS', 'Harris Academy and Cameron House', 'Amy and Jack went', 'Children in Need. The Promise. Getting It Right For Every Child',
    'Education Scotland, Glasgow City Council, Health and Social Care Partnership', 'we asked amy smith in small letters'
  ]) t.same(found(text), [], text)
  t.end()
})

t.test('dates of birth are told from other dates by their word or their year', t => {
  t.same(found('Born on 3 March 2015. dob 01/02/1999. Date of birth: 2013-05-06'), ['birth: 3 March 2015', 'birth: 01/02/1999', 'birth: 2013-05-06'])
  t.same(found('He (12.08.14) and she, 7th of May 2012, and March 9, 2016'), ['birth: 12.08.14', 'birth: 7th of May 2012', 'birth: March 9, 2016'])
  t.same(found('Reviewed on 12 March 2026, since 15 August 2024, by 10/06/2027; the Act of 14 May 2001; in March 2015; session 2015-16; HGIOS4 2015'), [])
  t.end()
})

t.test('addresses and numbers are found, and links, amounts, years and help lines are not', t => {
  t.same(found('Write to parent.one@mail.example.org, or call 0141 946 0123, 07700 900123 or +44 (0)131 496 0000.'), ['email: parent.one@mail.example.org', 'phone: 0141 946 0123', 'phone: 07700 900123', 'phone: +44 (0)131 496 0000'])
  t.same(found('SCN 123456789, CHI 0103151234 and 010315 1234'), ['number: 123456789', 'health-number: 0103151234', 'health-number: 010315 1234'])
  for (const text of [
    'mailto:office@example.org', 'https://example.org/a/123456789/amy.smith@example.org?x=0103151234', '£123456789', '123,456,789 pupils', '2023 2024 2025', 'Childline 0800 1111, helpline 0300 123 1234',
    'ISBN 9780141036144', '12 of 18; 13/18; 24–29', 'e0fda6e1-1234-7123-8123-123456789012', 'name@nowhere'
  ]) t.same(found(text), [], text)
  t.end()
})

t.test('a finding is shown in its sentence, and not beyond it', t => {
  const [finding] = findPersonalData('The first thing. Then we rang Amy Smith at noon. And the last.', today)
  t.same(finding, { kind: 'name', text: 'Amy Smith', at: 30, before: 'Then we rang ', after: ' at noon.' })
  t.end()
})

t.test('people of the authority may be named anywhere', t => {
  const left = (text: string) => withoutKnown(findPersonalData(text, today), ['Mairi Sinclair', 'Catriona Baird', 'Craig Dunain']).map(({ text }) => text)
  t.same(left('Mairi Sinclair Nurse, MAIRI SINCLAIR, Mairi S. and Catriona Baird’s notes; Craig Dunain'), [])
  t.same(left('Mairi Smith, Mairi B. and Catriona Bairdie'), ['Mairi Smith', 'Mairi B', 'Catriona Bairdie'])
  t.same(withoutKnown([{ kind: 'email', text: 'x@example.org' }], ['x']).length, 1)
  t.end()
})

t.test('there are some 400 names or more, in one form', t => {
  t.ok(firstNames.size > 400, `${firstNames.size} names`)
  for (const name of firstNames) t.match(name, /^[a-z]{2,}$/)
  for (const name of ['mairi', 'eilidh', 'wojciech', 'aisha', 'muhammad', 'gurpreet', 'yaw']) t.ok(firstNames.has(name), name)
  for (const word of ['will', 'may', 'june', 'hope', 'grant', 'the']) t.notOk(firstNames.has(word), word)
  t.equal(foldName('Łukasz'), 'lukasz')
  t.end()
})

t.test('it never fails, whatever is typed, and says where it looked', t => {
  const parts = fc.constantFrom('Amy ', 'Smith', ' ', '\n', '.', '0141 ', '946', '@', 'a.b@c.de', '03/04/2015', 'born ', '’s ', 'St ', '(', '+44', 'A', 'https://', 'Łukasz ', '😀', '\ud800', '-')
  const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(parts, { maxLength: 60 }).map(all => all.join('')))
  fc.assert(fc.property(text, text => {
    const findings = findPersonalData(text, today)
    return findings.length <= 50 && findings.every((finding, n) => text.startsWith(finding.text, finding.at) && (n === 0 || finding.at >= findings[n - 1]!.at + findings[n - 1]!.text.length))
  }), { numRuns: 2000 })
  t.end()
})

t.test('it costs little, and its time grows with the text and no faster', t => {
  const micros = (text: string) => {
    let best = Infinity
    for (let n = 0; n < 60; n++) {
      const from = process.hrtime.bigint()
      findPersonalData(text, today)
      best = Math.min(best, Number(process.hrtime.bigint() - from) / 1000)
    }
    return best
  }
  const prose = 'The group met nine times; Health came to three of five meetings in Craigmor Primary. Six of eight families said on 12 March 2026 that they repeat their story less often. '
  const nasty = { prose, digits: '0', spaced: '0 ', at: 'a@', dots: 'a.', letters: 'a', capitals: 'A', words: 'Amy ', brackets: '0(', dates: '1/1/', dashes: 'Amy-', hyphens: 'x-', plus: '+44', born: 'born 1 ', url: 'https://', mixed: 'a.a@a.' }
  for (const [name, unit] of Object.entries(nasty)) {
    const [short, long] = [5_000, 40_000].map(length => micros(unit.repeat(Math.ceil(length / unit.length)).slice(0, length))) as [number, number]
    t.ok(long < 8 * 4 * Math.max(short, 50), `${name}: ${Math.round(short)} µs for 5,000 characters, ${Math.round(long)} µs for 40,000`)
  }
  const usual = micros(prose.repeat(200).slice(0, 20_000))
  t.ok(usual < 20_000, `${Math.round(usual)} µs for 20,000 characters of prose`)
  t.end()
})
