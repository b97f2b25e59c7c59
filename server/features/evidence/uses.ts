import { sessionLabel } from '../../lib/dates.ts'
import type { ImprovementReport } from '../frameworks/format.ts'
import type { Library } from '../frameworks/library.ts'
import type { Place } from '../organisation/queries.ts'
import type { Session } from '../sessions/queries.ts'
import type { EvidenceLink, SessionAction } from './queries.ts'
import type { Target } from './rules.ts'

export interface UseChoice { value: string, text: string }
/** What evidence can be used for in a session. */
export interface UseChoices { indicators: UseChoice[], themes: UseChoice[], actions: UseChoice[] }
export interface NamedUse { linkId: string, kind: EvidenceLink['kind'], text: string, href: string }

/** The session's indicators, its reports' review themes and the actions of the team's plan. */
export function useChoices (library: Library, session: Session, reports: ImprovementReport[], actions: SessionAction[]): UseChoices {
  const themes = reports.flatMap(report => report.themes)
  return {
    indicators: library.indicators(session.framework_id, session.framework_version).map(({ code, title }) => ({ value: code, text: `${code} ${title}` })),
    themes: themes.map(({ code, question }) => ({ value: code, text: `${code} ${question}` })),
    actions: actions.map(({ id, number, what }) => ({ value: id, text: `Action ${number}: ${what}` }))
  }
}

/** What each link is called and where it leads; those of another session say so. */
export function namedUses (library: Library, community: Place, here: Session, sessions: Session[], reports: Map<string, ImprovementReport[]>, links: EvidenceLink[], actions: (SessionAction & { session: string })[]): NamedUse[] {
  const elsewhere = (name: string) => name === here.name ? '' : ` (session ${sessionLabel(name)})`
  return links.flatMap<NamedUse>(({ id: linkId, kind, target_id: targetId, code }) => {
    if (kind === 'action') {
      const action = actions.find(action => action.id === targetId)
      return action ? [{ linkId, kind, text: `Action ${action.number}: ${action.what}${elsewhere(action.session)}`, href: `/communities/${community.slug}/${action.session}/plan/actions/${action.number}` }] : []
    }
    const session = sessions.find(session => session.id === targetId)
    if (!session || code === null) return []
    const ofSession = reports.get(session.id)!
    const { indicators, themes } = useChoices(library, session, ofSession, [])
    const report = ofSession.find(one => one.themes.some(theme => theme.code === code))
    const text = [...indicators, ...themes].find(choice => choice.value === code)?.text ?? code
    const href = kind === 'indicator' ? `/communities/${community.slug}/${session.name}/self-evaluation/indicators/${code}` : report ? `/frameworks/${report.id}/${report.version}` : '/frameworks'
    return [{ linkId, kind, text: text + elsewhere(session.name), href }]
  })
}

/** Where a person who came from a target goes back to. */
export function targetHref (base: string, target: Target | null, actions: SessionAction[]): string {
  const action = target?.kind === 'action' ? actions.find(action => action.id === target.key) : undefined
  if (action) return `${base}/plan/actions/${action.number}`
  return target?.kind === 'indicator' ? `${base}/self-evaluation/indicators/${target.key}` : `${base}/evidence`
}
