import t from 'tap'
import { loadLibrary } from '../../server/features/frameworks/library.ts'
import { compareVersions } from '../../server/features/frameworks/versions.ts'
import { asItIs, realText, successor, writeFrameworks } from './made-up.ts'

const hgios4 = { id: 'hgios4', version: '1' }
const hgios5 = { id: 'hgios5', version: '1' }

t.test('a successor with four levels and names instead of numbers is one new file', async t => {
  const library = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs, 'hgios5/1.yaml': successor }))
  t.same(library.selfEvaluationFrameworks().map(({ id }) => id), ['hgios4', 'hgios5'])
  const indicator = library.indicator('hgios5', '1', 'improving-together')
  t.equal(indicator.category, 'Leading')
  t.same(indicator.themes.map(theme => theme.code), ['shared-data'])
  t.same(indicator.illustrations?.map(({ level }) => level), [4, 2])
  t.equal(library.indicator('hgios5', '1', 'support').category, '')
})

t.test('a framework may have no scale', async t => {
  const text = successor.replace(/scale:[^]*?(?=core)/, '').replaceAll('rated: true', 'rated: false').replace(/ {4}illustrations:[^]*?(?= {2}- \{ code)/, '')
  const library = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs, 'hgios5/1.yaml': text }))
  t.equal(library.selfEvaluation('hgios5', '1').scale, undefined)
})

t.test('what became of each code is known', async t => {
  const library = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs, 'hgios5/1.yaml': successor }))
  const { codes, sameScale } = compareVersions(library, hgios4, hgios5)
  const fate = (code: string) => codes.find(({ from, to }) => (from ?? to) === code)
  t.equal(sameScale, false)
  t.same(fate('1.1'), { kind: 'renamed', from: '1.1', to: 'improving-together', reason: null })
  t.same(fate('2.4'), { kind: 'not-comparable', from: '2.4', to: 'support', reason: 'It now covers early years too' })
  t.same(fate('3.1'), { kind: 'gone', from: '3.1', to: null, reason: null })
  t.same(fate('shared-data'), { kind: 'new', from: null, to: 'shared-data', reason: null })
  t.equal(codes.length, 66 + 1, 'every old code once, and the new one')
})

t.test('a version with itself, and with a copy, is the same throughout', async t => {
  const library = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs, ...version2(text => text) }))
  for (const to of [hgios4, { id: 'hgios4', version: '2' }]) {
    const { codes, sameScale } = compareVersions(library, hgios4, to)
    t.same([...new Set(codes.map(({ kind }) => kind))], ['same'])
    t.equal(sameScale, true)
  }
})

t.test('renamings are followed through every version between', async t => {
  const library = loadLibrary(writeFrameworks(t.testdir({}), {
    'hgios4/1.yaml': asItIs,
    ...version2(text => text.replace('items:', 'renamed: { "1.5": "1.4", "1.4": "1.6" }\nitems:').replaceAll('"1.4"', '"1.6"').replaceAll('"1.5"', '"1.4"')
      .replace('renamed: { "1.4": "1.6", "1.6": "1.6" }', 'renamed: { "1.5": "1.4", "1.4": "1.6" }')),
    'hgios5/1.yaml': successor.replace('version: "1" }', 'version: "2" }').replace('"1": "leading"', '"1": "leading", "1.6": "shared-data"')
  }))
  const fate = (to: { id: string, version: string }, code: string) => compareVersions(library, hgios4, to).codes.find(({ from }) => from === code)
  t.same(fate({ id: 'hgios4', version: '2' }, '1.5'), { kind: 'renamed', from: '1.5', to: '1.4', reason: null })
  t.same(fate({ id: 'hgios4', version: '2' }, '1.4'), { kind: 'renamed', from: '1.4', to: '1.6', reason: null }, 'not confused by the code that took its place')
  t.same(fate(hgios5, '1.4'), { kind: 'renamed', from: '1.4', to: 'shared-data', reason: null })
  t.same(fate(hgios5, '1.5'), { kind: 'gone', from: '1.5', to: null, reason: null })
})

t.test('a code that another one took over is gone', async t => {
  const library = loadLibrary(writeFrameworks(t.testdir({}), {
    'hgios4/1.yaml': asItIs, ...version2(text => text.replace('items:', 'renamed: { "1.5": "1.4" }\nitems:').replace(/ {2}- code: "1\.5"[^]*?(?= {2}- code: "2")/, ''))
  }))
  const { codes } = compareVersions(library, hgios4, { id: 'hgios4', version: '2' })
  t.same(codes.filter(({ to }) => to === '1.4'), [{ kind: 'renamed', from: '1.5', to: '1.4', reason: null }])
  t.same(codes.find(({ from }) => from === '1.4')?.kind, 'gone')
})

t.test('a whole framework can say that nothing is comparable, and unconnected ones never are', async t => {
  const whole = successor.replace('previous:', 'comparable: false\nwhy_not_comparable: Everything was written anew\nprevious:')
  const apart = successor.replaceAll(/\n(?:previous|renamed): .*/g, '')
  const first = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs, 'hgios5/1.yaml': whole }))
  t.match(compareVersions(first, hgios4, hgios5).codes.find(({ from }) => from === '1.1'), { kind: 'not-comparable', reason: 'Everything was written anew' })

  const alike = apart.replaceAll('"improving-together"', '"1.1"')
  const second = loadLibrary(writeFrameworks(t.testdir({}), { 'hgios4/1.yaml': asItIs, 'hgios5/1.yaml': alike }))
  t.match(compareVersions(second, hgios4, hgios5).codes.find(({ from }) => from === '1.1'), { kind: 'not-comparable', to: '1.1', reason: /does not say how it follows HGIOS4/ })
})

/** Version 2 of HGIOS4: the real file with another number and a change. */
const version2 = (change: (text: string) => string): Record<string, string> => ({ 'hgios4/2.yaml': change(realText('hgios4/1.yaml').replace('version: "1"', 'version: "2"')) })
