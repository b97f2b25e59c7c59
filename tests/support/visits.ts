import { addPartner, addVisitPerson } from '../../server/features/visits/people.ts'
import { addVisit } from '../../server/features/visits/changes.ts'
import { addTheme } from '../../server/features/visits/themes.ts'
import { listPartners, listThemes } from '../../server/features/visits/queries.ts'
import { makeAddress } from '../../server/features/visit-timetable/addresses.ts'
import { addDay } from '../../server/features/visit-timetable/days.ts'
import { addSession } from '../../server/features/visit-timetable/sessions.ts'
import { people } from './people.ts'
import { viewerOf } from './work.ts'
import type { NewVisitInput } from '../../server/features/visits/forms.ts'
import type { Db } from '../../server/db/types.ts'
import type { Viewer } from '../../server/permissions.ts'

const at = '2026-11-20T09:00:00.000Z'
/** The authority's visit lead, as the verbs see them. */
export const visitLead = (): Viewer => ({ ...viewerOf('visitLead'), asking: 'visit.lead' })

/** What a form of a new visit holds, valid unless told otherwise. */
export const visitOf = (more: Partial<NewVisitInput> = {}): NewVisitInput => ({
  title: 'Collaborative Improvement visit, June 2027', overarching_question: 'What changes for children?', introduction: 'The first of its kind.', starts_on: '2027-06-09', ends_on: '2027-06-11', kind: 'authority', ...more
})

/** A visit to Craigmor with a theme, two questions, a partner, somebody from elsewhere, and a day with one session. */
export async function craigmorVisited (db: Db, more: Partial<NewVisitInput> = {}) {
  const lead = visitLead()
  return db.transaction().execute(async trx => {
    const visit = await addVisit(trx, lead, visitOf({ kind: 'team', team: 'craigmor', ...more }), at)
    await addTheme(trx, lead, visit.id, { title: 'Is the purpose understood?', questions: 'What is it for?\nWho knows it?' }, at)
    await addPartner(trx, lead, visit.id, { name: 'ADES', kind: 'ades' })
    const visitor = await addVisitPerson(trx, lead, visit.id, { name: 'Freya Lund', organisation: 'Northshore Council', email: 'freya@example.org', part: 'visitor' }, at)
    const scribe = await addVisitPerson(trx, lead, visit.id, { account: people.member.id, part: 'scribe' }, at)
    const [theme] = await listThemes(trx, visit)
    const [partner] = await listPartners(trx, visit)
    const day = await addDay(trx, lead, visit.id, { held_on: '2027-06-09' }, at)
    const session = await addSession(trx, lead, visit.id, { day: day.id, starts: '9.30am', ends: '10am', kind: 'presentation', title: 'Welcome', lead: 'Head of Inclusion' }, at)
    const address = (await makeAddress(trx, lead, visit.id, visitor.id, at)).secret
    return { address, visit, day, session, theme: theme!, question: theme!.questions[0]!, partner: partner!, visitor, scribe }
  })
}
