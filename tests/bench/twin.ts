import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import Database from 'better-sqlite3'

/**
 * The raw limit for one page: node:http, prepared statements, strings joined. No framework, templates, access or log.
 * It is started with a file that holds the page as the product sent it, and the queries whose values stand in it. The page is cut
 * at every value, so each request reads the rows and joins them to the same bytes.
 */
export interface TwinPage { database: string, html: string, headers: Record<string, string>, queries: { sql: string, parameters: unknown[] }[] }

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;', '`': '&#x60;', '=': '&#x3D;' }
const escape = (text: string): string => text.replace(/[&<>"'`=]/g, character => escapes[character]!)
const shortest = 8

if (process.argv[2]) serve(JSON.parse(readFileSync(process.argv[2], 'utf8')) as TwinPage)

function serve ({ database, html, headers, queries }: TwinPage) {
  const sqlite = new Database(database, { readonly: true })
  const statements = queries.map(({ sql, parameters }) => ({ statement: sqlite.prepare(sql).raw(), parameters }))
  const read = () => statements.flatMap(({ statement, parameters }) => statement.all(...parameters) as unknown[][])
  const { parts, slots } = cut(html, read())
  const server = createServer((_request, response) => {
    const rows = read()
    let text = parts[0]!
    for (let at = 0; at < slots.length; at++) {
      const [row, column] = slots[at]!
      text += escape(String(rows[row]![column])) + parts[at + 1]
    }
    const bytes = Buffer.from(text)
    response.writeHead(200, { ...headers, 'content-length': bytes.length })
    response.end(bytes)
  })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.stdout.write(`http://127.0.0.1:${typeof address === 'object' && address ? address.port : ''} ${slots.length} values\n`)
  })
}

/** Cut the page at each value of the rows (texts of some length only, so that no value is found by chance). */
export function cut (html: string, rows: unknown[][]): { parts: string[], slots: [number, number][] } {
  const found: { at: number, length: number, slot: [number, number] }[] = []
  rows.forEach((row, y) => row.forEach((value, x) => {
    if (typeof value !== 'string' || value.length < shortest) return
    const text = escape(value)
    for (let at = html.indexOf(text); at !== -1; at = html.indexOf(text, at + text.length)) found.push({ at, length: text.length, slot: [y, x] })
  }))
  found.sort((a, b) => a.at - b.at || b.length - a.length)
  const parts: string[] = []
  const slots: [number, number][] = []
  let from = 0
  for (const { at, length, slot } of found) {
    if (at < from) continue
    parts.push(html.slice(from, at))
    slots.push(slot)
    from = at + length
  }
  return { parts: [...parts, html.slice(from)], slots }
}
