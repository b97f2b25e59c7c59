import { findBrowser } from '../exports/find-browser.ts'
import { say } from './command.ts'
import type { Command } from './command.ts'

const command: Command = {
  summary: 'Say which browser makes the PDFs, and why. Without one: how to get it.',
  usage: 'browser',
  async run (_words, config) {
    const found = await findBrowser({ setting: config.BROWSER_PATH, cacheDir: config.DATA_DIR })
    if (found) {
      say(`${found.path}: ${found.why}. It has printed a page with tags and text.`)
      return 0
    }
    say([
      'No browser was found, so there are no PDFs. Everything else works. One of these gives you one:',
      '  Debian or Ubuntu:  apt-get install chromium-headless-shell',
      '  anywhere:          install Google Chrome or Microsoft Edge',
      '  by download:       npx puppeteer browsers install chrome-headless-shell',
      'or name one in the setting BROWSER_PATH.'
    ].join('\n'))
    return 1
  }
}

export default command
