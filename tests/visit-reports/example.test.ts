import t from 'tap'
import { frameworks, testApp } from '../support/app.ts'
import { findBrowser } from '../../server/exports/find-browser.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { wordText } from '../support/word.ts'

t.setTimeout(300_000)
const noBrowser = await findBrowser({ setting: process.env.BROWSER_PATH ?? '', cacheDir: '/tmp' }) ? false : 'no browser for PDF on this machine'
/** As a reader compares: without spaces, which a line end in a PDF adds or takes. */
const bare = (text: string) => folded(text).replaceAll('**', '').replace(/[\s\u00ad]+/g, '').replace(/[‐-―]/g, '-').replace(/[“”]/g, '"').replace(/[‘’]/g, "'")

t.test('the visit of 2022 is rebuilt from its data: its report holds every text, theme by theme, in order', { skip: noBrowser }, async t => {
  const test = await testApp(t)
  const { headers: { location: home } } = await test.as('visitLead').post('/visits/example')
  t.equal((await test.as('visitLead').post(`${home}/report`)).statusCode, 303)
  const pdf = await readPdf((await test.as('visitLead').get(`${home}/report.pdf`)).rawPayload)
  const text = bare(pdf.text)
  const report = frameworks.improvementReport('glasgow-ci-2022', '1')
  let at = text.lastIndexOf(bare(`Theme 1: ${report.themes[0]!.question}`))
  let found = 0
  for (const [index, theme] of report.themes.entries()) {
    const heading = text.indexOf(bare(`Theme ${index + 1}: ${theme.question}`), at)
    t.ok(heading >= at, `theme ${index + 1} follows`)
    at = heading
    for (const statement of [...theme.what_we_knew, ...theme.strengths, ...theme.opportunities, ...theme.recommendations]) {
      const next = text.indexOf(bare(statement.text).slice(0, 60), at)
      t.ok(next > at, `${statement.code} stands after what comes before it`)
      at = Math.max(at, next)
      found++
    }
  }
  for (const { code, text: words } of report.next_steps) t.ok(text.indexOf(bare(words).slice(0, 60), at) > at, code)
  t.equal(found, report.themes.flatMap(theme => [...theme.what_we_knew, ...theme.strengths, ...theme.opportunities, ...theme.recommendations]).length)
  t.equal(report.themes.flatMap(theme => theme.recommendations).length, 16)
  for (const day of report.timetable) for (const session of day.sessions) t.ok(text.includes(bare(session.title).slice(0, 40)), session.title)
  t.match((await test.as('visitLead').get(`${home}/report`)).body, 'Draft')
  const word = bare((await wordText((await test.as('visitLead').get(`${home}/report.docx`)).rawPayload)).replace(/<[^>]+>/g, '').replaceAll('&apos;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
  for (const { code, text: words } of report.themes.flatMap(theme => theme.recommendations)) t.ok(word.includes(bare(words).slice(0, 60)), `${code} in Word`)

  t.notOk(text.includes(bare('A sentence that no report holds')), 'and what is not there is not found')
  const steps = await test.as('visitLead').post(`${home}/report/steps`, { step: 'to-partners' })
  t.equal(steps.statusCode, 303)
  t.match((await test.as('steering').get(`${home}/since`)).body, 'Recommendation T1-R1')
})
