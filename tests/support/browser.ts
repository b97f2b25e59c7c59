import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import puppeteer from 'puppeteer'
import type { Page } from 'puppeteer'
import { findBrowser, sandboxFlags } from '../../server/exports/find-browser.ts'
import { testApp } from './app.ts'
import type { CastName } from './people.ts'

type Test = { teardown: (fn: () => unknown) => void }
const cacheDir = mkdtempSync(path.join(tmpdir(), 'toolkit-e2e-'))
process.on('exit', () => rmSync(cacheDir, { recursive: true, force: true }))
const found = await findBrowser({ setting: process.env.BROWSER_PATH ?? '', cacheDir })

/** A reason to leave these tests out, or false. */
export const noBrowser = found ? false : 'no browser on this machine'

/** The real app on a real port, and a real browser that signs in as one of the cast. */
export async function openBrowser (t: Test) {
  const test = await testApp(t)
  const origin = await test.app.listen({ host: '127.0.0.1', port: 0 })
  const browser = await puppeteer.launch({ executablePath: found!.path, headless: 'shell', pipe: true, args: ['--disable-gpu', '--disable-dev-shm-usage', ...sandboxFlags()] })
  t.teardown(() => browser.close())
  return {
    ...test,
    origin,
    /** A new page, signed in, at a width, with script or without. What the console complains of is collected. */
    async page (name: CastName | 'nobody', { width = 1280, script = true } = {}) {
      const context = await browser.createBrowserContext()
      const page = await context.newPage()
      const complaints: string[] = []
      page.on('pageerror', error => complaints.push(String(error)))
      page.on('console', message => { if (message.type() === 'error' && !/status of (4\d\d|503)/.test(message.text())) complaints.push(message.text()) })
      await page.setViewport({ width, height: 900 })
      await page.setJavaScriptEnabled(script)
      if (name !== 'nobody') {
        const [cookie, value] = (await test.cookieFor(name)).split('=') as [string, string]
        await context.setCookie({ name: cookie, value, domain: '127.0.0.1', path: '/', httpOnly: true })
      }
      return Object.assign(page, { complaints, open: (address: string) => page.goto(origin + address), to: (selector: string) => follow(page, selector) })
    }
  }
}

/** Press a link or button by its words, and wait for the page it leads to. */
async function follow (page: Page, words: string) {
  const element = await page.$(`::-p-xpath(//main//*[self::a or self::button][contains(normalize-space(.), "${words}")])`)
  if (!element) throw new Error(`${page.url()} has no link or button “${words}”`)
  // Pressed by the page itself: pointer gestures wait for frames, which do not come where scripts are off.
  await Promise.all([page.waitForNavigation(), element.evaluate(one => (one as HTMLElement).click())])
}
