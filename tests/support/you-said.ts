import { frameworks, people, testApp } from './app.ts'
import { addEvidence, linkEvidence } from '../../server/features/evidence/changes.ts'
import { craigmorAtWork, viewerOf } from './work.ts'

export const home = '/communities/craigmor/2026-27/you-said'
export const publicPage = '/you-said/craigmor'
export type App = Awaited<ReturnType<typeof ready>>

/** Craigmor at work, with one line that is released: see work.ts. */
export async function ready (t: { teardown: (fn: () => unknown) => void }) {
  const test = await testApp(t)
  return { ...test, work: await craigmorAtWork(test.db) }
}

/** A line as its form sends it. */
export const lineOf = (test: App, more: Record<string, string | number> = {}) =>
  ({ said: 'We hear nothing after a meeting.', who: 'parents', did: 'Every family gets a note within a week.', action_id: test.work.action.id, ...more })

/** Release what the page shows, as the chair does. */
export async function release (test: App, contact = '') {
  const { body } = await test.as('chair').get(home)
  return test.as('chair').post(`${home}/release`, { seen: /name="seen" value="(\w+)"/.exec(body)?.[1] ?? '', contact })
}

/** What the public page says of each line: its own words only. */
export function publicLines (body: string): string[] {
  return [...body.matchAll(/<p class="app-pair__text" dir="auto">([^<]*)<\/p>/g)].map(([, text]) => text!)
}

/** A view in the evidence, linked to action 1. */
export async function viewLinked (test: App, shows: string, strand: 'views' | 'data' = 'views') {
  const at = '2026-11-20T09:00:00.000Z'
  return test.db.transaction().execute(async trx => {
    const row = await addEvidence(trx, viewerOf('chair'), 'craigmor', { title: 'Parents’ evening', strand, about: 'outcome', shows, source: 'Notes of the evening', covers_from: '2026-08-15', covers_to: '2026-11-01' }, at)
    await linkEvidence(trx, viewerOf('chair'), frameworks, { slug: 'craigmor', session: '2026-27' }, [row.id], [{ kind: 'action', key: test.work.action.id }], at)
    return row
  })
}

/** First thoughts of the four people who were asked about 2.4 (the meeting is open): two texts each. */
export async function thoughtsGiven (test: App) {
  const contributors = await test.db.selectFrom('contributor').selectAll().orderBy('id').execute()
  await test.db.insertInto('first_thought').values(contributors.map((contributor, n) => ({
    id: `0000000${n}-0000-4000-8000-00000000000${n}`, contributor_id: contributor.id, indicator_code: '2.4', goes_well: `Strength number ${n}`, gets_in_the_way: `Worry number ${n}`, what_changed: null,
    level_state: 'not-yet' as const, level: null, revision: 1, saved_at: '2026-11-19T09:00:00.000Z'
  }))).execute()
  return contributors
}

/** Take a passage into the agreed text of 2.4, found by its words on the page, as a member does. */
export async function takeThought (test: App, words: string) {
  const url = '/communities/craigmor/2026-27/first-thoughts/2.4'
  const { body } = await test.as('member').get(url)
  const passage = new RegExp(`${words}</span>[\\s\\S]*?name="passage" value="([^"]+)"`).exec(body)![1]!
  return test.as('member').post(`${url}/taking`, { passage })
}

/** Make the plan's next action of a point of 2.4. */
export async function actionFrom (test: App, point: string) {
  const { body } = await test.as('chair').get('/communities/craigmor/2026-27/plan/make')
  const key = [...body.matchAll(/value="((?:area-for-improvement|next-step)[^"]+)"[\s\S]*?<label[^>]*>\s*([^<]*?)\s*<\/label>/g)].find(([, , text]) => text === point)![1]!
  return test.as('chair').post('/communities/craigmor/2026-27/plan/make', { choices: [key] })
}

/** Everybody of the cast, and the one who was asked by link. */
export const everybody = [...Object.values(people).map(person => person.name), 'Nora Quinn']
