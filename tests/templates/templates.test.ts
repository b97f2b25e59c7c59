import { existsSync, globSync, readFileSync } from 'node:fs'
import Handlebars from 'handlebars'
import t from 'tap'

/** Every {{> name}} in a parsed template, however deep. */
function partialsIn (node: any): string[] {
  if (!node || typeof node !== 'object') return []
  const own = ['PartialStatement', 'PartialBlockStatement'].includes(node.type) ? [node.name.original] : []
  return [...own, ...Object.values(node).flatMap(child => Array.isArray(child) ? child.flatMap(partialsIn) : partialsIn(child))]
}

t.test('every template parses, and every partial it names exists', async t => {
  for (const file of globSync('templates/**/*.hbs')) {
    for (const name of partialsIn(Handlebars.parse(readFileSync(file, 'utf8')))) {
      if (name !== '@partial-block') t.ok(existsSync(`templates/partials/${name}.hbs`), `${file} uses ${name}`)
    }
  }
})

t.test('only the layouts may write unescaped text', async t => {
  for (const file of globSync('templates/**/*.hbs').filter(file => !file.startsWith('templates/layouts/'))) {
    t.notMatch(readFileSync(file, 'utf8'), /{{{|{{&/, file)
  }
})

t.test('no inline style, script or event, which the security policy would refuse', async t => {
  for (const file of globSync('templates/**/*.hbs').filter(file => !/layouts\/(print|poster|link-poster)|reports?\//.test(file))) {
    t.notMatch(readFileSync(file, 'utf8'), /<style|\sstyle="|<script(?![^>]* src=)|\son[a-z]+="/, file)
  }
})

t.test('every page template is used, and every page that is asked for exists', async t => {
  const code = globSync('server/**/*.ts').map(file => readFileSync(file, 'utf8')).join('\n')
  const asked = new Set([...code.matchAll(/\.page\(\s*'([\w/-]+)'/g)].map(([, name]) => name!))
  for (const name of asked) t.ok(existsSync(`templates/${name}.hbs`), `templates/${name}.hbs`)
})
