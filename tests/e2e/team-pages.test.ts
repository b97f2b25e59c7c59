import t from 'tap'
import { craigmorAsks } from '../support/asks.ts'
import { noBrowser, openBrowser } from '../support/browser.ts'
import { places } from '../support/app.ts'
import { checkPages, onlyOnSqlite } from '../support/page-check.ts'
import { csvFile } from '../support/plan-files.ts'
import { upload } from '../support/upload.ts'
import { cityAtWork, craigmorAtWork, craigmorPublished, imported } from '../support/work.ts'

const team = '/communities/craigmor/2026-27'
const inTeam = (ends: string[]) => ends.map(end => `${team}${end}`)

t.test('what a team judges, gathers and discusses passes axe and fits 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const work = await craigmorAtWork(test.db)
  const published = await craigmorPublished(test.db)
  await checkPages(t, test, 'chair', [
    ...inTeam(['', '/self-evaluation', '/self-evaluation/indicators/2.4', '/self-evaluation/report', '/self-evaluation/history', '/self-evaluation/comparison',
      '/self-evaluation/comparison/2.4', '/self-evaluation/indicators/2.4/history', '/self-evaluation/indicators/2.4/discussion', '/first-thoughts', '/first-thoughts/2.4',
      '/first-thoughts/mine', '/meeting', '/meeting/indicators/2.4', `/meeting/${work.meeting}/minutes`, '/moderation', '/levels', '/evidence', '/evidence/new?indicator=2.4&strand=views',
      '/evidence/choose?indicator=1.1&strand=data', `/evidence/${work.evidence.id}`, `/evidence/${work.evidence.id}/edit`, `/evidence/${work.evidence.id}/uses`]),
    `/moderation/${work.moderation}`, `/moderation/${work.moderation}/2.4`, '/published', `/published/${published}`
  ])
  await checkPages(t, test, 'areaLead', [
    ...inTeam(['/self-evaluation/indicators/2.4', '/plan', '/evidence', '/self-evaluation/indicators/2.4/discussion']),
    ...['', '/moderation', '/moderation/session', '/moderation/minutes'].map(end => `/areas/north/2026-27${end}`)
  ])
  await checkPages(t, test, 'both', [...['first-thoughts', 'meeting', 'moderation'].map(end => `/communities/strathfearn/2026-27/${end}`), `/moderation/${work.moderation}/2.4`])
  await checkPages(t, test, 'outsider', ['/communities/inverallan/2026-27/self-evaluation'])
})

t.test('what a team plans and does passes axe and fits 320 pixels', { skip: noBrowser || onlyOnSqlite }, async t => {
  const test = await openBrowser(t)
  const work = await craigmorAtWork(test.db)
  await cityAtWork(test.db)
  await craigmorAsks(test.db)
  const preview = String((await upload(test, 'chair', `${team}/plan/import`, 'plan.csv', csvFile([{ Number: 1, 'What will be done': 'Map it', Status: 'Complete' }, { 'What will be done': 'Another action' }]))).headers.location)
  const result = `${team}/plan/import/${await imported(test.db, 'chair', 'plan', places.craigmor)}`
  await checkPages(t, test, 'chair', [
    ...inTeam(['/plan', '/plan/make', '/plan/carry', '/plan/actions/1', '/plan/actions/1/edit', '/plan/actions/new', '/plan/actions/1/stop', `/plan/actions/1/steps/${work.step.id}`, '/plan/report',
      '/plan/import', '/plan/reviews', '/plan/reviews/new', '/plan/timeline', '/asks', '/you-said', '/you-said/lines/new', `/you-said/lines/${work.line}`, '/members']),
    preview, result, '/plans', '/plans/strathclutha/2026-27/actions/1', '/work/craigmor', '/calendar'
  ])
})
