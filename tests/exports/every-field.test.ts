import { strFromU8, unzipSync } from 'fflate'
import { sql } from 'kysely'
import t from 'tap'
import { testApp } from '../support/app.ts'
import { wordText } from '../support/word.ts'
import { cityAtWork, craigmorAtWork } from '../support/work.ts'
import { files, upload } from '../support/upload.ts'

const team = '/communities/craigmor/2026-27'
const home = `${team}/self-evaluation`

/** What a team stores about its self-evaluation and plan. A new table of theirs belongs here. */
const walked = [
  'judgement', 'judgement_version', 'self_evaluation_step', 'evidence', 'attachment', 'assignment', 'comment', 'local_criterion', 'first_thought_request', 'first_thought_taken', 'meeting', 'meeting_note',
  'moderation_round', 'moderation', 'moderation_reading', 'moderation_reply', 'moderation_note', 'plan', 'plan_step', 'action', 'action_source', 'action_step', 'progress_update', 'action_check', 'action_contribution', 'progress_review', 'reviewed_action'
]
/** Ids, order and choices made of fixed words: the words are tested where they are made. */
const isPlumbing = (column: string) => /(^|_)(id|by|kind|state|level|number|position|revision|part|code|slug|hash|sha256|status|strand|about|quality|scan|type|size|resources|answer|from|priority|outcome|framework_version)$/.test(column) || column === 'added_by_team'
/** Left out on purpose, each with its reason. */
const leftOut: Record<string, string> = {
  'self_evaluation_step.frozen': 'is itself an export, kept',
  'plan_step.frozen': 'is itself an export, kept',
  'meeting.minutes': 'is itself an export, kept',
  'first_thought_taken.taken_at': 'the passage is credited; when and by whom it was taken is in the trail',
  'first_thought_taken.taken_by_name': 'the passage is credited; when and by whom it was taken is in the trail',
  'meeting_note.at': 'a meeting has one day, which its minutes give',
  'meeting_note.by_name': 'said in the group; the trail knows who typed it'
}

