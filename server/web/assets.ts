import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import fp from 'fastify-plugin'

const root = path.join(import.meta.dirname, '../../templates/assets')
const hrefs = new Map<string, string>()

/** The address of an asset, with a version made of its content, so that a new one is fetched at once. */
export function assetHref (name: string): string {
  let href = hrefs.get(name)
  if (!href) {
    href = `/assets/${name}?v=${createHash('sha256').update(readFileSync(path.join(root, name))).digest('hex').slice(0, 10)}`
    hrefs.set(name, href)
  }
  return href
}

/** Style, script and pictures under /assets. Registered before access on purpose: these are for everybody. */
export default fp(async (app) => {
  await app.register(fastifyStatic, { root, prefix: '/assets/', maxAge: '1h', decorateReply: false, allowedPath: name => /\.(css|js|svg|map)$/.test(name) })
}, { name: 'assets' })
