import type { Config } from '../config.ts'

/** The cookie by which a browser is known once a personal link was opened in it: with the strict prefix wherever the public address is https. */
export function linkCookie (config: Config, name: string) {
  const secure = config.ORIGIN.startsWith('https:')
  return { name: secure ? `__Host-${name}` : name, options: { path: '/', httpOnly: true, sameSite: 'lax', secure } as const }
}

/** What a route that people reach by a personal link says about itself: no sign-in, and not more often than people click. */
export const byLink = { can: 'anyone', rateLimit: { max: 120, timeWindow: '5 minutes' } } as const
