import { openSurvey } from '../../server/features/surveys/changes.ts'
import { addEntry } from '../../server/features/voice-log/changes.ts'
import { newId } from '../../server/lib/ids.ts'
import { frameworks } from './app.ts'
import { viewerOf } from './work.ts'
import type { testApp } from './app.ts'
import type { Db } from '../../server/db/types.ts'
import type { EntryInput } from '../../server/features/voice-log/forms.ts'
import type { Pool } from '../../server/features/surveys/rules.ts'
import type { Survey } from '../../server/features/surveys/queries.ts'

export const views = '/communities/craigmor/2026-27/views'
export type App = Awaited<ReturnType<typeof testApp>>

/** A questionnaire of Craigmor, open from 1 November to 4 December 2026; the clock of tests stands on 23 November. */
export const opened = (db: Db, questionnaire = 'views-child@1', more: Partial<{ opens_on: string, closes_on: string, answer_cap: number, contact: string, used_at: string }> = {}): Promise<Survey> =>
  db.transaction().execute(trx => openSurvey(trx, viewerOf('chair'), frameworks, 'craigmor', '2026-27', {
    questionnaire, opens_on: '2026-11-01', closes_on: '2026-12-04', answer_cap: 300, contact: 'The box at the school office', used_at: 'Two primaries', ...more
  }, { at: '2026-11-20T09:00:00.000Z', today: '2026-11-20' }))

/** A phone that answers: it keeps its cookie and follows where it is led. */
export function phone (test: App, { cookies = true, language = 'en-GB' } = {}) {
  let jar = ''
  const headers = () => ({ host: 'localhost', 'accept-language': language, ...cookies && jar ? { cookie: jar } : {} })
  const keep = (reply: Awaited<ReturnType<typeof test.app.inject>>) => {
    for (const { name, value } of reply.cookies) if (name === 'answers') jar = value ? `${name}=${encodeURIComponent(value)}` : ''
    return reply
  }
  return {
    jar: () => jar,
    hold: (cookie: string) => { jar = cookie },
    get: async (url: string) => keep(await test.app.inject({ url, headers: headers() })),
    post: async (url: string, form: Record<string, string> = {}) => keep(await test.app.inject({
      method: 'POST', url, headers: { ...headers(), 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(form).toString()
    }))
  }
}

/** Answer the questions of a survey, one after the other, and send. @returns the phone and the last reply */
export async function answer (test: App, link: string, answers: string[]) {
  const hand = phone(test)
  await hand.post(`/s/${link}`)
  for (const [at, answer] of answers.entries()) await hand.post(`/answer/${at + 1}`, answer ? { answer } : {})
  return { hand, reply: await hand.post('/answer/sending') }
}

/** What has been counted so far. */
export async function poolOf (test: { db: Db }, survey: { id: string }) {
  const { content } = await test.db.selectFrom('survey_pool').select('content').where('survey_id', '=', survey.id).executeTakeFirstOrThrow()
  return JSON.parse(content) as Pool
}

/** A survey of Craigmor that is closed and being read, with a text that waits, an action it led to, and an entry of the voice log. */
export async function craigmorHeard (db: Db, action: { id: string }) {
  const survey = await opened(db)
  await db.updateTable('survey').set({ closed_on: '2026-11-22', read_on: '2026-11-22' }).where('id', '=', survey.id).execute()
  const text = { id: '5b1c0f8e-4d7a-4c36-9d11-2f6f0f3a7c01', survey_id: survey.id, question: 'better', original: 'More time with the nurse.', shown: null, state: 'waiting' as const, taken_out: 0, decided_at: null, decided_by_name: null }
  await db.insertInto('survey_text').values(text).execute()
  const heard = newId()
  await db.insertInto('survey_action').values({ id: heard, survey_id: survey.id, text_id: null, action_id: action.id }).execute()
  const entry = await db.transaction().execute(trx => addEntry(trx, viewerOf('chair'), 'craigmor', '2026-27', entryOf(), '2026-11-20T09:00:00.000Z'))
  return { survey: survey.id, text: text.id, heard, voice: entry.id }
}

/** An entry of the voice log as its form sends it. */
export const entryOf = (more: Partial<EntryInput> = {}): EntryInput => ({
  heard_on: '2026-11-12', who: 'young-people', who_words: 'Pupils new to the school', how_many: '5-10', how: 'group', said: 'We do not know whom to ask.', changed: 'A poster in every corridor.',
  space: 'yes', voice: 'yes', audience: 'partly', audience_note: 'The head teacher came for the last part.', influence: 'not-yet', ...more
})
