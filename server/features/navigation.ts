import type { FastifyRequest } from 'fastify'
import { can } from '../permissions.ts'
import { tasks } from './administration/pages.ts'
import { idleMinutes } from './sign-in/session-store.ts'
import type { Permission } from '../permissions.ts'

/** The main navigation, in order: what it says, where it goes, who sees it. */
const sections: { text: string, href: string, permission: Permission }[] = [
  { text: 'Home', href: '/', permission: 'home.view' },
  { text: 'Teams', href: '/communities', permission: 'team.view' },
  { text: 'Board', href: '/city', permission: 'city.view' },
  { text: 'City plans', href: '/plans', permission: 'city-plan.view' },
  { text: 'Recommendations', href: '/recommendations', permission: 'recommendation.view' },
  { text: 'Visits', href: '/visits', permission: 'visit.view' },
  { text: 'Figures', href: '/figures', permission: 'figures.view' },
  { text: 'Downloads', href: '/bundles', permission: 'bundle.make' },
  { text: 'Published', href: '/published', permission: 'published.view' },
  { text: 'Frameworks', href: '/frameworks', permission: 'framework.view' },
  { text: 'Administration', href: '/administration', permission: 'administration.view' }
]

/** The addresses that belong to a part of the navigation besides its own. */
const inside: Record<string, string[]> = { '/administration': [...tasks.flatMap(({ items }) => items.map(({ href }) => href)), '/goal-bank'] }

/** The message of the last change, and never again. A request refused early has no session yet. */
function takeFlash (session: FastifyRequest['session'] | null) {
  const flash = session?.flash
  if (flash) session!.flash = undefined
  return flash ?? null
}

/** What every page shows around its content. */
export function pageLocals (request: FastifyRequest) {
  const { viewer, session } = request
  const here = request.url.split('?')[0]!
  return {
    site: { authorityName: viewer?.authorityName ?? null },
    navigation: viewer
      ? sections.filter(({ permission }) => can(viewer, permission))
        .map(({ text, href }) => ({ text, href, current: href === '/' ? here === '/' : [href, ...inside[href] ?? []].some(one => here === one || here.startsWith(`${one}/`)) }))
      : [],
    account: viewer ? { name: viewer.name, href: '/account' } : null,
    timeout: viewer ? { idleSeconds: idleMinutes * 60, warnSeconds: 5 * 60 } : null,
    flash: takeFlash(session)
  }
}
