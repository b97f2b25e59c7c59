import t from 'tap'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { released } from '../support/figures.ts'
import { logged } from '../support/monthly-log.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { places } from '../support/app.ts'

t.test('the pages of figures, lists and settings pass axe and fit 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  await released(test.db, undefined, { from: '2025-04-01', to: '2025-07-31' })
  await released(test.db, { [places.craigmor]: [14, 6, 7], [places.strathfearn]: [13, 10, 10], [places.inverallan]: [20, 15, 8] })
  const entry = await logged(test.db, '2026-03-04')
  await test.as('dataOfficer').post('/lists/supports/items/counselling/retirement')
  await checkPages(t, test, 'dataOfficer', ['/releases', '/figures', '/figures/strathclutha', '/figures/north', '/figures/strathfearn?term=2025-07-31', '/settings', '/lists', '/lists/supports', '/retention', `/records/log/${entry}/erasure`])
  await checkPages(t, test, 'both', ['/communities/strathfearn/2026-27/ready-evidence', '/communities/craigmor/2026-27/ready-evidence'])
})
