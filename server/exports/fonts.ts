import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

interface Face { family: string, weight: string, style: string, file: string, unicodeRange: string, ranges: [number, number][] }

const require = createRequire(import.meta.url)
/** Packages of static fonts, the first for most text. The Chinese one is large and optional. */
const sources: [string, string[]][] = [
  ['@fontsource/noto-sans', ['400.css', '700.css']],
  ['@fontsource/noto-naskh-arabic', ['400.css', '700.css']],
  ['@fontsource/noto-sans-sc', ['400.css', '700.css']]
]
export const fontStack = '"Noto Sans", "Noto Naskh Arabic", "Noto Sans SC", sans-serif'

let faces: Face[] | undefined
const data = new Map<string, string>()

/**
 * Style rules that carry, inside themselves, just those font files whose characters occur in the text. The printer has no network and
 * reads no files, and variable fonts would become larger and slower.
 */
export function fontRules (text: string): string {
  const characters = new Set([...text].map(character => character.codePointAt(0)!))
  const needed = [...characters]
  return (faces ??= sources.flatMap(([name, sheets]) => sheets.flatMap(sheet => facesOf(name, sheet))))
    .filter(face => needed.some(code => face.ranges.some(([from, to]) => code >= from && code <= to)))
    .map(face => `@font-face{font-family:"${face.family}";font-weight:${face.weight};font-style:${face.style};src:url(data:font/woff2;base64,${base64(face.file)}) format("woff2");${face.unicodeRange ? `unicode-range:${face.unicodeRange};` : ''}}`)
    .join('\n')
}

/** The faces of one style sheet of a package; none when the package is not installed. */
function facesOf (name: string, sheet: string): Face[] {
  let folder: string
  try {
    folder = path.dirname(require.resolve(`${name}/package.json`))
  } catch {
    return []
  }
  return [...readFileSync(path.join(folder, sheet), 'utf8').matchAll(/@font-face\s*{([^}]*)}/g)].map(([, rules]) => {
    const value = (pattern: RegExp) => pattern.exec(rules!)?.[1]?.trim() ?? ''
    const unicodeRange = value(/unicode-range:\s*([^;]+);/)
    return {
      family: value(/font-family:\s*['"]([^'"]+)/),
      weight: value(/font-weight:\s*([^;]+);/),
      style: value(/font-style:\s*([^;]+);/),
      file: path.join(folder, value(/url\(([^)]+\.woff2)\)/)),
      unicodeRange,
      ranges: unicodeRange ? unicodeRange.split(',').map(rangeOf) : [[0, 0x10ffff]]
    }
  })
}

function rangeOf (text: string): [number, number] {
  const [from = '0', to = from] = text.trim().slice(2).split('-')
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)]
}

function base64 (file: string): string {
  let text = data.get(file)
  if (text === undefined) {
    text = readFileSync(file).toString('base64')
    data.set(file, text)
  }
  return text
}
