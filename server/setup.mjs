// Runs before anything is installed, under any Node from version 20: plain JavaScript, nothing but Node's own modules.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..')
const marker = path.join(root, 'node_modules/.lc-jst-installed')
const ownNode = path.join(root, 'node_modules/.bin', process.platform === 'win32' ? 'node.cmd' : 'node')
const mode = process.argv[2] === 'test' ? 'test' : 'start'

if (Number(process.versions.node.split('.')[0]) < 20) stop(`Node.js ${process.versions.node} is too old. Install version 20 or later from https://nodejs.org and try again.`)

const lock = createHash('sha256').update(readFileSync(path.join(root, 'package-lock.json'))).digest('hex')
if (!isInstalled()) install()
if (!assetsAreBuilt()) build()

/** A full install also serves for starting. */
function isInstalled () {
  if (!existsSync(marker) || !existsSync(ownNode)) return false
  const [installedLock, installedMode] = readFileSync(marker, 'utf8').split(' ')
  return installedLock === lock && (installedMode === 'test' || mode === 'start')
}

function install () {
  say(`Installing what the toolkit needs (${mode === 'test' ? 'with the tools for its tests' : 'once; about a minute'}) …`)
  const words = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(mode === 'start' ? ['--omit=dev'] : [])]
  // npm says which of its own files runs it; a shell is needed only where npm is a .cmd file.
  const npm = process.env.npm_execpath
  const { status } = npm?.endsWith('.js') ? run(process.execPath, [npm, ...words]) : run('npm', words, { shell: process.platform === 'win32' })
  if (status !== 0) stop('npm could not install the packages. Check that this machine reaches the npm registry (a proxy is set with: npm config set proxy …), then try again.')
  if (!existsSync(ownNode)) stop('npm did not install Node 24 (package "node"). Allow its install script, listed under allowScripts in package.json, and try again.')
  writeFileSync(marker, `${lock} ${mode}`)
  say('Installed.')
}

/** Whether the built style sheet is newer than what it is made of; build-assets.mjs looks closer. */
function assetsAreBuilt () {
  const state = path.join(root, 'templates/assets/built/state')
  if (!existsSync(state)) return false
  const source = readFileSync(path.join(root, 'templates/assets/app.scss'))
  const version = readFileSync(path.join(root, 'node_modules/govuk-frontend/package.json'))
  const builder = readFileSync(path.join(root, 'server/build-assets.mjs'))
  return readFileSync(state, 'utf8') === createHash('sha256').update(source).update(version).update(builder).digest('hex')
}

function build () {
  say('Building the style sheet …')
  const { status } = run(ownNode, [path.join(root, 'server/build-assets.mjs')], { shell: process.platform === 'win32' })
  if (status !== 0) stop('The style sheet could not be built. The lines above say why.')
}

function run (command, words, options = {}) {
  return spawnSync(command, words, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], ...options })
}

function say (text) {
  process.stderr.write(`${text}\n`)
}

function stop (text) {
  say(text)
  process.exit(1)
}
