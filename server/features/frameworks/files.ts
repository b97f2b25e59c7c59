import { createHash } from 'node:crypto'
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Settings } from 'typebox/system'
import { Value } from 'typebox/value'
import { LineCounter, isCollection, isNode, isPair, isScalar, parseDocument } from 'yaml'
import type { Document, Pair, Scalar } from 'yaml'
import { checkAcross, checkReferences } from './checks.ts'
import { formats } from './format.ts'
import type { Problem } from './checks.ts'
import type { Framework } from './format.ts'

export interface FrameworkFile { file: string, framework: Framework, checksum: string }

/** Read every framework of a folder: those that are right, and what is wrong with the others, each by file, line, item and reason. */
export function readFrameworks (folder: string): { files: FrameworkFile[], problems: string[] } {
  const found = globSync('*/*.{yaml,yml}', { cwd: folder }).map(file => file.replaceAll(path.sep, '/')).sort()
  if (found.length === 0) return { files: [], problems: [`${folder}: there is no framework here. Files are <id>/<version>.yaml`] }
  const read = found.map(file => readOne(folder, file))
  const good = read.filter(one => one.framework !== undefined)
  const all = good.map(one => one.framework)
  const across = good.flatMap(one => checkAcross(one.framework, all).map(one.say))
  return { files: good, problems: [...read.flatMap(one => one.problems), ...across] }
}

interface Read { file: string, problems: string[] }
interface Good extends Read { framework: Framework, checksum: string, say: (problem: Problem) => string }

function readOne (folder: string, file: string): Good | (Read & { framework?: undefined }) {
  const content = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n')
  const lines = new LineCounter()
  const document = parseDocument(content, { lineCounter: lines, prettyErrors: false })
  const [fault] = document.errors
  if (fault) return { file, problems: [`${file}:${lines.linePos(fault.pos[0]).line}: cannot be read as YAML: ${fault.message}`] }

  const say = ({ path, reason }: Problem) => `${file}:${lineOf(document, lines, path)}: ${nameOf(document.toJS(), path)}${reason}`
  const value: unknown = document.toJS()
  const faults = schemaFaults(value, document)
  if (faults.length > 0) return { file, problems: faults.map(say) }
  const framework = value as Framework
  const misplaced = file === `${framework.id}/${framework.version}.yaml` ? [] : [{ path: ['id'], reason: 'the file must be <id>/<version>.yaml' }]
  const problems = [...misplaced, ...checkReferences(framework)].map(say)
  return { file, framework, checksum: createHash('sha256').update(content).digest('hex'), say, problems }
}

// An editor wants to see everything that is wrong at once; TypeBox stops at eight.
Settings.Set({ maxErrors: 1000 })

function schemaFaults (value: unknown, document: Document): Problem[] {
  const kind = (value as { kind?: unknown } | null)?.kind
  if (!isKind(kind)) return [{ path: ['kind'], reason: `must be one of ${Object.keys(formats).join(', ')}` }]
  return Value.Errors(formats[kind], value).filter(({ keyword }) => keyword !== 'boolean').map(error => {
    const path = error.instancePath.split('/').slice(1).map(part => /^\d+$/.test(part) ? Number(part) : part)
    return { path, reason: reasonFor(error, document.getIn(path, true)) }
  })
}

const isKind = (kind: unknown): kind is Framework['kind'] => typeof kind === 'string' && kind in formats

interface SchemaFault { keyword: string, message: string, params: object }

function reasonFor ({ keyword, message, params }: SchemaFault, node: unknown): string {
  const { additionalProperties, requiredProperties, allowedValues } = params as Record<string, string[] | undefined>
  if (keyword === 'additionalProperties') return `has a key the format does not know: ${additionalProperties?.join(', ')}`
  if (keyword === 'required') return `lacks ${requiredProperties?.join(', ')}`
  if (keyword === 'enum') return `must be one of ${allowedValues?.join(', ')}`
  if (isScalar(node) && keyword === 'type' && message.includes('string')) return `must be text: put "${node.source}" in quotes`
  return message
}

/** The line on which a path stands, or the nearest thing above it. */
function lineOf (document: Document, lines: LineCounter, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1), true)
    const pair = isCollection(parent) ? (parent.items as unknown[]).find(item => isPairOf(item, path[length - 1]!)) as Pair<Scalar> | undefined : undefined
    const node = pair?.key ?? document.getIn(path.slice(0, length), true)
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
  }
  return 1
}

const isPairOf = (item: unknown, key: string | number) => isPair(item) && isScalar(item.key) && item.key.value === key

/** A path as an editor knows it: positions in a list give way to the code that stands there. */
function nameOf (value: any, path: (string | number)[]): string {
  const parts = path.map(part => {
    value = value?.[part]
    return typeof part === 'number' ? String(value?.code ?? value?.name ?? part + 1) : part
  })
  return parts.length === 0 ? '' : `${parts.join(' › ')}: `
}
