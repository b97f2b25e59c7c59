import { places } from './app.ts'
import type { testApp } from './app.ts'

type Test = Awaited<ReturnType<typeof testApp>>
export const tokenForm = { name: 'Dashboard', place: places.authority, 'expires_on-day': '30', 'expires_on-month': '6', 'expires_on-year': '2027' }
export const lists = ['sessions', 'teams', 'self-evaluations', 'judgements', 'actions', 'figures', 'recommendations?session=2026-27'] as const

/** A token made on the page, as its administrator is shown it. */
export async function tokenFor (test: Test, place: string = places.authority): Promise<string> {
  const { body } = await test.as('administrator').post('/api-tokens', { ...tokenForm, place })
  return /lcjst_[\w-]{43}/.exec(body)![0]
}

/** Ask the interface as a program does. */
export const ask = (test: Pick<Test, 'app'>, token: string | null, path: string, method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' = 'GET') =>
  test.app.inject({ method, url: path.startsWith('/') ? path : `/api/v1/${path}`, headers: { host: 'localhost', ...token ? { authorization: `Bearer ${token}` } : {} } })

/** Every row of a list, following `next` to the end. */
export async function all (test: Pick<Test, 'app'>, token: string, path: string): Promise<any[]> {
  const rows: any[] = []
  for (let next: string | null = path; next;) {
    const page: { data: any[], next: string | null } = (await ask(test, token, next)).json()
    rows.push(...page.data)
    next = page.next
  }
  return rows
}
