/**
 * Reads the drawing operators of a PDF page and marks as artifacts what Chromium leaves unmarked: running headers and footers, rules
 * and backgrounds (PDF/UA-1 7.1-3). No library does this.
 */
interface Operand { kind: 'text' | 'dict' | 'name' | 'other', value: string }
interface Operator { name: string, start: number, end: number, operands: Operand[] }
interface Unit { kind: 'text' | 'other', start: number, end: number, mark: '' | 'tag' | 'artifact', xobject?: string }

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13) || code === 0
const isDelimiter = (code: number): boolean => '()<>[]{}/%'.includes(String.fromCharCode(code))
const paints = new Set(['S', 's', 'f', 'F', 'f*', 'B', 'B*', 'b', 'b*'])
const showsText = new Set(['Tj', 'TJ', "'", '"'])

/** The operators of a content stream, one after the other, with the bytes they take. */
export function * operators (bytes: Uint8Array): Generator<Operator> {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
  let at = 0
  let operands: Operand[] = []
  let start = -1
  const take = (from: number, kind: Operand['kind'], value = '') => { if (start < 0) start = from; operands.push({ kind, value }) }
  while (at < text.length) {
    const code = text.charCodeAt(at)
    const from = at
    if (isSpace(code)) { at++; continue }
    if (code === 37) { while (at < text.length && text[at] !== '\n' && text[at] !== '\r') at++; continue }
    if (code === 40) { at = endOfString(text, at); take(from, 'text'); continue }
    if (code === 60 && text[at + 1] === '<') { at = endOfDictionary(text, at); take(from, 'dict', text.slice(from, at)); continue }
    if (code === 60) { at = text.indexOf('>', at) + 1 || text.length; take(from, 'text'); continue }
    if (code === 91) { at = endOfArray(text, at); take(from, 'other'); continue }
    if (code === 47) { at++; while (at < text.length && !isSpace(text.charCodeAt(at)) && !isDelimiter(text.charCodeAt(at))) at++; take(from, 'name', text.slice(from + 1, at)); continue }
    if (isDelimiter(code)) { at++; continue }
    while (at < text.length && !isSpace(text.charCodeAt(at)) && !isDelimiter(text.charCodeAt(at))) at++
    const word = text.slice(from, at)
    if (/^[-+.\d]/.test(word) || ['true', 'false', 'null'].includes(word)) { take(from, 'other', word); continue }
    if (word === 'BI') at = (/\sEI(?=\s|$)/.exec(text.slice(at))?.index ?? text.length) + at + 3
    yield { name: word, start: start < 0 ? from : start, end: at, operands }
    operands = []
    start = -1
  }
}

function endOfString (text: string, at: number): number {
  let depth = 0
  do {
    if (text[at] === '\\') { at += 2; continue }
    if (text[at] === '(') depth++
    else if (text[at] === ')') depth--
    at++
  } while (depth > 0 && at < text.length)
  return at
}

function endOfDictionary (text: string, at: number): number {
  let depth = 0
  do {
    if (text.startsWith('<<', at)) { depth++; at += 2 } else if (text.startsWith('>>', at)) { depth--; at += 2 } else if (text[at] === '(') at = endOfString(text, at)
    else at++
  } while (depth > 0 && at < text.length)
  return at
}

function endOfArray (text: string, at: number): number {
  let depth = 0
  do {
    if (text[at] === '(') { at = endOfString(text, at); continue }
    if (text[at] === '[') depth++
    else if (text[at] === ']') depth--
    at++
  } while (depth > 0 && at < text.length)
  return at
}

/** What a content stream paints, with how it is marked. */
export function paintedUnits (bytes: Uint8Array): Unit[] {
  const units: Unit[] = []
  const marks: ('artifact' | 'tag' | 'other')[] = []
  let path = -1
  let block: { start: number, units: Unit[], marksInside: boolean } | null = null
  const mark = (): Unit['mark'] => marks.includes('artifact') ? 'artifact' : marks.includes('tag') ? 'tag' : ''
  for (const { name, start, end, operands } of operators(bytes)) {
    if (name === 'BDC' || name === 'BMC') {
      marks.push(operands[0]?.value === 'Artifact' ? 'artifact' : /\/MCID\b/.test(operands[1]?.value ?? '') ? 'tag' : 'other')
      if (block) block.marksInside = true
    } else if (name === 'EMC') marks.pop()
    else if (name === 'BT') block = { start, units: [], marksInside: false }
    else if (name === 'ET' && block) {
      if (block.units.length > 0) units.push(...block.marksInside ? block.units : [{ kind: 'text' as const, start: block.start, end, mark: mark() }])
      block = null
    } else if (showsText.has(name)) block?.units.push({ kind: 'text', start, end, mark: mark() })
    else if (name === 'm' || name === 're') { if (path < 0) path = start } else if (paints.has(name)) {
      units.push({ kind: 'other', start: path < 0 ? start : path, end, mark: mark() })
      path = -1
    } else if (name === 'n') path = -1
    else if (name === 'Do') units.push({ kind: 'other', start, end, mark: mark(), xobject: operands[0]?.value })
    else if (name === 'sh' || name === 'BI') units.push({ kind: 'other', start, end, mark: mark() })
  }
  return units
}

/**
 * The stream with everything unmarked wrapped as an artifact; null when there was nothing.
 * @param isMarkedForm whether a drawn object carries marks of its own and must be left alone
 */
export function wrapArtifacts (bytes: Uint8Array, isMarkedForm: (name: string) => boolean): Uint8Array | null {
  const unmarked = paintedUnits(bytes).filter(unit => unit.mark === '' && !(unit.xobject && isMarkedForm(unit.xobject))).sort((a, b) => a.start - b.start)
  if (unmarked.length === 0) return null
  const parts: Uint8Array[] = []
  let from = 0
  for (const { kind, start, end } of unmarked) {
    if (start < from) continue
    parts.push(bytes.subarray(from, start), Buffer.from(`/Artifact <</Type /${kind === 'text' ? 'Pagination' : 'Layout'}>> BDC\n`), bytes.subarray(start, end), Buffer.from('\nEMC\n'))
    from = end
  }
  return Buffer.concat([...parts, bytes.subarray(from)])
}
