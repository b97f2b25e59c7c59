import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { folded } from '../support/pdf.ts'
import { wordText } from '../support/word.ts'

const team = '/communities/craigmor/2026-27'
const onlyOnSqlite = process.env.TEST_DATABASE ? 'the pages are the same on both databases' : false
type Browser = Awaited<ReturnType<typeof openBrowser>>
type Page = Awaited<ReturnType<Browser['page']>>

const fill = async (page: Page, name: string, text: string) => { await (await page.$(`[name="${name}"]`))!.evaluate((box, value) => { (box as HTMLTextAreaElement).value = value; box.dispatchEvent(new Event('input', { bubbles: true })) }, text) }
const choose = async (page: Page, name: string, value: string) => (await page.$(`[name="${name}"][value="${value}"]`))!.evaluate(element => (element as HTMLInputElement).click())
const textOf = async (page: Page) => folded(await page.evaluate(() => document.querySelector('main')!.textContent ?? ''))

t.test('five people on five browsers, two by link: first thoughts, a meeting with a lost connection and a clash, minutes, moderation, reply, published', { skip: noBrowser || onlyOnSqlite, timeout: 240_000 }, async t => {
  const test = await openBrowser(t)
  const says = async (page: Page, words: string) => t.ok((await textOf(page)).includes(words), words)
  const [chair, mairi, bo, nora, per] = [await test.page('chair'), await test.page('member'), await test.page('both'), await test.page('nobody', { width: 390 }), await test.page('nobody', { width: 390 })]

  await chair.open(`${team}/self-evaluation`)
  await chair.to('Start the self-evaluation')
  await chair.to('First thoughts')
  await chair.to('Ask the team')
  const links: string[] = []
  for (const [name, agency] of [['Nora Quinn', 'Third sector'], ['Per Dahl', 'Educational psychology']] as const) {
    await fill(chair, 'name', name)
    await chair.select('[name=agency]', agency)
    await chair.to('Make a personal link')
    links.push(/\/contribute\/link\/[\w-]{43}/.exec(await textOf(chair))![0])
    await chair.to('Back to first thoughts')
  }

  for (const [page, thought] of [[chair, 'We meet every month'], [mairi, 'School nurses are heard'], [bo, 'Social work comes prepared']] as const) {
    await page.open(`${team}/first-thoughts`)
    await page.to('2.4 Personalised support')
    await fill(page, 'goes_well', thought)
    await fill(page, 'gets_in_the_way', `Too little time, says number ${thought.length}`)
    await choose(page, 'level', '4')
    await page.to('Save')
  }
  for (const [page, link, thought] of [[nora, links[0]!, 'The holiday club works'], [per, links[1]!, 'Observation before the meeting helps']] as const) {
    await page.open(link)
    await page.to('Start')
    t.equal(new URL(page.url()).pathname, '/contribute', 'the address holds no secret any more')
    await page.to('2.4 Personalised support')
    await fill(page, 'goes_well', thought)
    await choose(page, 'level', '3')
    await page.to('Save')
    await says(page, 'Given')
  }
  await chair.open(`${team}/first-thoughts`)
  await says(chair, '5 of 5 people asked have given something.')
  t.notOk((await textOf(chair)).includes('holiday club'), 'private until the meeting')

  await chair.open(`${team}/meeting`)
  await chair.to('Open the meeting')
  for (const page of [chair, mairi]) await page.open(`${team}/meeting/indicators/2.4`)
  for (const words of ['The holiday club works', 'School nurses are heard', '5 people gave first thoughts.', 'What we agree']) await says(mairi, words)
  for (const name of ['Nora Quinn', 'Per Dahl', 'Third sector', 'Educational psychology']) t.notOk((await textOf(mairi)).includes(name), `${name} is not to be seen`)
  await fill(chair, 'areas_for_improvement', 'Reviews slip when a school is short of staff')
  await chair.evaluate(() => { [...document.querySelectorAll('button[name=passage]')].find(button => button.textContent!.includes('The holiday club works'))!.setAttribute('data-test', 'take') })
  await Promise.all([chair.waitForNavigation(), chair.$eval('[data-test=take]', button => (button as HTMLButtonElement).click())])
  t.equal(await chair.$eval('[name=strengths]', box => (box as HTMLTextAreaElement).value), 'The holiday club works')
  t.equal(await chair.$eval('[name=areas_for_improvement]', box => (box as HTMLTextAreaElement).value), 'Reviews slip when a school is short of staff', 'typed text came along')
  await says(chair, 'Taken into “Strengths”')

  await fill(mairi, 'strengths', 'Nurses and the club together')
  await fill(mairi, 'dissent', 'Health would say satisfactory')
  await mairi.setOfflineMode(true)
  await mairi.$eval('button[value=continue]', button => (button as HTMLButtonElement).click())
  await mairi.waitForFunction(() => /Not saved: no connection/.test(document.querySelector('.app-draft-status')?.textContent ?? ''))
  t.equal(await mairi.$eval('[name=dissent]', box => (box as HTMLTextAreaElement).value), 'Health would say satisfactory', 'the text stays')
  await mairi.setOfflineMode(false)
  await new Promise(resolve => setTimeout(resolve, 1100))
  await mairi.to('Save and go to the next')
  await says(mairi, 'Catriona Baird saved this')
  for (const words of ['Nurses and the club together', 'The holiday club works']) await says(mairi, words)
  await choose(mairi, 'choice.strengths', 'combine')
  await choose(mairi, 'choice.areas_for_improvement', 'theirs')
  await mairi.to('Save what I chose')
  t.match(await test.db.selectFrom('judgement').select(['strengths', 'areas_for_improvement']).where('indicator_code', '=', '2.4').executeTakeFirstOrThrow(), { strengths: /The holiday club works[\s\S]*Nurses and the club together/, areas_for_improvement: 'Reviews slip when a school is short of staff' })

  for (const code of ['1.1', '1.3', '2.4', '2.7', '3.1']) {
    await chair.open(`${team}/meeting/indicators/${code}`)
    if (code !== '2.4') { await fill(chair, 'strengths', `Strength of ${code}`); await fill(chair, 'areas_for_improvement', `Area of ${code}`) }
    await fill(chair, 'what_changed', '13 of 18 goals were reached')
    await fill(chair, 'how_we_know', 'Goal reviews in April')
    if (code === '2.4') await fill(chair, 'action', 'Map support against need')
    await choose(chair, 'level', '5')
    await choose(chair, 'finished', 'yes')
    await chair.to(code === '3.1' ? 'Save and go to the list' : 'Save and go to the next')
  }
  await chair.open(`${team}/meeting/indicators/1.3`)
  await chair.bringToFront()
  await chair.keyboard.press('n')
  await chair.focus('[data-keys-switch]')
  await chair.keyboard.press('Space')
  await Promise.all([chair.waitForNavigation(), chair.keyboard.press('n')])
  t.match(chair.url(), /indicators\/2\.4$/, 'n goes to the next indicator')

  await chair.open(`${team}/meeting`)
  await chair.to('Close the meeting and keep the minutes')
  for (const words of ['Catriona Baird, Education', 'Health would say satisfactory', '1. Map support against need', 'good (4): 3']) await says(chair, words)
  const word = await test.as('chair').get(`${new URL(chair.url()).pathname}.docx`)
  t.equal(word.statusCode, 200)
  const minutes = wordText(word.rawPayload)
  for (const words of ['Health would say satisfactory', 'Map support against need', 'Catriona Baird, Education', '13 of 18 goals were reached']) t.ok(minutes.includes(words), `Word: ${words}`)

  await chair.open(`${team}/self-evaluation`)
  await chair.to('Submit the self-evaluation')
  await test.as('both').post('/communities/strathfearn/2026-27/self-evaluation')
  const lead = await test.page('areaLead')
  await lead.open('/areas/north/2026-27/moderation')
  await choose(lead, 'indicators', '2.4')
  await lead.to('Go on to the pairs')
  await lead.to('Pair them')
  await bo.open('/communities/strathfearn/2026-27/moderation')
  await bo.to('You read Craigmor')
  await bo.to('2.4 Personalised support')
  t.notOk((await textOf(bo)).includes('very good (5)'), 'blind')
  await choose(bo, 'level', '4')
  await fill(bo, 'reasons', 'Views of families are missing')
  await bo.to('Give our reading')
  await says(bo, 'One level apart')
  await chair.open('/communities/craigmor/2026-27/moderation')
  await chair.to('Strathfearn reads you')
  await chair.to('2.4 Personalised support')
  await choose(chair, 'answer', 'agree')
  await choose(chair, 'agreed', '4')
  await chair.to('Answer')
  await says(chair, 'Craigmor agrees.')
  await chair.open(`${team}/self-evaluation`)
  await says(chair, 'Moderated')
  await fill(chair, 'statement', 'Agreed by all agencies')
  await chair.to('Sign it off')
  await chair.to('Publish it')
  const outsider = await test.page('outsider')
  await outsider.open('/published')
  await outsider.to('Craigmor, session 2026–27')
  for (const words of ['Own level: very good (5). Their reading: good (4). Agreed: good (4).', 'Health would say satisfactory', 'From first thoughts']) await says(outsider, words)
  await nora.open('/contribute')
  for (const words of ['What became of your first thoughts', 'Taken into “Strengths”', 'What the team agreed']) await says(nora, words)
  for (const page of [chair, mairi, bo, nora, per, lead, outsider]) t.same(page.complaints.filter(line => !/ERR_INTERNET_DISCONNECTED|Failed to fetch/.test(line)), [], 'the console is quiet')
})
