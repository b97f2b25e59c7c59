import t from 'tap'
import { codeRefusal, tidyCode } from '../../server/features/goals/case-code-rules.ts'

t.test('codes that tell nothing are taken', async t => {
  for (const code of ['CR-27-04', 'A1', 'cr 27/4', 'LC12', 'GOV-0012', 'X99-3', '1234', 'T26-117', 'CR-30-11']) t.equal(codeRefusal(code), null, code)
})

t.test('names, dates of birth and numbers are not', async t => {
  for (const [code, why] of [
    ['Liam', 'no code'], ['Liam1', 'first name'], ['Amy-2', 'first name'], ['JS', 'no code'], ['MACDONALD-1', 'looks like a name'], ['Sorley7', 'looks like a name'], ['JS120514', 'date of birth'], ['JS-12-05-14', 'date of birth'], ['2014-05-12', 'date of birth'],
    ['20140512', 'date of birth'], ['12345678', 'pupil’s'], ['1205141234', 'pupil’s'], ['A-31-12-2013', 'date of birth']
  ]) t.match(codeRefusal(code!), why!, code!)
})

t.test('one child has one code, however it is typed', async t => {
  for (const code of ['cr 27 04', 'CR/27/04', 'cr-27--04', ' CR.27.04 ']) t.equal(tidyCode(code), 'CR-27-04', code)
})