t.test('every stored field of a team’s work leaves with some export', { timeout: 120_000 }, async t => {
  const test = await testApp(t)
  const { as, db } = test
  const work = await craigmorAtWork(db)
  await cityAtWork(db)
  // The rest of a team's year, so that every table has a row.
  await as('chair').post(`${home}/indicators/2.4/assignment`, { person: (await db.selectFrom('person').select('id').where('name', '=', 'Mairi Sinclair').executeTakeFirstOrThrow()).id })
  await as('member').post(`${home}/indicators/2.4/hand-back`, { note: 'Done' })
  await as('steering').post('/local-criteria', { framework: 'hgios4@1', indicator: '2.4', kind: 'prompt', text: 'A prompt' })
  await as('chair').post(`${team}/meeting/people`, { present: 'Everybody', apologies: 'Nobody' })
  const { revision } = await db.selectFrom('judgement').select('revision').where('indicator_code', '=', '2.4').executeTakeFirstOrThrow()
  await as('chair').post(`${team}/meeting/indicators/2.4`, { revision, strengths: 'a', areas_for_improvement: 'b', what_changed: 'c', how_we_know: 'd', next_steps: 'e', level: '4', dissent: 'I differ', note: 'A note', action: 'Another action', finished: 'yes' })
  await as('chair').post(`${team}/meeting/closing`)
  await db.updateTable('meeting').set({ minutes: null }).execute() // so that the minutes are made again from what is stored
  await as('chair').post(`${team}/plan/actions/2/stop`, { reason: 'A reason' })
  await upload(test, 'chair', `${team}/evidence/${work.evidence.id}/attachments`, 'minutes.pdf', files.pdf())
  await upload(test, 'chair', `${team}/evidence/${work.evidence.id}/attachments`, 'old.pdf', files.pdf('old'))
  await db.updateTable('attachment').set({ removed_at: '2026-11-23T10:00:00.000Z', removed_by_name: 'Catriona Baird' }).where('name', '=', 'old.pdf').execute()
  await as('chair').post(`${team}/plan/actions/1/updates`, { status: 'on-track', what: 'Begun' })
  const { id: above } = await db.selectFrom('action').innerJoin('plan', 'plan.id', 'action.plan_id').innerJoin('place', 'place.id', 'plan.place_id').select('action.id').where('place.kind', '=', 'authority').executeTakeFirstOrThrow()
  await as('chair').post(`${team}/plan/actions/1`, { revision: 1, what: 'Map support against need', difference: 'd', owner_role: 'Chair', due_choice: 'june', priority: 'yes', contributes: [above] })
  await as('member').post(`${team}/plan/actions/1/updates`, { status: 'complete', what: 'Done', impact: 'Impact', evidence: 'In the minutes' })
  t.equal((await as('both').post(`${team}/plan/actions/1/checks`, { outcome: 'not-yet', note: 'A figure is missing' })).statusCode, 303)
  t.equal((await as('member').post(`${team}/plan/actions/1/steps/${work.step.id}`, { what: 'Ask', status: 'cannot-yet', note: 'A step note' })).statusCode, 303)
  t.equal((await as('chair').post(`${team}/plan/reviews`, { 'held_on-day': '20', 'held_on-month': '11', 'held_on-year': '2026', 'next_on-day': '20', 'next_on-month': '1', 'next_on-year': '2027', reviewer: 'The team', status: 'at-risk', summary: 'A summary' })).statusCode, 303)
  for (const code of ['1.1', '1.3', '2.7', '3.1']) await as('chair').post(`${home}/indicators/${code}`, { revision: 1, strengths: 'a', areas_for_improvement: 'b', what_changed: 'c', how_we_know: 'd', finished: 'yes' })
  await as('chair').post(`${home}/submission`, { note: 'A note' })
  await as('both').post(`/moderation/${work.moderation}/2.4/reading`, { revision: 0, level: '3', reasons: 'Reasons' })
  await as('areaLead').post('/areas/north/2026-27/moderation/session', { moderation: work.moderation, code: '2.4', text: 'A note' })
  await as('chair').post(`/moderation/${work.moderation}/2.4/reply`, { answer: 'disagree', reason: 'A reason', evidence: 'Evidence', agreed: '4' })
  await as('chair').post(`${team}/plan/agreement`)

  const marks: { field: string, mark: string[] }[] = []
  let day = 0
  for (const table of walked) {
    const columns = (await db.introspection.getTables()).find(one => one.name === table)!.columns.filter(column => !isPlumbing(column.name) && !(`${table}.${column.name}` in leftOut))
    const rows = Number((await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(db)).rows[0]!.n)
    if (table !== 'first_thought_taken') t.ok(rows > 0, `${table} has a row to follow`)
    for (const { name } of columns) {
      const isMoment = name === 'at' || name.endsWith('_at') || name === 'link_dead_since'
      const isDay = name.endsWith('_on') || name.endsWith('_by') || /^covers_/.test(name) || name === 'answer_by'
      if (!isMoment && !isDay) {
        await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${`mark of ${table} ${name}`}`.execute(db)
        marks.push({ field: `${table}.${name}`, mark: [`mark of ${table} ${name}`] })
        continue
      }
      const iso = new Date(Date.UTC(2026, 7, 1 + day++ % 360)).toISOString().slice(0, 10)
      const value = isMoment ? `${iso}T12:00:00.000Z` : iso
      // A moment that is not there means that something has not happened; it stays so.
      const given = (await sql<{ n: number }>`select count(*) as n from ${sql.table(table)} where ${sql.ref(name)} is not null`.execute(db)).rows[0]!
      if (isMoment && Number(given.n) === 0) continue
      await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${value} where ${sql.ref(name)} is not null or ${isDay ? 1 : 0} = 1`.execute(db)
      const long = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${iso}T12:00:00Z`))
      marks.push({ field: `${table}.${name}`, mark: [long, iso, String(25_569 + Date.parse(iso) / 86_400_000)] })
    }
  }

  const workbook = unzipSync((await as('chair').get(`${home}/workbook.xlsx`)).rawPayload)
  const sheetsOf = (bytes: Buffer) => Object.entries(unzipSync(bytes)).filter(([name]) => /sheet\d+\.xml|sharedStrings/.test(name)).map(([, part]) => strFromU8(part)).join('\n')
  const plan = sheetsOf((await as('chair').get(`${team}/plan/plan.xlsx`)).rawPayload)
  const everything = [
    wordText((await as('chair').get(`${home}/report.docx`)).rawPayload),
    wordText((await as('chair').get(`${team}/plan/report.docx`)).rawPayload),
    wordText((await as('chair').get(`${team}/meeting/${work.meeting}/minutes.docx`)).rawPayload),
    wordText((await as('areaLead').get('/areas/north/2026-27/moderation/minutes.docx')).rawPayload),
    (await as('chair').get(`${home}/judgements.csv`)).body,
    (await as('chair').get(`${team}/evidence/evidence.csv`)).body,
    ...Object.entries(workbook).filter(([name]) => /sheet\d+\.xml|sharedStrings/.test(name)).map(([, bytes]) => strFromU8(bytes))
  ].join('\n')
  t.ok(marks.length > 100, `${marks.length} fields followed`)
  t.same(marks.filter(({ mark }) => !mark.some(one => everything.includes(one))).map(({ field }) => field), [], 'no field is in no export')
  const byHistory = /^plan(_step)?\.|\.(code|text|framework_id)$|^action_source\.|^evidence|carried_from/
  const ofPlan = marks.filter(({ field }) => /^(action|progress|reviewed)/.test(field) && !byHistory.test(field))
  t.ok(ofPlan.length > 30, `${ofPlan.length} fields of the plan followed into its workbook`)
  t.same(ofPlan.filter(({ mark }) => !mark.some(one => plan.includes(one))).map(({ field }) => field), [], 'a plan’s workbook holds all of its actions, steps, updates, checks and reviews')
  t.notOk(everything.includes('mark of a field that does not exist'), 'the search can fail')
})
