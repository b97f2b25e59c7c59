import { record } from '../audit/record.ts'
import { queueNudgeMails } from '../reminders/changes.ts'
import { addDays, dayOf } from '../../lib/dates.ts'
import { NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { findBoard, listNudges, listOpenModerations, readStanding } from './queries.ts'
import { boardRows, nudgeDays, nudgesFor } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { NudgeInput } from './forms.ts'

/**
 * Send one polite mail to the chairs of a team about something it is stuck with, and write down that it was sent.
 * @throws Refusal when it is not stuck with that, was nudged about it a short while ago, has no chair, or no mail can be sent
 */
export async function nudge (trx: Trx, viewer: Viewer, name: string, { team: slug, about }: NudgeInput, hasMail: boolean, library: Library, now: Date) {
  const board = await findBoard(trx, viewer, name, undefined, library)
  const team = board.teams.find(one => one.slug === slug)
  if (!team) throw new NotFound()
  if (!hasMail) throw new Refusal('No mail relay is set, so nobody can be nudged by mail.')
  const today = dayOf(now)
  const [row] = boardRows(await readStanding(trx, [team.id], board.session), [team], [], [], undefined, today)
  const unread = (await listOpenModerations(trx, [team.id], board.session)).filter(one => !one.readings)
  if (!nudgesFor(row!, unread.length).includes(about)) throw new Refusal(`${team.name} is not stuck with this any more.`)
  const last = (await listNudges(trx, [team.id], board.session)).find(one => one.about === about)
  if (last && addDays(dayOf(new Date(last.at)), nudgeDays) > today) throw new Refusal(`${last.by_name} nudged ${team.name} about this less than ${nudgeDays} days ago.`)
  const sent = { id: newId(), place_id: team.id, session_id: board.session.id, about, by_name: viewer.name, at: now.toISOString() }
  await trx.insertInto('nudge').values(sent).execute()
  if (await queueNudgeMails(trx, sent, sent.at) === 0) throw new Refusal(`${team.name} has no chair with an account. Ask an administrator to name one.`)
  await record(trx, viewer, 'team.nudged', sent.id, { about }, team.id)
  return { team }
}
