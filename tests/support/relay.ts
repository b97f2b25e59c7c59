import { SMTPServer } from 'smtp-server'

export interface Delivered { to: string, raw: string, text: string }

/** A real SMTP server that keeps what it is given. It refuses the addresses in `refused` for good, and is slow when told to. */
export async function startRelay (t: { teardown: (fn: () => unknown) => void }, wantedPort = 0) {
  const mails: Delivered[] = []
  const relay = { mails, refused: new Set<string>(), puttingOff: false, slowness: 0, setting: '', port: 0, stop: async () => {} }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo (address, _session, done) {
      if (relay.refused.has(address.address)) return done(Object.assign(new Error('5.1.1 No such mailbox'), { responseCode: 550 }))
      done(relay.puttingOff ? Object.assign(new Error('4.7.1 Come back later'), { responseCode: 451 }) : null)
    },
    onData (stream, session, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => setTimeout(() => {
        const raw = unfolded(Buffer.concat(parts).toString('utf8'))
        for (const { address } of session.envelope.rcptTo) mails.push({ to: address, raw, text: readable(raw) })
        done()
      }, relay.slowness))
    }
  })
  server.on('error', () => {})
  await new Promise<void>(resolve => server.listen(wantedPort, '127.0.0.1', () => resolve()))
  let open = true
  relay.stop = async () => {
    if (open) await new Promise<void>(resolve => server.close(() => resolve()))
    open = false
  }
  relay.port = (server.server.address() as { port: number }).port
  relay.setting = `smtp://127.0.0.1:${relay.port}`
  t.teardown(() => relay.stop())
  return relay
}

/** Each header on a line of its own. */
function unfolded (raw: string): string {
  const end = raw.indexOf('\r\n\r\n')
  return raw.slice(0, end).replace(/\r\n[ \t]/g, ' ') + raw.slice(end)
}

/** The body as a person reads it. */
function readable (raw: string): string {
  const [head = '', ...body] = raw.split('\r\n\r\n')
  const text = body.join('\r\n\r\n').replace(/\r\n/g, '\n')
  if (!/quoted-printable/i.test(head)) return text
  const bytes = text.replace(/=\n/g, '').replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
