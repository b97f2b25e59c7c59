import { connect } from 'node:net'

/** What a scanner says of some bytes. 'down': it could not be asked, or did not finish. */
export type Verdict = 'clean' | 'infected' | 'down'

const partSize = 64 * 1024
const patience = 30_000

/** Where clamd listens: the path of a socket, or host:port. */
export function clamdAddress (setting: string): { path: string } | { host: string, port: number } {
  if (setting.startsWith('/')) return { path: setting }
  const at = setting.lastIndexOf(':')
  return { host: setting.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(setting.slice(at + 1)) }
}

/** Send bytes to clamd (INSTREAM: each part with its length before it, then a length of 0) and wait for its word. Never throws. */
export function scanBytes (setting: string, bytes: Buffer): Promise<Verdict> {
  return new Promise(resolve => {
    const socket = connect(clamdAddress(setting))
    const timer = setTimeout(() => settle('down'), patience)
    let said = ''
    const settle = (verdict: Verdict) => {
      clearTimeout(timer)
      socket.destroy()
      resolve(verdict)
    }
    socket.on('error', () => settle('down'))
    socket.on('data', part => { said += part.toString('latin1') })
    socket.on('end', () => settle(verdictOf(said)))
    socket.on('close', () => settle(verdictOf(said)))
    socket.on('connect', () => {
      socket.write('zINSTREAM\0')
      for (let at = 0; at < bytes.length; at += partSize) {
        const part = bytes.subarray(at, at + partSize)
        const length = Buffer.alloc(4)
        length.writeUInt32BE(part.length)
        socket.write(length)
        socket.write(part)
      }
      socket.write(Buffer.alloc(4))
    })
  })
}

const verdictOf = (said: string): Verdict => / FOUND\0?\s*$/.test(said) ? 'infected' : /^stream: OK\0?\s*$/.test(said) ? 'clean' : 'down'
