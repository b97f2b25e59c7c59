import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'puppeteer'
import type { openBrowser } from './browser.ts'
import type { CastName } from './people.ts'

type Test = { ok: (fact: unknown, name: string) => unknown, same: (found: unknown, wanted: unknown, name: string) => unknown }
interface Finding { id: string, nodes: { target: string[] }[] }

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The pages are the same on both databases. */
export const onlyOnSqlite = process.env.TEST_DATABASE ? 'the pages are the same on both databases' : false

/** Opens pages as one of the cast: none fails, each passes axe and fits 320 pixels, and the console stays quiet. */
export async function checkPages (t: Test, test: Awaited<ReturnType<typeof openBrowser>>, who: CastName | 'nobody', addresses: string[]) {
  const page = await checkedPage(test, who)
  for (const address of addresses) {
    const reply = await page.open(address)
    t.ok(reply!.status() < 500, `${who} ${address}: ${reply!.status()}`)
    await page.setViewport({ width: 320, height: 700 })
    const widest = await page.evaluate(() => document.documentElement.scrollWidth)
    t.ok(widest <= 321, `${who} ${address}: ${widest} pixels wide at 320`)
    await page.setViewport({ width: 1280, height: 900 })
    t.same(await findingsOf(page), [], `${who} ${address}: axe`)
  }
  t.same(page.complaints, [], `${who}: the console is quiet`)
  await page.close()
}

/** A page that brings axe along. It is sent once: the browser gives it to each document. */
export async function checkedPage (test: Awaited<ReturnType<typeof openBrowser>>, who: CastName | 'nobody') {
  const page = await test.page(who)
  await page.setBypassCSP(true)
  await page.evaluateOnNewDocument(axe)
  return page
}

/** What axe has against the page that is open, a line each. */
export async function findingsOf (page: Page): Promise<string[]> {
  const findings = await page.evaluate(async () => (await (window as any).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] })).violations as Finding[])
  return findings.map(finding => `${finding.id}: ${finding.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', ')}`)
}
