import type { FastifyRequest } from 'fastify'
import { longMoment } from '../lib/dates.ts'
import type { Clash } from '../lib/errors.ts'

/** Both texts side by side, who saved and when, and three choices a field. The page posts to where the form was going. */
export function clashPage (clash: Clash, request: FastifyRequest) {
  const body = request.body as Record<string, unknown>
  const clashing = new Set(clash.fields.map(field => field.name))
  const kept = Object.entries(body).filter(([name]) => !clashing.has(name) && name !== 'revision')
    .flatMap(([name, value]) => (Array.isArray(value) ? value : [value]).map(item => ({ name, value: String(item) })))
  return {
    title: 'Somebody else saved this while you were writing',
    savedBy: clash.savedBy,
    savedAt: longMoment(clash.savedAt),
    submitHref: request.url,
    revision: clash.revision,
    kept,
    fields: clash.fields.map(({ several, ...field }) => ({ ...field, ...valuesOf(field, several), combined: [field.theirs, field.mine].filter(Boolean).join('\n\n') }))
  }
}

/** What is sent back for a side that is kept: one value, or one for each of a list. */
function valuesOf ({ mine, theirs }: { mine: string, theirs: string }, several?: true) {
  const sent = (value: string) => several ? value.split(' ').filter(Boolean) : [value]
  return { sentMine: sent(mine), sentTheirs: sent(theirs) }
}
