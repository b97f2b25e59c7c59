import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { onlyOnSqlite } from '../support/page-check.ts'
import { folded, readPdf } from '../support/pdf.ts'
import { craigmorPublished } from '../support/work.ts'

t.setTimeout(400_000)

/** What somebody does on a page: fill the boxes by their names, choose by value, follow a link or button by its words. */
const handsOf = <Page extends Awaited<ReturnType<Awaited<ReturnType<typeof openBrowser>>['page']>>>(page: Page) => ({
  page,
  async fill (boxes: Record<string, string>, form = 'form') {
    for (const [name, text] of Object.entries(boxes)) await page.$eval(`main ${form} [name="${name}"]`, (box, value) => { (box as HTMLInputElement).value = value }, text)
  },
  choose: async (name: string, value: string) => page.$eval(`main [name="${name}"][value="${value}"]`, box => (box as HTMLInputElement).click()),
  text: async () => folded(await page.$eval('main', main => main.textContent ?? '')),
  here: () => new URL(page.url()).pathname
})
const day = (name: string, date: string) => Object.fromEntries(date.split('-').map((part, at) => [`${name}-${['year', 'month', 'day'][at]}`, String(Number(part))]))

t.test('a new visit from its first question to a recommendation that waits in the register, clicked through by everybody in it', { skip: noBrowser || onlyOnSqlite, timeout: 360_000 }, async t => {
  const test = await openBrowser(t)
  await craigmorPublished(test.db)
  const person = async (...who: Parameters<typeof test.page>) => handsOf(await test.page(...who))
  const says = async (hands: { text: () => Promise<string> }, ...all: string[]) => { const text = await hands.text(); for (const words of all) t.ok(text.includes(words), words) }

  const lead = await person('visitLead')
  await lead.page.open('/visits/new')
  await lead.fill({ title: 'Four years on', overarching_question: 'What changes for children now?', ...day('starts_on', '2027-03-09'), ...day('ends_on', '2027-03-09') })
  await lead.page.to('Save and go on')
  await says(lead, 'Choose who is visited')
  t.equal(await lead.page.$eval('[name=title]', box => (box as HTMLInputElement).value), 'Four years on', 'nothing typed is lost')
  await lead.choose('kind', 'authority')
  await lead.page.to('Save and go on')
  const home = lead.here()
  await lead.page.open(`${home}/themes/new`)
  await lead.fill({ title: 'Are families heard?', focus: 'Views', questions: 'Who asks the child?\nWhat happens with the answer?' })
  await lead.page.to('Add the theme')
  for (const [name, part, group] of [['Ingrid Solberg', 'scribe', 'A'], ['Priya Anand', 'core', 'B']] as const) {
    await lead.page.open(`${home}/people`)
    await lead.fill({ name, organisation: 'Northshore Council', email: `${part}@northshore.example`, group_label: group }, 'form[action$="/people"]')
    await lead.choose('part', part)
    await lead.page.to('Add to the visit')
  }
  await lead.page.open(`${home}/people`)
  await lead.page.select('[name=account]', await lead.page.$eval('[name=account]', box => [...(box as HTMLSelectElement).options].find(option => option.text.includes('Mairi Sinclair'))!.value))
  await lead.choose('part', 'scribe')
  await lead.page.to('Add to the visit')
  await lead.page.open(`${home}/timetable`)
  await lead.page.to('Add the days of the visit')
  for (const session of [{ starts: '9.30am', ends: '10.30am', title: 'Focus group A', group_label: 'A', kind: 'focus-group' }, { starts: '10.15am', ends: '11am', title: 'What we heard', group_label: '', kind: 'feedback' }]) {
    await lead.page.open(`${home}/timetable/sessions/new`)
    const { kind, ...boxes } = session
    await lead.fill(boxes)
    await lead.choose('kind', kind)
    await lead.page.to('Add the session')
  }
  await says(lead, '“Focus group A”')

  await lead.page.open(`${home}/preliminary`)
  await lead.page.to('Are families heard?')
  await lead.page.to('Take from what is there')
  const source = await lead.page.$$eval('main label', labels => labels.findIndex(label => label.textContent!.includes('Last year, 2.4 went well.')))
  await lead.page.$$eval('main label', (labels, at) => labels[at]!.click(), source)
  await lead.page.to('Take')
  await says(lead, 'Craigmor, session 2025–26: self-evaluation, 2.4, strengths')
  await lead.page.open(`${home}/preliminary`)
  await lead.fill({ note: 'For the visitors' })
  await lead.page.to('Save a version')

  const links: string[] = []
  for (const name of ['Ingrid Solberg', 'Priya Anand']) {
    await lead.page.open(`${home}/visitors`)
    await lead.page.to(name)
    await lead.fill({ ...day('expires_on', '2027-04-30'), expires_time: '17:00' })
    await lead.page.to('Make the link')
    links.push(/\/visiting\/link\/[\w-]{43}/.exec(await lead.page.content())![0])
  }
  const [ingrid, priya] = [await person('nobody', { width: 360 }), await person('nobody', { width: 360 })]
  for (const [visitor, link] of [[ingrid, links[0]!], [priya, links[1]!]] as const) {
    await visitor.page.open(link)
    await visitor.page.$eval('main form button', button => (button as HTMLElement).click())
    await visitor.page.waitForSelector('a[href="/visiting/pack"]')
    await visitor.page.open('/visiting/pack/preliminary')
    await says(visitor, 'Last year, 2.4 went well.')
    await visitor.page.open('/visiting/pack/timetable')
    await says(visitor, 'Focus group A')
    for (const address of [home, '/communities', '/recommendations/2026-27']) {
      await visitor.page.open(address)
      t.equal(visitor.here(), '/sign-in', `${address} is not for visitors`)
    }
  }

  const mairi = await person('member', { width: 360 })
  const notes = [[ingrid, '/visiting/notes/themes/T1', 'Children draw what they want.'], [priya, '/visiting/notes/themes/T1', 'Answers are kept, and not told back.'], [mairi, `${home}/notes/themes/T1`, 'The nurse asks at the first meeting.']] as const
  await Promise.all(notes.map(async ([phone, address, words]) => {
    await phone.page.open(address)
    await phone.page.type('#text', words)
    await phone.page.$eval('form[data-note] button', button => (button as HTMLElement).click())
    await phone.page.waitForFunction(said => document.querySelector('[data-notes]')?.textContent?.includes(said), { timeout: 60_000 }, words)
  }))
  await lead.page.open(`${home}/notes/themes/T1/side-by-side`)
  await says(lead, 'Children draw what they want.', 'Answers are kept, and not told back.')

  for (const [kind, words] of [['strength', 'Children are asked in a way that suits them.'], ['opportunity', 'Families are not told what came of it.'], ['recommendation', 'Tell every family what their words changed.']] as const) {
    await priya.page.open('/visiting/findings/new')
    await priya.fill({ text: words, evidence: 'Both groups' })
    await priya.choose('kind', kind)
    await priya.page.select('main [name=theme]', 'T1')
    await priya.page.to('Save the finding')
    await priya.page.to('I agree')
  }
  for (let open = 3; open > 0; open--) {
    await lead.page.open(`${home}/findings`)
    await lead.page.to('Close as agreed')
  }
  await says(lead, '3 findings, 3 agreed')

  await lead.page.open(`${home}/report`)
  await lead.page.to('Start the report')
  await lead.page.to('Take over all')
  await lead.page.to('Give it to the partners')
  await ingrid.page.open('/visiting/report')
  await ingrid.fill({ text: 'Say by when.' })
  await ingrid.page.to('Send')
  await lead.page.open(`${home}/report`)
  await lead.page.to('Answer')
  await lead.fill({ text: 'Within two weeks; put into the recommendation.' })
  await lead.page.to('Save')
  const edit = await lead.page.$$eval('main a', links => (links.find(link => link.textContent!.includes('Tell every family')) as HTMLAnchorElement | undefined)?.href ?? '')
  await lead.page.goto(edit)
  await lead.fill({ text: 'Tell every family within two weeks what their words changed.' })
  await lead.page.to('Save')
  await lead.page.to('Give it to the host')

  const host = await person('steering')
  await host.page.open(`${home}/report`)
  const dispute = await host.page.$$eval('main a', links => (links.find(link => link.textContent!.includes('Families are not told')) as HTMLAnchorElement | undefined)?.href ?? '')
  await host.page.goto(dispute)
  await host.choose('verdict', 'disputed')
  await host.fill({ reason: 'Two schools do tell them.' })
  await host.page.to('Save')
  await host.page.to('All points without an answer')
  await lead.page.open(`${home}/report`)
  await lead.page.to('Make it final')
  await says(lead, '1 dispute of the host is not answered yet.')
  await lead.page.open(`${home}/report`)
  await lead.page.to('Answer the dispute')
  await lead.fill({ answer: 'Put right.', text: 'Outside two schools, families are not told what came of it.' })
  await lead.page.to('Save')
  await lead.page.to('Make it final')
  const pdf = folded((await readPdf((await test.as('steering').get(`${home}/report.pdf`)).rawPayload)).text)
  for (const words of ['Last year, 2.4 went well.', 'Children are asked in a way that suits them.', 'Outside two schools, families are not told what came of it.', '2027-T1-R1']) t.ok(pdf.includes(words), `in the PDF: ${words}`)

  const steering = await person('steering')
  await steering.page.open('/recommendations/2026-27')
  await says(steering, '17 of 17 recommendations are not answered yet.', '2027-T1-R1', 'Tell every family within two weeks what their words changed.')
  t.same([lead, ingrid, priya, mairi, host, steering].flatMap(hands => hands.page.complaints), [], 'no complaint in any console')
})
