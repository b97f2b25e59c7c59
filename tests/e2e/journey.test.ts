import t from 'tap'
import { hashPassword } from '../../server/features/sign-in/passwords.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { people } from '../support/app.ts'
import { folded, readPdf, rolesOf } from '../support/pdf.ts'

const team = '/communities/craigmor/2026-27'

for (const script of process.env.TEST_DATABASE ? [false] : [true, false]) {
  t.test(`a chair goes from a blank self-evaluation to a signed plan in PDF, with script ${script ? 'on' : 'off'}`, { skip: noBrowser, timeout: 180_000 }, async t => {
    const test = await openBrowser(t)
    await test.db.updateTable('person').set({ password_hash: await hashPassword('maple harbour lantern') }).where('id', '=', people.chair.id).execute()
    const page = await test.page('nobody', { script })
    const fill = async (name: string, text: string) => { await (await page.$(`[name="${name}"]`))!.evaluate((box, value) => { (box as HTMLTextAreaElement).value = value }, text) }
    const choose = async (name: string, value: string) => (await page.$(`[name="${name}"][value="${value}"]`))!.evaluate(element => (element as HTMLInputElement).click())
    const says = async (words: string) => t.ok(folded(await page.evaluate(() => document.querySelector('main')!.textContent ?? '')).includes(words), words)

    await page.open(`${team}/self-evaluation`)
    await fill('email', people.chair.email)
    await fill('password', 'maple harbour lantern')
    await page.to('Sign in')
    t.equal(new URL(page.url()).pathname, `${team}/self-evaluation`, 'landed where the chair was going')

    await page.to('Start the self-evaluation')
    await says('0 of 5 indicators complete')
    await page.to('2.4 Personalised support')
    await fill('strengths', 'Outreach reaches every primary')
    await choose('finished', 'yes')
    await page.to('Save and continue')
    await says('It has been saved as a draft')
    await says('Say what changed for children')
    t.equal(await page.$eval('[name="strengths"]', box => (box as HTMLTextAreaElement).value), 'Outreach reaches every primary', 'nothing typed is lost')
    for (const code of ['1.1', '1.3', '2.4', '2.7', '3.1']) {
      await page.open(`${team}/self-evaluation/indicators/${code}`)
      await fill('strengths', `What goes well in ${code}`)
      await fill('areas_for_improvement', `Area one of ${code}\nArea two of ${code}`)
      await fill('what_changed', '13 of 18 goals were reached')
      await fill('how_we_know', 'Goal reviews in April')
      await fill('next_steps', `Next step of ${code}`)
      await choose('level', code === '1.1' ? 'not-enough-evidence' : '4')
      await choose('finished', 'yes')
      await page.to(code === '3.1' ? 'Save and go to the list' : 'Save and continue')
    }
    await says('5 of 5 indicators complete')

    await page.to('2.4 Personalised support')
    await page.to('Add new evidence: Views')
    await fill('title', 'What parents told us')
    await choose('about', 'outcome')
    await fill('shows', 'Six of eight families repeat their story less often')
    await fill('source', 'Telephone conversations')
    await page.to('Add')
    await says('What parents told us')

    await page.open(`${team}/self-evaluation`)
    await page.to('Submit the self-evaluation')
    await fill('statement', 'Agreed by all agencies on 12 May')
    await page.to('Sign it off')
    await says('Agreed and signed off')

    await page.open(`${team}/plan`)
    await page.to('Make the plan')
    await page.$$eval('input[name=choices]', boxes => { for (const box of [boxes[0]!, boxes[2]!, ...boxes.filter(one => (one as HTMLInputElement).value === 'recommendation.T1-R1')]) (box as HTMLInputElement).click() })
    await page.to('Make draft actions of these')
    await says('3 actions: 3 not started.')
    for (const number of [1, 2, 3]) {
      await page.open(`${team}/plan/actions/${number}/edit`)
      await fill('difference', `Difference ${number} for children`)
      await fill('measure', `Measure ${number}`)
      await fill('owner_role', 'Link worker')
      await choose('due_choice', 'june')
      await page.to('Save')
      t.equal(new URL(page.url()).pathname, `${team}/plan/actions/${number}`)
      await says(`Difference ${number} for children`)
    }
    await page.open(`${team}/plan`)
    await page.to('The team agrees this plan')
    await fill('statement', 'Shared with all establishments')
    await page.to('Sign the plan')
    await says('Signed')
    await page.to('Print it or download the PDF')
    await says('Difference 2 for children')
    const { body, headers } = await test.as('chair').get(`${team}/plan/report.pdf`).then(reply => ({ body: reply.rawPayload, headers: reply.headers }))
    t.match(headers['content-disposition'], /filename="OFFICIAL Craigmor action plan 2026-27\.pdf"/, 'signed: no longer a draft')
    const pdf = await readPdf(body)
    for (const text of ['Difference 3 for children', 'Measure 1', 'Make sure information is available to parents via Council/school websites.', 'Link worker', '30 June 2027']) t.ok(folded(pdf.text).includes(text), text)
    t.ok(rolesOf(pdf.tags).includes('TH'))
    t.notMatch(folded(pdf.text), 'Draft')
    t.same(page.complaints, [], 'the console is quiet')
  })
}

t.test('two people save the same indicator: the second sees both texts and combines them', { skip: noBrowser, timeout: 60_000 }, async t => {
  const test = await openBrowser(t)
  await test.as('chair').post(`${team}/self-evaluation`)
  const address = `${team}/self-evaluation/indicators/1.1`
  const [one, two] = [await test.page('chair'), await test.page('member')]
  await one.open(address)
  await two.open(address)
  await one.type('[name=strengths]', 'From the chair')
  await one.to('Save and come back later')
  await two.type('[name=strengths]', 'From the nurse')
  await two.to('Save and come back later')
  const text = await two.evaluate(() => document.querySelector('main')!.textContent ?? '')
  for (const words of ['From the chair', 'From the nurse', 'Catriona Baird']) t.match(text, words)
  await two.click('[name="choice.strengths"][value="combine"]')
  await two.to('Save')
  const saved = await test.db.selectFrom('judgement').select('strengths').where('indicator_code', '=', '1.1').executeTakeFirstOrThrow()
  t.match(saved.strengths, /From the chair[\s\S]*From the nurse/)
})
