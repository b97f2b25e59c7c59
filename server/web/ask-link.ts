import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { BlockList, isIP } from 'node:net'
import type { IncomingMessage, RequestOptions } from 'node:http'
import type { LookupFunction } from 'node:net'

/** 'alive'; 'dead' and why; 'unasked' and why: an address of the own network, where asking could tell outsiders what is there. */
export type LinkState = { state: 'alive' } | { state: 'dead' | 'unasked', problem: string }
export interface AskOptions { mayBePrivate: boolean, patience?: number }

const closed = new BlockList()
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) closed.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [['::', 127], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) closed.addSubnet(net, bits, 'ipv6')

/** Whether an address is loopback, private, link-local or otherwise not of the open internet. IPv4 inside IPv6 counts as itself. */
export const isPrivate = (address: string): boolean => closed.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')

class PrivateAddress extends Error {}

/** Looks at every address before one is connected to, so that a name cannot lead inside. */
const openLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '')
    if (found.some(({ address }) => isPrivate(address))) return done(new PrivateAddress(), '')
    return options.all ? done(null, found) : done(null, found[0]!.address, found[0]!.family)
  })
}

/** Ask a web link: HEAD, then GET where HEAD is not answered well; redirects are followed five times. Never throws. */
export async function askLink (link: string, options: AskOptions): Promise<LinkState> {
  try {
    const { status } = await follow('HEAD', new URL(link), options)
    const settled = status < 400 ? status : (await follow('GET', new URL(link), options)).status
    return judge(settled)
  } catch (error) {
    if (error instanceof PrivateAddress) return { state: 'unasked', problem: 'Not tried: it is an address inside a private network.' }
    return { state: 'dead', problem: failureWords(error as NodeJS.ErrnoException) }
  }
}

/** A page that asks for a sign-in, or for patience, is there. */
function judge (status: number): LinkState {
  if (status < 400 || [401, 403, 405, 406, 407, 423, 429, 451].includes(status)) return { state: 'alive' }
  if (status === 404 || status === 410) return { state: 'dead', problem: `The page is not there any more (${status}).` }
  return { state: 'dead', problem: `The server answers with an error (${status}).` }
}

async function follow (method: 'HEAD' | 'GET', url: URL, options: AskOptions, hops = 5): Promise<{ status: number }> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw Object.assign(new Error(), { code: 'ELSEWHERE' })
  const { status, location } = await request(method, url, options)
  if (status < 300 || status >= 400 || !location) return { status }
  if (hops === 0) throw Object.assign(new Error(), { code: 'CIRCLE' })
  return follow(method, new URL(location, url), options, hops - 1)
}

function request (method: 'HEAD' | 'GET', url: URL, { mayBePrivate, patience = 10_000 }: AskOptions): Promise<{ status: number, location: string | undefined }> {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  if (!mayBePrivate && isIP(host) && isPrivate(host)) throw new PrivateAddress()
  const settings: RequestOptions = {
    method, agent: false, signal: AbortSignal.timeout(patience), headers: { 'user-agent': 'LC-JST-Toolkit link check', accept: '*/*' }, ...mayBePrivate ? {} : { lookup: openLookup }
  }
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage) => {
      resolve({ status: response.statusCode ?? 0, location: response.headers.location })
      // Only the first line of the answer matters.
      response.on('error', () => {})
      response.destroy()
    }
    (url.protocol === 'https:' ? https : http).request(url, settings, answered).on('error', reject).end()
  })
}

function failureWords ({ code = '', name }: NodeJS.ErrnoException): string {
  if (name === 'AbortError' || name === 'TimeoutError' || code === 'ETIMEDOUT') return 'There was no answer within ten seconds.'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'There is no server of this name.'
  if (code === 'ECONNREFUSED') return 'The server refuses connections.'
  if (/CERT|SIGNED|TLS|SSL|ALTNAME/.test(code)) return 'The certificate of the server is not valid.'
  if (code === 'CIRCLE') return 'The address leads in a circle.'
  if (code === 'ELSEWHERE') return 'It leads to something that is not a web page.'
  return 'The connection failed.'
}
