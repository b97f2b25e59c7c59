import { SMTPServer } from 'smtp-server'
import t from 'tap'
import { places, testApp } from '../support/app.ts'

t.test('with a mail relay, an invitation is mailed and not shown; the link is built from the settings', async t => {
  const mails: string[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData (stream, _session, done) {
      let mail = ''
      stream.on('data', chunk => { mail += String(chunk) })
      stream.on('end', () => { mails.push(mail); done() })
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', () => resolve()))
  t.teardown(() => new Promise<void>(resolve => server.close(() => resolve())))
  const { port } = server.server.address() as { port: number }
  const { app, cookieFor } = await testApp(t, { SMTP_URL: `smtp://127.0.0.1:${port}`, MAIL_FROM: 'toolkit@example.gov.uk', ORIGIN: 'http://toolkit.example.gov.uk' })
  const headers = { host: 'toolkit.example.gov.uk', cookie: await cookieFor('administrator'), 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }
  const invite = (email: string) => app.inject({ method: 'POST', url: '/people', headers, payload: new URLSearchParams({ name: 'Una Quinn', email, role: 'area-lead', place: places.south }).toString() })
  const reply = await invite('una@example.org')
  t.match(reply.body, 'A link was sent to una@example.org')
  t.notMatch(reply.body, '/welcome/')
  t.equal(mails.length, 1)
  t.match(mails[0], /^To: una@example\.org/m)
  t.match(mails[0]!.replace(/=\r\n/g, ''), /http:\/\/toolkit\.example\.gov\.uk\/welcome\/[\w=-]{20,}/)
  await new Promise<void>(resolve => server.close(() => resolve()))
  t.match((await invite('dead@example.org')).body, '/welcome/', 'a relay that does not answer: the link is shown instead')
})
