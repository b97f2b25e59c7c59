import { availableParallelism } from 'node:os'
import puppeteer from 'puppeteer'
import type { Browser, Page } from 'puppeteer'
import { browserFlags, findBrowser, sandboxFlags } from './find-browser.ts'
import type { FoundBrowser } from './find-browser.ts'

/** No PDF now. The message is for the person who asked for it. */
export class PdfProblem extends Error {
  readonly statusCode: number
  readonly forPeople = true
  constructor (statusCode: number, message: string) { super(message); this.statusCode = statusCode }
}

export interface PdfPrinter {
  /** Print a page of ours to PDF, tagged unless it is only to be measured. @throws PdfProblem with a sentence for people */
  print (html: string, options?: { tagged?: boolean }): Promise<Uint8Array>
  /** Which browser is used and why; null when none was found. */
  found (): Promise<FoundBrowser | null>
  /** The process that prints now, for tests that end it. */
  processId (): number | undefined
  close (): Promise<void>
}

export interface PrinterOptions { setting: string, cacheDir: string, deadlineMs?: number }

const printLimits = { waiting: 50, htmlBytes: 8_000_000, jobsPerPage: 50, retries: 3, idleMs: 60_000 }

/**
 * One warm browser, started when first needed, with a page for each core that is used again and again.
 * Scripts are off and the network is dead. A crash is tried again; a job over its deadline takes its page, or the browser, with it.
 */
export function createPdfPrinter ({ setting, cacheDir, deadlineMs = 30_000 }: PrinterOptions): PdfPrinter {
  let finding: Promise<FoundBrowser | null> | null = null
  let starting: Promise<Browser> | null = null
  let browser: Browser | null = null
  let pages: { page: Page, of: Browser, jobs: number }[] = []
  let busy = 0
  let idle: NodeJS.Timeout | undefined
  let closed = false
  const waiting: (() => void)[] = []

  const found = () => (finding ??= findBrowser({ setting, cacheDir }).then(result => { if (!result) finding = null; return result }, error => { finding = null; throw error }))

  async function start (): Promise<Browser> {
    const executable = await found().catch(error => { throw new PdfProblem(503, `PDF is not set up on this server. ${(error as Error).message} The page to print is still there.`) })
    if (!executable) throw new PdfProblem(503, 'PDF is not set up on this server: no browser was found. Ask whoever looks after it to install Chromium or Google Chrome (on Debian: apt-get install chromium-headless-shell). You can still open the page and print it.')
    const started = await puppeteer.launch({
      executablePath: executable.path, headless: 'shell', pipe: true, protocolTimeout: deadlineMs + 5000, timeout: 15_000,
      handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false, args: [...browserFlags, ...sandboxFlags()]
    })
    started.once('disconnected', () => { if (browser === started) { browser = null; pages = [] } })
    browser = started
    return started
  }

  async function takePage () {
    const current = browser?.connected ? browser : await (starting ??= start().finally(() => { starting = null }))
    const kept = pages.pop()
    if (kept && kept.of === current && !kept.page.isClosed()) return kept
    const page = await current.newPage()
    await page.setJavaScriptEnabled(false)
    await page.setOfflineMode(true)
    return { page, of: current, jobs: 0 }
  }

  async function printOnce (html: string, tagged: boolean): Promise<Uint8Array> {
    let taken: Awaited<ReturnType<typeof takePage>> | null = null
    const work = (async () => {
      taken = await takePage()
      await taken.page.setContent(html, { waitUntil: 'load', timeout: deadlineMs })
      return taken.page.pdf({ preferCSSPageSize: true, printBackground: true, tagged, outline: tagged, timeout: deadlineMs })
    })()
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new PdfProblem(503, 'Making the PDF took too long. Try again; if it happens again, open the page and print it.')), deadlineMs)
    })
    try {
      const pdf = await Promise.race([work, late])
      const used = taken as Awaited<ReturnType<typeof takePage>> | null
      if (used && ++used.jobs < printLimits.jobsPerPage && used.of === browser) pages.push(used)
      else void used?.page.close().catch(() => {})
      return pdf
    } catch (error) {
      work.catch(() => {})
      const used = taken as Awaited<ReturnType<typeof takePage>> | null
      if (used) await letGo(used)
      // A page that comes too late, because the browser was slow to start, is closed when it comes.
      else void work.catch(() => {}).finally(() => (taken as Awaited<ReturnType<typeof takePage>> | null)?.page.close().catch(() => {}))
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  /** Close a page that failed; a browser that cannot even do that is ended. */
  async function letGo (used: { page: Page, of: Browser }) {
    const gone = await Promise.race([used.page.close().then(() => true, () => true), new Promise<false>(resolve => setTimeout(() => resolve(false), 2000).unref())])
    if (!gone) used.of.process()?.kill('SIGKILL')
  }

  async function stop () {
    const current = browser
    browser = null
    pages = []
    if (!current) return
    const ended = current.process()
    await Promise.race([current.close().catch(() => {}), new Promise(resolve => setTimeout(resolve, 3000).unref())])
    if (ended && ended.exitCode === null && ended.signalCode === null) ended.kill('SIGKILL')
  }

  return {
    found,
    processId: () => browser?.process()?.pid,
    async print (html, { tagged = true } = {}) {
      if (closed) throw new PdfProblem(503, 'The server is stopping. Try again in a minute.')
      if (Buffer.byteLength(html) > printLimits.htmlBytes) throw new PdfProblem(413, 'This is too much for one PDF. Choose less, or open the page and print it.')
      if (busy >= availableParallelism()) {
        if (waiting.length >= printLimits.waiting) throw new PdfProblem(503, 'Many PDFs are being made just now. Try again in a minute.')
        await new Promise<void>(resolve => waiting.push(resolve))
      } else busy++
      clearTimeout(idle)
      try {
        for (let attempt = 0; ; attempt++) {
          try {
            return await printOnce(html, tagged)
          } catch (error) {
            if (error instanceof PdfProblem || attempt >= printLimits.retries) throw error instanceof PdfProblem ? error : new PdfProblem(503, 'The PDF could not be made. Try again; if it happens again, open the page and print it.')
          }
        }
      } finally {
        const next = waiting.shift()
        if (next) next()
        else if (--busy === 0) idle = setTimeout(() => { if (busy === 0) void stop() }, printLimits.idleMs).unref()
      }
    },
    async close () {
      closed = true
      clearTimeout(idle)
      // One that is just starting would otherwise outlive us.
      await starting?.catch(() => {})
      await stop()
    }
  }
}
