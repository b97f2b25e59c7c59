import t from 'tap'
import { evidenceGaps, gapsByCode, linkTrouble, onlySource } from '../../server/features/evidence/rules.ts'
import { testApp } from '../support/app.ts'
import { craigmorAtWork } from '../support/work.ts'
import type { Quality, Strand } from '../../server/features/evidence/rules.ts'

const register = '/communities/craigmor/2026-27/evidence'
const form = {
  title: 'Calls to parents', strand: 'views', about: 'process', shows: 'Six of eight felt heard', source: 'Telephone', covers_from: '2026-09-01', covers_to: '2026-11-01'
}
const piece = (strand: Strand, source: string, { about = 'process', quality = null, codes = [] }: { about?: 'process' | 'outcome', quality?: Quality | null, codes?: string[] } = {}) =>
  ({ strand, about, source, quality, codes })

t.test('quality is one of three words with a reason; a word without a reason is asked for', async t => {
  const { as, db } = await testApp(t)
  const bare = await as('member').post(register, { ...form, quality: 'thin' })
  t.equal(bare.statusCode, 422)
  t.match(bare.body, 'Say why it is thin')
  t.match(bare.body, 'Six of eight felt heard', 'nothing typed is lost')
  t.equal((await as('member').post(register, { ...form, quality_because: 'Few were asked' })).statusCode, 422)
  t.equal((await as('member').post(register, { ...form, quality: 'splendid' })).statusCode, 422)
  t.equal((await as('member').post(register, { ...form, quality: 'thin', quality_because: 'Eight families, one caller' })).statusCode, 303)
  const row = await db.selectFrom('evidence').selectAll().executeTakeFirstOrThrow()
  t.match(row, { quality: 'thin', quality_because: 'Eight families, one caller' })
  const record = (await as('areaLead').get(`${register}/${row.id}`)).body
  t.match(record, 'Thin. Eight families, one caller')
  t.match((await as('chair').get(register)).body, 'Quality: thin.')
})

t.test('two people who judge differently see both words and both reasons', async t => {
  const { as, db } = await testApp(t)
  const { evidence } = await craigmorAtWork(db)
  const edit = { ...form, title: 'Goal reviews', revision: 1 }
  t.equal((await as('chair').post(`${register}/${evidence.id}`, { ...edit, quality: 'strong', quality_because: 'All goals counted' })).statusCode, 303)
  const clash = await as('member').post(`${register}/${evidence.id}`, { ...edit, quality: 'thin', quality_because: 'Half the sheets are missing' })
  t.equal(clash.statusCode, 409)
  for (const words of ['Strong', 'Thin', 'All goals counted', 'Half the sheets are missing', 'name="choice.quality"']) t.match(clash.body, words)
  const settled = await as('member').post(`${register}/${evidence.id}`, {
    ...edit, revision: 2, 'choice.quality': 'mine', 'mine.quality': 'thin', 'theirs.quality': 'strong', 'choice.quality_because': 'mine', 'mine.quality_because': 'Half the sheets are missing', 'theirs.quality_because': 'All goals counted'
  })
  t.equal(settled.statusCode, 303)
  t.equal((await db.selectFrom('evidence').select('quality').executeTakeFirstOrThrow()).quality, 'thin')
})

t.test('what evidence rests on is said in words of quantity, and one source is named', async t => {
  const one = evidenceGaps([piece('data', 'Referral log')])
  t.equal(one.oneSource, 'It rests on one piece of evidence: Referral log.')
  t.equal(one.balance, 'About process: 1 of 1. Nothing shows yet that something changed for children.')
  t.equal(one.missing, 'Nothing yet from views, observation and about outcomes for children.')
  t.equal(evidenceGaps([piece('data', 'Referral log'), piece('views', ' referral  log.')]).oneSource, 'All of it comes from one source: Referral log.')
  const many = [...Array.from({ length: 9 }, (_none, n) => piece('data', `Log ${n}`, { quality: 'some' })), piece('views', 'Calls', { about: 'outcome', quality: 'strong' }), piece('observation', 'Visit', { about: 'outcome' })]
  t.same(evidenceGaps(many), {
    missing: null,
    oneSource: null,
    balance: 'About process: most (9 of 11). About outcomes for children: less than half (2 of 11).',
    quality: 'Strength: 1 strong, 9 some and 1 not judged yet.'
  })
  t.same(evidenceGaps([]), { missing: null, oneSource: null, balance: null, quality: null })
  t.equal(onlySource([]), null)
})

t.test('gaps are listed indicator by indicator, and only where there are some', async t => {
  const rows = [
    piece('data', 'Log', { codes: ['1.1', '2.4'] }), piece('views', 'Calls', { codes: ['2.4'], about: 'outcome' }), piece('observation', 'Visit', { codes: ['2.4'] }),
    piece('observation', 'Visit', { codes: ['3.1'], quality: 'thin' })
  ]
  t.same(gapsByCode(['1.1', '2.4', '2.7', '3.1'], rows), [
    'No evidence: 2.7.', 'No data: 3.1.', 'No views: 1.1 and 3.1.', 'No observation: 1.1.', 'Nothing about outcomes for children: 1.1 and 3.1.', 'One source only: 1.1 and 3.1.', 'Nothing stronger than thin: 3.1.'
  ])
  t.same(gapsByCode(['2.4'], rows), [])
})

t.test('the indicator, the task list and the register say what is missing', async t => {
  const { as, db } = await testApp(t)
  await craigmorAtWork(db)
  const indicator = (await as('chair').get('/communities/craigmor/2026-27/self-evaluation/indicators/2.4')).body
  for (const words of ['No views yet.', 'No observation yet.', 'It rests on one piece of evidence: Goal sheets.', 'About outcomes for children: 1 of 1.']) t.match(indicator, words)
  t.match((await as('chair').get('/communities/craigmor/2026-27/self-evaluation')).body, 'views and observation missing. One source only')
  const page = (await as('chair').get(register)).body
  for (const words of ['No views: 2.4.', 'One source only: 2.4.', 'No evidence: 1.1']) t.match(page, words)
  t.notMatch((await as('chair').get(`${register}?strand=views`)).body, 'One source only', 'a filtered list makes no claims about the whole')
})

t.test('a dead link is told from one that could not be asked', t => {
  t.equal(linkTrouble({ link_dead_since: '2026-10-01', link_problem: 'The page is gone (404).' }, () => '1 October'), 'This link has led nowhere since 1 October: The page is gone (404).')
  t.equal(linkTrouble({ link_dead_since: null, link_problem: 'It was not asked.' }, () => ''), 'It was not asked.')
  t.equal(linkTrouble({ link_dead_since: null, link_problem: null }, () => ''), null)
  t.end()
})
