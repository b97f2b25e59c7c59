import t from 'tap'
import { createBundleWorker } from '../../server/features/bundles/worker.ts'
import { craigmorAsks } from '../support/asks.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { bundleForSteering, cityAtWork, craigmorAtWork } from '../support/work.ts'

t.test('the pages of the steering group pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  await craigmorAtWork(test.db)
  await cityAtWork(test.db)
  const { tag } = await craigmorAsks(test.db)
  const madeBundle = await bundleForSteering(test.db)
  await createBundleWorker(test.app).drain()
  const bundle = await bundleForSteering(test.db)
  await checkPages(t, test, 'steering', [
    ...['', '/priorities', '/register', '/import', '/T1-R1'].map(end => `/recommendations/2026-27${end}`),
    ...['', '/make', '/carry', '/actions/1', '/actions/1/edit', '/actions/new', '/reviews/new', '/timeline', '/report'].map(end => `/plans/strathclutha/2026-27${end}`),
    ...['', '/trends', '/levels', '/stuck', '/paper', '?area=north&show=no-plan'].map(end => `/city/2026-27${end}`),
    '/city/2026-27/common', `/city/2026-27/common/ask/${tag}`, '/city/2026-27/common/barrier/none', '/tags', `/tags/${tag}`, '/bundles', `/bundles/${bundle}`, `/bundles/${madeBundle}`, '/sessions/2026-27/dates', '/calendar', '/work/strathclutha', '/local-criteria',
    '/areas/south/2026-27/moderation', '/', '/sessions', '/sessions/new'
  ])
})
