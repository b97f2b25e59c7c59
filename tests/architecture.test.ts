import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import t from 'tap'

interface Import { typeOnly: boolean, target: string }

/** The files of ours that a file imports. */
function importsOf (file: string): Import[] {
  return [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\s(?:[^'"]*?from )?'(\..+?)'/gm)].map(([statement, target]) => ({
    typeOnly: /^(?:import|export) type/.test(statement), target: path.join(path.dirname(file), target!)
  }))
}
const files = globSync('server/**/*.ts')
const featureOf = (file: string): string | null => /^server\/features\/([^/]+)\//.exec(file)?.[1] ?? null

t.test('plumbing does not know the features', async t => {
  for (const file of files.filter(file => /^server\/(lib|web|db|exports|imports)\//.test(file))) {
    const bad = importsOf(file).filter(({ typeOnly, target }) => !typeOnly && target.startsWith('server/features/'))
    t.same(bad, [], file)
  }
})

t.test('only the files for it speak SQL', async t => {
  for (const file of files.filter(file => /features\/.+\/(routes|pages|rules|forms|report)\.ts$/.test(file))) {
    const bad = /\.(selectFrom|insertInto|updateTable|deleteFrom)\(|sql`(?!select 1`)/.exec(readFileSync(file, 'utf8'))
    t.equal(bad, null, file)
  }
})

t.test('rules and pages stay pure', async t => {
  for (const file of files.filter(file => /features\/.+\/(pages|rules)\.ts$/.test(file))) {
    const bad = importsOf(file).filter(({ typeOnly, target }) => !typeOnly && !/\/(\w*-?rules|permissions|lib\/.+)\.ts$/.test(target))
    t.same(bad, [], file)
    t.notMatch(readFileSync(file, 'utf8'), /Date\.now|new Date\(\)|Math\.random/, `${file} has no clock and no chance`)
  }
})

t.test('one feature never reaches into the web side of another', async t => {
  for (const file of files.filter(file => featureOf(file))) {
    const bad = importsOf(file).filter(({ target }) => featureOf(target) && featureOf(target) !== featureOf(file) && /\/(routes|pages|forms)\.ts$/.test(target))
    t.same(bad, [], file)
  }
})

t.test('features do not depend on each other in a circle', async t => {
  const needs = new Map<string, Set<string>>()
  for (const file of files) {
    const from = featureOf(file)
    if (!from) continue
    for (const { typeOnly, target } of importsOf(file)) {
      const to = featureOf(target)
      if (to && to !== from && !typeOnly) (needs.get(from) ?? needs.set(from, new Set()).get(from)!).add(to)
    }
  }
  const circleFrom = (feature: string, path: string[]): string[] | null => {
    if (path.includes(feature)) return [...path, feature]
    for (const next of needs.get(feature) ?? []) {
      const circle = circleFrom(next, [...path, feature])
      if (circle) return circle
    }
    return null
  }
  for (const feature of needs.keys()) t.equal(circleFrom(feature, [])?.join(' → ') ?? null, null, feature)
})

t.test('migrations stand on their own', async t => {
  for (const file of globSync('migrations/*.ts')) t.same(importsOf(file), [], file)
})
