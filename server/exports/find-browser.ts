import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import puppeteer from 'puppeteer'

/** A browser that can make PDFs: where it is, and why it was chosen. */
export interface FoundBrowser { path: string, why: string }

/** What makes Chromium quiet, offline and repeatable. Host names resolve to nothing, so a page can reach nobody. */
export const browserFlags = [
  '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--disable-dev-shm-usage', '--disable-extensions', '--mute-audio', '--font-render-hinting=none', '--host-resolver-rules=MAP * ~NOTFOUND'
]

/** Root cannot use the browser's sandbox; everybody else can, and does. */
export const sandboxFlags = (): string[] => process.getuid?.() === 0 ? ['--no-sandbox'] : []

/**
 * The first browser that really prints a page with text in it: the setting; one that puppeteer downloaded; one of the system; the one
 * packaged in npm (Linux on x64). A setting that does not work is an error, not a reason to look further.
 * @param options setting BROWSER_PATH or '', and a private folder to unpack into
 * @returns null when there is none
 */
export async function findBrowser ({ setting, cacheDir }: { setting: string, cacheDir: string }): Promise<FoundBrowser | null> {
  if (setting) {
    const problem = existsSync(setting) ? await problemWith(setting) : 'there is no such file'
    if (problem) throw new Error(`BROWSER_PATH: ${setting} cannot make PDFs (${problem}).`)
    return { path: setting, why: 'named by the setting BROWSER_PATH' }
  }
  for (const candidate of [await downloaded(), ...system(), await packaged(cacheDir)]) {
    if (candidate && existsSync(candidate.path) && !await problemWith(candidate.path)) return candidate
  }
  return null
}

async function downloaded (): Promise<FoundBrowser | null> {
  try {
    return { path: await puppeteer.executablePath(), why: 'downloaded by puppeteer' }
  } catch {
    return null
  }
}

function system (): FoundBrowser[] {
  const folders = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].filter(folder => folder !== undefined)
  const paths: Record<string, string[]> = {
    linux: ['/usr/lib/chromium/chromium-headless-shell', '/usr/lib/chromium/chromium', '/opt/google/chrome/chrome', '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome-stable', '/usr/bin/microsoft-edge-stable'],
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(name => `/Applications/${name}.app/Contents/MacOS/${name}`),
    win32: folders.flatMap(folder => ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe'].map(file => path.join(folder, file)))
  }
  return (paths[process.platform] ?? []).map(file => ({ path: file, why: 'installed on this machine' }))
}

/** Unpack the browser that an optional npm package carries, once, into a folder that only this user can read. */
async function packaged (cacheDir: string): Promise<FoundBrowser | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null
  const folder = path.join(cacheDir, 'browser')
  const file = path.join(folder, 'chromium')
  const found = { path: file, why: 'packaged in npm (@sparticuz/chromium)' }
  if (existsSync(file)) return found
  try {
    const bin = path.join(path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../../bin')
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const part = `${file}.${process.pid}.part`
    await writeFile(part, await promisify(brotliDecompress)(await readFile(path.join(bin, 'chromium.br'))), { mode: 0o700 })
    await rename(part, file).catch(() => rm(part, { force: true }))
    return found
  } catch {
    return null
  }
}

/** Print a small page. @returns what is wrong, or null when a tagged PDF with text came out */
async function problemWith (executablePath: string): Promise<string | null> {
  try {
    const browser = await puppeteer.launch({ executablePath, headless: 'shell', pipe: true, timeout: 10_000, protocolTimeout: 10_000, args: [...browserFlags, ...sandboxFlags()] })
    try {
      const page = await browser.newPage()
      await page.setContent('<!doctype html><html lang="en"><title>Test</title><h1>Words on a page</h1>')
      const pdf = Buffer.from(await page.pdf({ tagged: true, timeout: 10_000 })).toString('latin1')
      return !pdf.includes('/StructTreeRoot') ? 'its PDFs have no tags' : !pdf.includes('/FontFile') ? 'it drew no text; install a font' : null
    } finally {
      await browser.close()
    }
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? 'it did not start'
  }
}
