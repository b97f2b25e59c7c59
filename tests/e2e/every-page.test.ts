import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import t from 'tap'
import { createBundleWorker } from '../../server/features/bundles/worker.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { people, places } from '../support/app.ts'
import { csvFile } from '../support/plan-files.ts'
import { upload } from '../support/upload.ts'
import { bundleForSteering, cityAtWork, craigmorAtWork, craigmorPublished, imported } from '../support/work.ts'
import type { CastName } from '../support/people.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const onlyOnSqlite = process.env.TEST_DATABASE ? 'the pages are the same on both databases' : false

interface Finding { id: string, nodes: { target: string[], failureSummary: string }[] }

t.test('every page passes axe, fits 320 pixels and has no complaint in the console', { skip: noBrowser || onlyOnSqlite, timeout: 300_000 }, async t => {
  const test = await openBrowser(t)
  const work = await craigmorAtWork(test.db)
  await cityAtWork(test.db)
  const published = await craigmorPublished(test.db)
  const madeBundle = await bundleForSteering(test.db)
  await createBundleWorker(test.app).drain()
  const bundle = await bundleForSteering(test.db)
  const door = await doorOf(test)
  await test.db.updateTable('mail_outbox').set({ state: 'given-up', tries: 7, reason: 'connect ECONNREFUSED' }).execute()
  const team = '/communities/craigmor/2026-27'
  const preview = String((await upload(test, 'chair', `${team}/plan/import`, 'plan.csv', csvFile([{ Number: 1, 'What will be done': 'Map it', Status: 'Complete' }, { 'What will be done': 'Another action' }]))).headers.location)
  const result = `${team}/plan/import/${await imported(test.db, 'chair', 'plan', places.craigmor)}`
  const pages: [CastName | 'nobody', string][] = [
    ...['/', '/communities', team, `${team}/self-evaluation`, `${team}/self-evaluation/indicators/2.4`, `${team}/self-evaluation/report`, `${team}/self-evaluation/history`, `${team}/self-evaluation/comparison`, `${team}/self-evaluation/comparison/2.4`, `${team}/self-evaluation/indicators/2.4/history`, `${team}/self-evaluation/indicators/2.4/discussion`,
      `${team}/first-thoughts`, `${team}/first-thoughts/2.4`, `${team}/first-thoughts/mine`, `${team}/meeting`, `${team}/meeting/indicators/2.4`, `${team}/meeting/${work.meeting}/minutes`, `${team}/moderation`, `/moderation/${work.moderation}`, `/moderation/${work.moderation}/2.4`, '/published', `/published/${published}`, `${team}/evidence`, `${team}/evidence/new?indicator=2.4&strand=views`,
      `${team}/evidence/choose?indicator=1.1&strand=data`, `${team}/evidence/${work.evidence.id}`, `${team}/evidence/${work.evidence.id}/edit`, `${team}/evidence/${work.evidence.id}/uses`, `${team}/plan`, `${team}/plan/make`, `${team}/plan/carry`, `${team}/plan/actions/1`,
      `${team}/plan/actions/1/edit`, `${team}/plan/actions/new`, `${team}/plan/actions/1/stop`, `${team}/plan/report`, `${team}/plan/import`, preview, result, `${team}/plan/reviews`, `${team}/plan/timeline`, `${team}/you-said`, `${team}/you-said/lines/new`, `${team}/you-said/lines/${work.line}`, `${team}/plan/reviews/new`, `${team}/plan/actions/1/steps/${work.step.id}`, '/plans', '/plans/strathclutha/2026-27/actions/1', `${team}/members`, '/frameworks', '/frameworks/hgios4/1', '/frameworks/glasgow-ci-2022/1', '/account', '/calendar', '/account/mail', '/permissions', '/help', '/accessibility', '/privacy',
      '/nowhere', '/people', '/communities/inverallan/2026-27'].map((address): [CastName, string] => ['chair', address]),
    ...[`${team}/self-evaluation/indicators/2.4`, `${team}/plan`, `${team}/evidence`].map((address): [CastName, string] => ['areaLead', address]),
    ...['/areas/north/2026-27', '/areas/north/2026-27/moderation', '/areas/north/2026-27/moderation/session', '/areas/north/2026-27/moderation/minutes', `${team}/self-evaluation/indicators/2.4/discussion`].map((address): [CastName, string] => ['areaLead', address]),
    ...['/communities/strathfearn/2026-27/first-thoughts', '/communities/strathfearn/2026-27/meeting', '/communities/strathfearn/2026-27/moderation', `/moderation/${work.moderation}/2.4`].map((address): [CastName, string] => ['both', address]),
    ...['', '/priorities', '/register', '/import', '/T1-R1'].map((end): [CastName, string] => ['steering', `/recommendations/2026-27${end}`]),
    ...['', '/make', '/carry', '/actions/1', '/actions/1/edit', '/actions/new', '/reviews/new', '/timeline', '/report'].map((end): [CastName, string] => ['steering', `/plans/strathclutha/2026-27${end}`]),
    ...['', '/trends', '/levels', '/stuck', '/paper', '?area=north&show=no-plan'].map((end): [CastName, string] => ['steering', `/city/2026-27${end}`]), ['chair', `${team}/levels`],
    ['steering', '/bundles'], ['steering', `/bundles/${bundle}`], ['steering', `/bundles/${madeBundle}`], ['steering', '/sessions/2026-27/dates'], ['steering', '/calendar'], ['steering', '/work/strathclutha'], ['chair', '/work/craigmor'], ['steering', '/local-criteria'], ['steering', '/areas/south/2026-27/moderation'], ['steering', '/'], ['steering', '/sessions'], ['steering', '/sessions/new'], ['outsider', '/communities/inverallan/2026-27/self-evaluation'],
    ...['/', '/organisation', '/organisation/import', `/organisation/places/${places.craigmor}`, '/people', '/people/invite', `/people/${people.member.id}`, '/sessions/2026-27/indicators', '/trail', '/api-tokens', '/mail'].map((address): [CastName, string] => ['administrator', address]),
    ...['/you-said/craigmor', '/you-said/inverallan', '/contribute', '/contribute/link/unknown', door, '/sign-in', '/sign-in/forgotten', '/welcome/not-a-link', '/help', '/set-up'].map((address): ['nobody', string] => ['nobody', address])
  ]
  for (const who of new Set(pages.map(([name]) => name))) {
    const page = await test.page(who)
    await page.setBypassCSP(true)
    for (const [, address] of pages.filter(([name]) => name === who)) {
      const reply = await page.open(address)
      t.ok(reply!.status() < 500, `${who} ${address}: ${reply!.status()}`)
      await page.setViewport({ width: 320, height: 700 })
      const widest = await page.evaluate(() => document.documentElement.scrollWidth)
      t.ok(widest <= 321, `${who} ${address}: ${widest} pixels wide at 320`)
      await page.setViewport({ width: 1280, height: 900 })
      await page.evaluate(axe)
      const findings = await page.evaluate(async () => (await (window as any).axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations as Finding[])
      t.same(findings.map(finding => `${finding.id}: ${finding.nodes.map(node => node.target.join(' ')).slice(0, 3).join(', ')}`), [], `${who} ${address}: axe`)
    }
    t.same(page.complaints, [], `${who}: the console is quiet`)
    await page.close()
  }
})

/** A personal link for first thoughts, as the chair is shown it. */
async function doorOf (test: Awaited<ReturnType<typeof openBrowser>>): Promise<string> {
  await test.as('both').post('/communities/strathfearn/2026-27/first-thoughts', { indicators: ['2.4'] })
  const { body } = await test.as('both').post('/communities/strathfearn/2026-27/first-thoughts/people', { name: 'Per Dahl', agency: 'Health' })
  return /\/contribute\/link\/[\w-]{43}/.exec(body)![0]
}
