import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(import.meta.dirname, '..')
const source = path.join(root, 'templates/assets/app.scss')
const built = path.join(root, 'templates/assets/built')
const frontend = path.join(root, 'node_modules/govuk-frontend')

/**
 * Compile the style sheet and copy GOV.UK Frontend's script beside it, unless nothing changed since the last time.
 * The brand of GOV.UK is not ours to use: a style sheet that holds its font or crest is refused.
 */
export async function buildAssets () {
  const state = createHash('sha256').update(readFileSync(source)).update(readFileSync(path.join(frontend, 'package.json'))).update(readFileSync(import.meta.filename)).digest('hex')
  const stamp = path.join(built, 'state')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === state) return false
  const sass = await import('sass')
  const { css } = sass.compile(source, { style: 'compressed', importers: [new sass.NodePackageImporter(root)], quietDeps: true, logger: sass.Logger.silent })
  for (const brand of ['GDS Transport', 'govuk-crest']) if (css.includes(brand)) throw new Error(`The style sheet holds ${brand}, which is not ours to use`)
  mkdirSync(built, { recursive: true })
  writeFileSync(path.join(built, 'app.css'), css)
  copyFileSync(path.join(frontend, 'dist/govuk/govuk-frontend.min.js'), path.join(built, 'govuk-frontend.min.js'))
  writeFileSync(stamp, state)
  return true
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await buildAssets()
