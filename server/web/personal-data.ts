import { createHash } from 'node:crypto'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { foldName } from '../lib/first-names.ts'
import { findPersonalData, findingWords, withoutKnown } from '../lib/personal-data.ts'
import type { Finding } from '../lib/personal-data.ts'

declare module 'fastify' {
  /** `holdsPeople`: this form is for people's names and addresses, wholly or in these fields; nobody is asked about them. */
  interface FastifyContextConfig { holdsPeople?: true | readonly string[] }
  interface FastifyRequest { checkedPersonal: string | null }
  interface Session { personalChecked?: string[] }
}

export interface GuardOptions {
  /** Names of people and places of the service itself, which may be written anywhere. Asked only when a name was found. */
  knownNames: (request: FastifyRequest) => Promise<string[]>
}
interface FieldFinding extends Finding { field: string }

/**
 * Before a form is saved: does a text of it look as if it told of a real child? Then the person is asked first. What they said is right
 * is not asked again until they sign out. Nothing is stored, and nothing typed is lost, until they choose.
 */
export default fp<GuardOptions>(async (app, { knownNames }) => {
  app.decorateRequest('checkedPersonal', null)
  app.addHook('preValidation', async (request) => {
    const body = request.body as Record<string, unknown> | undefined
    if (request.method !== 'POST' || typeof body !== 'object' || body === null || !('checked-personal' in body)) return
    request.checkedPersonal = String(body['checked-personal'])
    delete body['checked-personal']
  })
  app.addHook('preHandler', async (request, reply) => {
    if (request.method !== 'POST' || request.validationError || request.routeOptions.config.holdsPeople === true) return
    const seen = lookThrough(request, app.today())
    if (seen.length === 0) return
    const asked = new Set(request.session?.personalChecked ?? [])
    const findings = withoutKnown(seen, seen.some(({ kind }) => kind === 'name') ? await knownNames(request) : []).filter(finding => !asked.has(markOf(finding)))
    if (findings.length === 0) return
    const hash = hashOf(findings)
    if (request.checkedPersonal === hash) return remember(request, findings)
    if (request.checkedPersonal === 'back' && request.routeOptions.attachValidation) {
      request.validationError = asFieldErrors(findings)
      return
    }
    return reply.code(422).page('errors/personal', personalPage(request, findings, hash))
  })
}, { name: 'personal-data' })

/** What looks personal in the free texts of a form. */
function lookThrough (request: FastifyRequest, today: string): FieldFinding[] {
  const { schema, config } = request.routeOptions
  const fields = (schema?.body as { properties?: Record<string, Record<string, unknown>> } | undefined)?.properties
  const exempt: readonly string[] = Array.isArray(config.holdsPeople) ? config.holdsPeople : []
  return Object.entries(request.body ?? {}).flatMap(([field, value]) =>
    exempt.includes(field) || !isFree(fields?.[field])
      ? []
      : [value].flat().filter(item => typeof item === 'string').flatMap(text => findPersonalData(text, today).map(finding => ({ ...finding, field }))))
}

/** Whether people write into it what they like. A day, an id or a choice is no free text. A field without a schema may be anything. */
const isFree = (schema: Record<string, unknown> | undefined): boolean => !schema || !['format', 'pattern', 'enum', 'const'].some(key => key in schema)

const markOf = ({ kind, text }: Finding): string => createHash('sha256').update(`${kind} ${foldName(text)}`).digest('hex').slice(0, 16)
const hashOf = (findings: Finding[]): string => createHash('sha256').update([...new Set(findings.map(markOf))].sort().join()).digest('hex').slice(0, 32)

/** Kept with the sign-in as hashes, the newest 300. People who have not signed in are asked each time. */
function remember (request: FastifyRequest, findings: Finding[]) {
  if (!request.viewer) return
  request.session.personalChecked = [...new Set([...request.session.personalChecked ?? [], ...findings.map(markOf)])].slice(-300)
}

/** Back to the form, with everything as it was typed and a word beside each field. */
function asFieldErrors (findings: FieldFinding[]) {
  const validation = [...Map.groupBy(findings, finding => finding.field)].map(([field, found]) => ({
    instancePath: `/${field}`,
    keyword: 'personal',
    schemaPath: '',
    params: {},
    parentSchema: { messages: { personal: `Take out ${[...new Set(found.map(({ text }) => `“${text}”`))].join(', ')}, or say it without the person` } }
  }))
  return Object.assign(new Error('This looks personal'), { validation, validationContext: 'body' as const, statusCode: 400, code: 'FST_ERR_VALIDATION' as const })
}

function personalPage (request: FastifyRequest, findings: FieldFinding[], hash: string) {
  const kept = Object.entries(request.body as Record<string, unknown>).flatMap(([name, value]) => [value].flat().map(item => ({ name, value: String(item) })))
  return {
    title: 'Does this tell who a child is?',
    submitHref: request.url,
    kept,
    hash,
    canGoBack: Boolean(request.routeOptions.attachValidation),
    fields: [...Map.groupBy(findings, finding => finding.field)].map(([field, found]) => ({
      label: field.split('.')[0]!.replace(/[_-]+/g, ' ').replace(/^./, letter => letter.toUpperCase()),
      findings: found.map(({ before, text, after, kind }) => ({ before, text, after, words: findingWords[kind] }))
    }))
  }
}
