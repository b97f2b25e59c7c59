import { createServer } from 'node:net'
import type { Socket } from 'node:net'

/** The harmless text that every scanner calls a virus, put together here so that no scanner takes this file for one. */
export const eicar = ['X5O!P%@AP[4', '\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** A server that speaks clamd's INSTREAM: it puts the parts together again and looks for EICAR. `how` makes it misbehave. */
export async function startScanner (how: 'well' | 'silent' | 'hangs-up' | 'size-limit' = 'well') {
  const seen: Buffer[] = []
  const server = createServer(socket => {
    const parts: Buffer[] = []
    socket.on('error', () => {})
    if (how === 'hangs-up') return socket.destroy()
    socket.on('data', part => {
      parts.push(part)
      if (how !== 'silent') answer(socket, Buffer.concat(parts), seen, how)
    })
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  return { setting: `127.0.0.1:${port}`, seen, stop: () => new Promise(resolve => server.close(resolve)) }
}

function answer (socket: Socket, stream: Buffer, seen: Buffer[], how: string) {
  const command = 'zINSTREAM\0'
  if (stream.length < command.length) return
  if (stream.toString('latin1', 0, command.length) !== command) return socket.end('UNKNOWN COMMAND\0')
  const file: Buffer[] = []
  for (let at = command.length; at + 4 <= stream.length;) {
    const length = stream.readUInt32BE(at)
    if (length === 0) {
      const bytes = Buffer.concat(file)
      seen.push(bytes)
      return socket.end(how === 'size-limit' ? 'INSTREAM size limit exceeded. ERROR\0' : bytes.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND\0' : 'stream: OK\0')
    }
    if (at + 4 + length > stream.length) return
    file.push(stream.subarray(at + 4, at + 4 + length))
    at += 4 + length
  }
}
