import t from 'tap'
import { loadLibrary } from '../../server/features/frameworks/library.ts'
import { selfEvaluationPage } from '../../server/features/frameworks/pages.ts'
import { compareVersions } from '../../server/features/frameworks/versions.ts'
import { asItIs, successor, writeFrameworks } from './made-up.ts'

t.test('official text that an authority adds is shown where it stands, illustrations by the name of their level', async t => {
  const library = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs, 'hgios5/1.yaml': successor }))
  const framework = library.selfEvaluation('hgios5', '1')
  const page = selfEvaluationPage(framework, { with: 'HGIOS4, version 1', result: compareVersions(library, library.selfEvaluation('hgios4', '1'), framework) })
  const [category, indicator, theme, lone] = page.blocks
  t.match(category, { isCategory: true, heading: 'Leading', id: 'item-leading', local: null })
  t.match(indicator, {
    descriptor: 'What it is about',
    features: ['A feature'],
    challengeQuestions: ['Is it so?'],
    illustrations: [{ level: 'leading', text: 'How leading looks' }, { level: 'developing', text: 'How developing looks' }]
  })
  t.match(theme, { isTheme: true, isShown: true, descriptor: 'About data' })
  t.match(lone, { isIndicator: true, heading: 'Support' }, 'an indicator without a category comes last')
  t.equal(page.changes?.scale, 'The scale is different: levels are not compared.')
  t.same(page.changes?.table?.rows.find(([from]) => from?.text === '2.4')?.[2], { text: 'Not comparable: It now covers early years too' })
})

t.test('a theme with nothing more to read is only listed under its indicator', async t => {
  const library = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs }))
  const page = selfEvaluationPage(library.selfEvaluation('hgios4', '1'), null)
  t.equal(page.blocks.filter(block => block.isShown).length, 3 + 15)
  t.equal(page.blocks.filter(block => block.isIndicator).flatMap(block => block.themes).length, 48)
  t.equal(page.changes, null)
})
