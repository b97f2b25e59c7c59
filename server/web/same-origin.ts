import fp from 'fastify-plugin'
import { Forbidden } from '../lib/errors.ts'
import type { Config } from '../config.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

class Misdirected extends Error {
  readonly statusCode = 421
  constructor () { super('This address is not the one this service answers to. Use the address you were given.') }
}

/**
 * Refuses writes that another site asked for, and requests for another host.
 * Browsers say where a request comes from in Sec-Fetch-Site; older ones in Origin. With neither, a write is refused.
 */
export default fp<{ config: Config }>(async (app, { config }) => {
  const origin = config.ORIGIN && new URL(config.ORIGIN)
  const hosts = new Set(origin ? [origin.host] : [])
  const names = new Set(origin ? [] : ['localhost', '127.0.0.1', '[::1]', config.HOST])

  app.addHook('onRequest', async (request) => {
    const host = (request.headers.host ?? '').toLowerCase()
    const isOurs = hosts.has(host) || names.has(host.replace(/:\d+$/, ''))
    if (!isOurs && !/^\/(healthz|readyz)$/.test(request.url)) throw new Misdirected()
    // What leads nowhere changes nothing, and is answered as such.
    if (safe.has(request.method) || request.is404) return
    const site = request.headers['sec-fetch-site']
    const from = request.headers.origin
    if (from !== undefined && !sameOrigin(from, host, origin)) throw new Forbidden('This form was sent from another site. Open the page again and send it from there.')
    if (site !== undefined ? !['same-origin', 'none'].includes(String(site)) : from === undefined) {
      throw new Forbidden('This form was sent from another site. Open the page again and send it from there.')
    }
  })
}, { name: 'same-origin' })

function sameOrigin (from: string, host: string, origin: URL | ''): boolean {
  if (!URL.canParse(from)) return false
  return origin ? new URL(from).origin === origin.origin : new URL(from).host === host
}
