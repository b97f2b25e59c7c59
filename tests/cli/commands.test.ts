import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import t from 'tap'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf } from '../support/pdf.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'toolkit-cli-'))
t.teardown(() => rmSync(folder, { recursive: true, force: true }))
const ownDatabase = process.env.TEST_DATABASE ? 'the commands bring a database of their own' : false
const root = path.join(import.meta.dirname, '../..')
const run = (words: string[], more: Record<string, string> = {}) => spawnSync(process.execPath, [path.join(root, 'server/main.ts'), ...words], { encoding: 'utf8', env: { PATH: process.env.PATH, BROWSER_PATH: process.env.BROWSER_PATH ?? '', DATA_DIR: folder, ...more } })

t.test('the demonstration is loaded, exported, backed up and restored from the command line', { skip: noBrowser || ownDatabase, timeout: 120_000 }, async t => {
  const demo = run(['demo'])
  t.equal(demo.status, 0, demo.stderr)
  t.match(demo.stdout, 'chair@strathclutha.example')
  t.equal(run(['demo']).status, 1, 'not over existing people')

  for (const what of ['plan', 'self-evaluation']) {
    const out = path.join(folder, `${what}.pdf`)
    const reply = run(['export', what, '--community', 'craigmor', '--session', '2025-26', '--format', 'pdf', '--out', out])
    t.equal(reply.status, 0, reply.stderr)
    const { text, outline } = await readPdf(readFileSync(out))
    t.match(folded(text), 'Craigmor')
    t.ok(outline.length > 3)
  }
  t.match(run(['export', 'plan', '--community', 'nowhere', '--session', '2025-26', '--out', 'x']).stderr, 'There is no place with the slug')

  const file = path.join(folder, 'backup.zip')
  t.equal(run(['backup', file]).status, 0)
  t.equal(run(['restore', file]).status, 1, 'not over existing people')
  const restored = run(['restore', file], { DATABASE_URL: path.join(folder, 'other.sqlite') })
  t.equal(restored.status, 0, restored.stderr)
  t.match(restored.stdout, /\d{4,} rows restored/)

  const added = run(['add-user', '--name', 'New Person', '--email', 'new@example.org', '--role', 'member', '--place', 'craigmor'])
  t.match(added.stdout, /chooses a password at http:\/\/127\.0\.0\.1:3000\/welcome\//)
  const second = ['add-authority', '--authority', 'Northshore Council', '--name', 'Mo Larsen', '--email', 'mo@northshore.example']
  t.match(run(second).stdout, /Mo Larsen, administrator of Northshore Council, chooses a password at http:.*\/welcome\//)
  t.match(run(second).stderr, 'There is an authority called Northshore Council already.')
  t.match(run(['reset-password', '--email', 'chair@strathclutha.example']).stdout, '/welcome/')
  t.equal(run(['reset-password', '--email', 'nobody@example.org']).status, 1)
})

t.test('wrong words end with 2 and say how to use the command', { skip: ownDatabase }, async t => {
  for (const words of [['sing'], ['export'], ['export', 'plan', '--colour', 'red'], ['backup'], ['add-user', '--name', 'A'], ['add-user', '--name', 'A', '--email', 'a@example.org', '--role', 'king', '--place', 'x']]) {
    const reply = run(words)
    t.equal(reply.status, 2, words.join(' '))
    t.ok(reply.stderr.length > 20)
    t.notMatch(reply.stderr, /at .*\.ts:\d+/, 'no stack')
  }
  for (const name of ['serve', 'export', 'backup']) t.equal(run([name, '--help']).status, 0)
  t.match(run(['--help']).stdout, 'restore')
})

t.test('a bad setting or framework stops with its name', { skip: ownDatabase }, async t => {
  t.match(run(['migrate'], { PORT: 'abc' }).stderr, /^PORT: /)
  t.equal(run(['migrate'], { PORT: 'abc' }).status, 2)
  t.match(run(['migrate'], { SMTP_URL: 'smtp://localhost' }).stderr, /^MAIL_FROM: /)
  t.match(run(['migrate'], { SESSION_SECRET_FILE: '/nowhere' }).stderr, /^SESSION_SECRET_FILE: /)
  t.equal(run(['check']).status, 0)
  const frameworks = mkdtempSync(path.join(folder, 'frameworks-'))
  const { mkdirSync } = await import('node:fs')
  mkdirSync(path.join(frameworks, 'bad'))
  writeFileSync(path.join(frameworks, 'bad/1.yaml'), 'id: bad\nversion: 1\n')
  const reply = run(['check'], { FRAMEWORKS_DIR: frameworks })
  t.equal(reply.status, 1)
  t.match(reply.stderr, 'bad/1.yaml')
})
