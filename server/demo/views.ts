import { listActions, planOf } from '../features/action-plans/queries.ts'
import { findTeamSession } from '../features/sessions/queries.ts'
import { openSurvey, startReading } from '../features/surveys/changes.ts'
import { decideText, linkHeard } from '../features/surveys/heard.ts'
import { listTexts } from '../features/surveys/queries.ts'
import { pourInto } from '../features/surveys/tally.ts'
import { addEntry } from '../features/voice-log/changes.ts'
import { addDays } from '../lib/dates.ts'
import type { Trx } from '../db/types.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { Answers } from '../features/surveys/rules.ts'
import type { DemoTeam } from './load.ts'

const options = ['yes', 'yes', 'partly', 'yes', 'no', 'yes', 'partly', 'unsure']
const wishes = {
  'views-parent@1': ['Ring us the same day, even if nothing is decided.', 'Tell us who will be in the room before we come.', 'One person to ask, not five.', 'Write it down in words we use.', 'Meet after half past three, please.'],
  'views-young-person@1': ['Ask us before the meeting, not after.', 'A quiet room to go to.', 'Somebody who comes back and tells me what happened.', 'Let me bring my friend.'],
  'views-child@1': ['More time with the nurse.', 'Lunch club on Fridays too.', 'I like it when somebody asks me.']
}
export type Asked = keyof typeof wishes

/** So many people’s answers: different from team to team, the same in every demonstration. */
function answersTo (library: Library, questionnaire: Asked, people: number, seed: number): Answers[] {
  const { questions } = library.questionnaire(...questionnaire.split('@') as [string, string])
  return Array.from({ length: people }, (_, n) => Object.fromEntries(questions.flatMap(({ code, kind }, at): [string, string][] => {
    if (kind === 'text') return n < wishes[questionnaire].length ? [[code, wishes[questionnaire][n]!]] : []
    return (n + at + seed) % 13 === 0 ? [] : [[code, options[(n * (at + 3) + seed) % options.length]!]]
  })))
}

async function ask (trx: Trx, library: Library, { slug, chair }: DemoTeam, session: string, questionnaire: Asked, { from, to, people, seed }: { from: string, to: string, people: number, seed: number }) {
  const survey = await openSurvey(trx, chair, library, slug, session, {
    questionnaire, opens_on: from, closes_on: to, answer_cap: 300, used_at: ['Two primaries and the nursery', 'The secondary school', 'Three primaries'][seed % 3], contact: 'The box at the school office'
  }, { at: `${from}T09:00:00.000Z`, today: from })
  await pourInto(trx, survey.id, answersTo(library, questionnaire, people, seed), 300)
  return survey
}

/** Last session’s parents, counted with the releases; and for the first teams what is being asked now, what was read, and the voice log. */
export async function playViews (trx: Trx, library: Library, team: DemoTeam, index: number, sessions: string[], today: string) {
  const { slug, chair, members } = team
  const [last, current] = sessions.slice(-2) as [string, string]
  const spring = `${Number(last.slice(0, 4)) + 1}`
  await ask(trx, library, team, last, 'views-parent@1', { from: `${spring}-02-01`, to: `${spring}-02-26`, people: 16 + index * 5 % 14, seed: index })
  if (index > 1) return
  const found = await findTeamSession(trx, chair, slug, current)
  await ask(trx, library, team, current, 'views-child@1', { from: addDays(today, -6), to: addDays(today, 15), people: 11, seed: index })
  const closed = await ask(trx, library, team, current, 'views-young-person@1', { from: addDays(today, -34), to: addDays(today, -8), people: 19, seed: index + 3 })
  await startReading(trx, chair, slug, current, closed.id, { today, threshold: 5 })
  const at = `${addDays(today, -5)}T15:00:00.000Z`
  const texts = await listTexts(trx, closed, false)
  for (const text of texts.slice(0, -1)) await decideText(trx, chair, slug, current, closed.id, text.id, { decision: 'release' }, at)
  const plan = await planOf(trx, found.community, found.session)
  const action = plan ? (await listActions(trx, plan)).find(one => !one.stopped_at) : undefined
  if (action) await linkHeard(trx, chair, slug, current, closed.id, { action_id: action.id, text_id: texts[0]!.id })
  const heard = [
    { who: 'children' as const, who_words: 'A P5 class', how_many: '11-30' as const, how: 'drawing' as const, said: 'They drew places where they feel calm. Hardly anybody drew the dining hall.', changed: 'Two classes eat in a smaller room now.', space: 'yes' as const, voice: 'yes' as const, audience: 'yes' as const, influence: 'yes' as const },
    { who: 'young-people' as const, who_words: 'Pupils new to the secondary', how_many: '5-10' as const, how: 'group' as const, said: 'We do not know who decides, nor whom to ask.', space: 'yes' as const, voice: 'yes' as const, audience: 'partly' as const, audience_note: 'The depute came for the last part.', influence: 'not-yet' as const },
    { who: 'parents' as const, how_many: 'under-5' as const, how: 'conversation' as const, said: 'It helps to hear before the meeting what will be asked.', space: 'partly' as const, voice: 'yes' as const, audience: 'yes' as const, influence: 'partly' as const }
  ]
  for (const [n, entry] of heard.entries()) {
    await addEntry(trx, members[n % Math.max(1, members.length)] ?? chair, slug, current, { heard_on: addDays(today, -40 + n * 12), ...entry, actions: action && n === 1 ? [action.id] : [] }, `${addDays(today, -3)}T10:0${n}:00.000Z`)
  }
}
