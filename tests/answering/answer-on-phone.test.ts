import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { onlyOnSqlite } from '../support/page-check.ts'
import { opened, poolOf } from '../support/surveying.ts'
import type { Page } from 'puppeteer'

t.setTimeout(200_000)

/** Press the large button of a page and wait for what comes. */
const press = async (page: Page) => { await Promise.all([page.waitForNavigation(), page.$eval('form button.govuk-button', button => (button as HTMLElement).click())]) }
const languageOf = (page: Page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir])
const headings = (page: Page) => page.$$eval('h1', all => all.map(one => one.textContent!.trim()))

for (const [name, manner, lang, dir, start, thanks] of [
  ['English', 'en', 'en-GB', 'ltr', 'Start', 'Thank you'],
  ['Arabic, from right to left, with pictures', 'ar.pictures', 'ar', 'rtl', 'ابدأ', 'شكرًا لك']
] as const) {
  t.test(`a parent answers on a phone without script, in ${name}`, { skip: noBrowser || onlyOnSqlite }, async t => {
    const test = await openBrowser(t)
    const survey = await opened(test.db, 'views-parent@1')
    const page = await test.page('nobody', { width: 390, script: false })
    const began = Date.now()
    let pressed = 0
    await page.open(`/s/${survey.link}?as=${manner}`)
    t.same(await languageOf(page), [lang, dir])
    t.equal(await page.$eval('form button.govuk-button', button => button.textContent), start)
    await press(page)
    pressed++
    t.notMatch(page.url(), survey.link, 'the address holds no secret any more')
    for (let n = 1; n <= 5; n++) {
      t.match(page.url(), new RegExp(`/answer/${n}$`))
      t.equal((await headings(page)).length, 1, 'one heading')
      t.equal(await page.$$eval('fieldset legend h1', all => all.length), 1, 'which is the legend of its options')
      t.match(await page.$eval('aside', all => all.textContent), /Parentline: 08000 28 22 33/, 'where to get help stands on every page')
      t.same(await languageOf(page), [lang, dir])
      t.equal((await page.$$('svg.app-symbol')).length > 0, manner.endsWith('pictures'))
      await page.$eval('input[type=radio][value=partly]', input => (input as HTMLElement).click())
      await press(page)
      pressed += 2
    }
    await page.$eval('textarea', box => { (box as HTMLTextAreaElement).value = 'Ring us the same day.' })
    await press(page)
    t.match(page.url(), /\/answer\/check$/)
    // Change one answer, and come back to the check.
    await Promise.all([page.waitForNavigation(), page.$eval('dl a', link => (link as HTMLElement).click())])
    t.equal(await page.$eval('input[value=partly]', input => (input as HTMLInputElement).checked), true, 'what was said stands there')
    await page.$eval('input[type=radio][value=yes]', input => (input as HTMLElement).click())
    await press(page)
    t.match(page.url(), /\/answer\/check$/)
    await press(page)
    pressed += 5
    t.match((await headings(page))[0], thanks)
    t.ok(Date.now() - began < 120_000, `${pressed} presses, ${Date.now() - began} ms`)
    t.same((await page.browserContext().cookies()).map(cookie => cookie.name), [], 'nothing is left in the browser')
    const pool = await poolOf(test, survey)
    t.same([pool.answers, pool.counts.knew, pool.counts.asked], [1, { yes: 1, partly: 0, no: 0, unsure: 0 }, { yes: 0, partly: 1, no: 0, unsure: 0 }])
    t.same(pool.texts.map(({ question, text }) => [question, text]), [['better', 'Ring us the same day.']])
    t.same(page.complaints, [])
  })
}

t.test('the button that reads aloud is there only with a voice for the language', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const survey = await opened(test.db)
  const page = await test.page('nobody', { width: 390 })
  const spoken = (language: string) => page.evaluateOnNewDocument((tag: string) => {
    const said: string[] = []
    const voices = { getVoices: () => [{ lang: tag }], addEventListener () {}, speaking: false, cancel () {}, speak: (speech: { text: string }) => said.push(speech.text) }
    Object.defineProperty(window, 'speechSynthesis', { value: voices, configurable: true })
    Object.defineProperty(window, 'said', { value: said, configurable: true })
  }, language)
  const hidden = () => page.$eval('[data-read-aloud]', button => (button as HTMLButtonElement).hidden)
  await spoken('en-GB')
  await page.open(`/s/${survey.link}?as=pl`)
  t.equal(await hidden(), true, 'an English voice does not read Polish')
  await page.open(`/s/${survey.link}?as=en`)
  t.equal(await hidden(), false)
  await page.click('[data-read-aloud]')
  t.match(await page.evaluate(() => (window as any).said[0]), /What do you think\?.*Some grown-ups work together.*Start/s)
})
