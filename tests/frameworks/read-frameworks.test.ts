import t from 'tap'
import { useFramework } from '../../server/features/frameworks/changes.ts'
import { frameworks, testApp } from '../support/app.ts'

/** The text of a page as people read it. */
const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/&#x([0-9a-f]+);/gi, (_, hex) => String.fromCodePoint(parseInt(hex, 16)))
  .replaceAll('&quot;', '"').replaceAll('&amp;', '&').replace(/\s+/g, ' ')

t.test('the frameworks are listed, with what they hold and whether they are in use', async t => {
  const { as, db } = await testApp(t)
  await db.transaction().execute(trx => useFramework(trx, frameworks, 'hgios4', '1'))
  const page = await as('chair').get('/frameworks')
  t.equal(page.statusCode, 200)
  const text = textOf(page.body)
  t.match(text, 'How good is our school? (4th edition)')
  t.match(text, '3 categories, 15 quality indicators, 48 themes')
  t.match(text, '4 review themes, 22 strengths, 13 opportunities, 16 recommendations')
  t.match(text, /In use since \d+ \w+ \d{4}: it cannot be changed any more/)
  t.match(text, 'Not in use yet')
  for (const href of ['/frameworks/hgios4/1', '/frameworks/glasgow-ci-2022/1']) t.match(page.body, `href="${href}"`)
})

t.test('HGIOS4 reads whole, with its licence and with local prompts apart', async t => {
  const { as } = await testApp(t)
  const page = await as('member').get('/frameworks/hgios4/1')
  t.equal(page.statusCode, 200)
  const text = textOf(page.body)
  const hgios4 = frameworks.selfEvaluation('hgios4', '1')
  for (const item of hgios4.items) {
    t.match(text, item.type === 'theme' ? item.title : `${item.code} ${item.title}`)
    for (const prompt of item.local_prompts ?? []) t.match(text, prompt)
  }
  for (const { value, label, definition } of hgios4.scale!.levels) t.match(text, `${value} ${label} ${definition}`)
  t.match(text, hgios4.attribution)
  t.match(text, 'Open Government Licence: free re-use')
  const local = [...page.body.matchAll(/<div class="app-local">([^]*?)<\/div>/g)].map(([, inside]) => textOf(inside!))
  t.equal(local.length, 15)
  for (const part of local) t.match(part, /Local prompts?, not HGIOS4 text/)
  t.notMatch(textOf(page.body.replaceAll(/<div class="app-local">[^]*?<\/div>/g, '')), 'What changed for children last session because of our self-evaluation', 'no local prompt outside its box')
})

t.test('the report reads whole, with suggestions and notes apart', async t => {
  const { as } = await testApp(t)
  const page = await as('steering').get('/frameworks/glasgow-ci-2022/1')
  t.equal(page.statusCode, 200)
  const text = textOf(page.body)
  const report = frameworks.improvementReport('glasgow-ci-2022', '1')
  const collapsed = (said: string) => said.replaceAll('**', '').replace(/\s+/g, ' ')
  const shown = (said: string) => t.ok(text.replaceAll(' ', '').includes(collapsed(said).replaceAll(' ', '')), said)
  for (const theme of report.themes) {
    shown(theme.question)
    for (const list of [theme.what_we_knew, theme.strengths, theme.opportunities, theme.recommendations, theme.focus_questions]) {
      for (const { code, text: said } of list) { shown(said); t.match(page.body, `id="item-${code}"`) }
    }
  }
  for (const day of report.timetable) for (const session of day.sessions) shown(session.title)
  for (const step of report.next_steps) shown(step.text)
  for (const paragraph of report.introduction) shown(paragraph.text)
  t.match(page.body, '<strong>strong leadership, collaborative working and clarity of purpose</strong>')
  const captions = [...page.body.matchAll(/<caption[^>]*>([^]*?)<\/caption>/g)].map(([, caption]) => textOf(caption!).trim())
  t.equal(captions.filter(caption => caption === 'Recommendations').length, 4)
  t.equal(captions.filter(caption => caption.startsWith('Day ')).length, 3)
  t.equal(captions.length, page.body.split('<table').length - 1, 'every table has a caption')

  const outside = textOf(page.body.replaceAll(/<div class="app-local">[^]*?<\/div>/g, ''))
  for (const theme of report.themes) {
    for (const { suggested_measure: measure, note } of theme.recommendations) {
      for (const ours of [measure, note]) if (ours) { shown(ours); t.notOk(outside.includes(ours), `apart: ${ours}`) }
    }
  }
  t.match(text, '2.7 Partnerships')
})

t.test('a framework that is not there is not found; signing in comes first', async t => {
  const { as } = await testApp(t)
  t.equal((await as('chair').get('/frameworks/hgios4/2')).statusCode, 404)
  t.equal((await as('chair').get('/frameworks/nothing/1')).statusCode, 404)
  t.equal((await as('nobody').get('/frameworks')).statusCode, 303)
})
