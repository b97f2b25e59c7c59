import t from 'tap'
import { checkTimetable } from '../../server/features/visit-timetable/check-rules.ts'
import { endOf, leavesDay, placeOf, slotsOf, swapped } from '../../server/features/visit-timetable/rules.ts'
import type { CheckedSession } from '../../server/features/visit-timetable/check-rules.ts'

const visit = { starts_on: '2027-06-09', ends_on: '2027-06-11' }
/** A session by its id, times and what else the check is about. */
const one = (id: string, starts: string, ends: string | null = null, more: Partial<CheckedSession> = {}): CheckedSession =>
  ({ id, position: 0, starts_at: starts, ends_at: ends, title: id, kind: 'presentation', group_label: null, room: null, theme: null, people: [], ...more })
const checked = (sessions: CheckedSession[], over = false, held = '2027-06-09') => checkTimetable([{ id: 'day', held_on: held, sessions }], visit, over).map(notice => `${notice.sessionId ?? 'day'}: ${notice.text}`)
const ann = { id: 'p1', name: 'Ann Ross', part: 'lead' as const }
const scribe = { id: 'p2', name: 'Bo Lee', part: 'scribe' as const }
const focus = (id: string, group: string | null, more: Partial<CheckedSession> = {}) => one(id, '10:15', '11:15', { kind: 'focus-group', group_label: group, people: [{ ...scribe, id: `scribe of ${id}` }], ...more })

t.test('what should be looked at again, and nothing else', async t => {
  const table: [string, CheckedSession[], string[]][] = [
    ['a plain day', [one('a', '09:30', '10:00'), one('b', '10:00'), one('c', '11:00', '12:00')], []],
    ['without ends nothing can overlap', [one('a', '09:30'), one('b', '09:45'), one('c', '10:30')], []],
    ['the slip of 2022', [one('a', '11:45'), one('b', '00:45'), one('lunch', '13:15', null, { kind: 'lunch' })], ['b: 12.45am is in the night, but this stands between 11.45am and 1.15pm. Did you mean 12.45pm? Change the time.']],
    ['a night that no noon mends', [one('a', '09:00'), one('b', '03:00'), one('c', '10:00')], ['b: 3am is in the night, but this stands between 9am and 10am. Change the time.']],
    ['late at night, alone', [one('a', '23:00')], ['a: 11pm is in the night. Change the time.']],
    ['an end before the start', [one('a', '16:00', '15:00')], ['a: It ends (3pm) before it begins (4pm). Change one of the two times.']],
    ['no time at all', [one('a', '16:00', '16:00')], ['a: It begins and ends at 4pm. Give it some time, or leave the end empty.']],
    ['an overlap for everybody', [one('a', '09:30', '10:30'), one('b', '10:15', '11:00')], ['b: It overlaps with “a” (9.30am to 10.30am). Move one of them, or give them to different groups.']],
    ['two that begin together', [one('a', '09:30'), one('b', '09:30')], ['b: It overlaps with “a” (9.30am). Move one of them, or give them to different groups.']],
    ['one inside another, not next to it', [one('a', '09:00', '12:00'), one('b', '09:30', '10:00'), one('c', '10:00', '10:30')], ['b: It overlaps with “a” (9am to midday). Move one of them, or give them to different groups.', 'c: It overlaps with “a” (9am to midday). Move one of them, or give them to different groups.']],
    ['two groups side by side', [focus('a', 'A'), focus('b', 'B')], []],
    ['one group twice at once', [focus('a', 'A'), focus('b', 'a')], ['b: It overlaps with “a” (10.15am to 11.15am) for group a. Move one of them.']],
    ['a group while everybody meets', [focus('a', 'A'), one('b', '11:00', '12:00')], ['b: It overlaps with “a” (10.15am to 11.15am) for group A. Move one of them.']],
    ['one room for two groups', [focus('a', 'A', { room: 'Room 2' }), focus('b', 'B', { room: 'room  2' })], ['b: room  2 is used by “a” (10.15am to 11.15am) at the same time. Choose another room for one of them.']],
    ['two rooms for two groups', [focus('a', 'A', { room: 'Room 2' }), focus('b', 'B', { room: 'Room 3' })], []],
    ['a lead in two places', [focus('a', 'A', { people: [ann, scribe] }), focus('b', 'B', { people: [ann, { ...scribe, id: 'p3' }] })], ['b: Ann Ross has a part here and in “a” (10.15am to 11.15am) at the same time. Choose somebody else for one of them.']],
    ['a lead who is the scribe elsewhere', [focus('a', 'A', { people: [{ ...ann, part: 'scribe' }] }), focus('b', 'B', { people: [ann, scribe] })], ['b: Ann Ross has a part here and in “a” (10.15am to 11.15am) at the same time. Choose somebody else for one of them.']],
    ['the same lead one after the other', [one('a', '09:00', '10:00', { people: [ann] }), one('b', '10:00', '11:00', { people: [ann] })], []],
    ['into lunch', [one('a', '11:45', '12:30'), one('lunch', '12:15', '13:15', { kind: 'lunch' }), one('b', '13:15')], ['a: It runs into lunch at 12.15pm. End it by then, or move lunch.']],
    ['out of lunch', [one('lunch', '12:15', '13:15', { kind: 'lunch' }), one('b', '13:00', '14:00')], ['b: It runs into lunch at 12.15pm. End it by then, or move lunch.']],
    ['a gap', [one('a', '09:30', '10:00'), one('b', '10:30')], ['a: Nothing is planned from 10am to 10.30am. Add a session or a break, or let this one end later.']],
    ['a gap that the other group fills is a gap', [focus('a', 'A'), one('x', '11:15', '11:30', { group_label: 'B' }), one('c', '11:30')], ['a: Nothing is planned from 11.15am to 11.30am. Add a session or a break, or let this one end later.']],
    ['out of order', [one('a', '10:15'), one('b', '09:00'), one('c', '11:00')], ['b: 9am stands after 10.15am. Change the time, or move it earlier.']],
    ['no scribe', [focus('a', 'A', { people: [ann] })], ['a: This focus group has no scribe. Choose who writes its notes.']],
    ['no questions', [focus('a', 'A', { theme: { code: 'T2', questions: 0 } })], ['a: T2 has no focus questions. Add one to the theme, or say that this is a whole-group session.']],
    ['a whole-group session needs no questions', [one('a', '10:00', null, { kind: 'whole-group', theme: { code: 'T2', questions: 0 } })], []],
    ['an empty day', [], []]
  ]
  for (const [name, sessions, expected] of table) t.same(checked(sessions), expected, name)
  t.same(checked([focus('a', 'A', { people: [] })], true), [], 'after the visit nobody is asked for a scribe')
  t.same(checked([], false, '2027-06-14'), ['day: 14 June 2027 is outside the visit, which is from 9 June 2027 to 11 June 2027. Move this day, or change the dates of the visit.'])
})

t.test('a session without an end goes on until the next of its people', async t => {
  const day = [one('a', '10:15', null, { group_label: 'A' }), one('b', '10:15', null, { group_label: 'B' }), one('c', '11:00', null, { group_label: 'B' }), one('d', '11:30')]
  t.same(day.map(session => endOf(session, day)), ['11:30', '11:00', '11:30', null])
})

t.test('sessions move past their neighbours with the length they have', async t => {
  const day = [one('a', '09:30', '10:30', { position: 1 }), one('b', '10:30', '10:45', { position: 2 }), one('c', '10:45', null, { position: 3 })]
  t.same(swapped(day, 'b', 'earlier'), [{ id: 'b', starts_at: '09:30', ends_at: '09:45', position: 1 }, { id: 'a', starts_at: '09:45', ends_at: '10:45', position: 2 }])
  t.same(swapped(day, 'b', 'later'), [{ id: 'c', starts_at: '10:30', ends_at: null, position: 2 }, { id: 'b', starts_at: '11:00', ends_at: '11:15', position: 3 }], 'the last is thought to last half an hour')
  t.same(swapped(day, 'a', 'earlier'), [])
  t.same(swapped(day, 'c', 'later'), [])
  const groups = [one('a', '09:30', '10:00', { position: 1 }), one('x', '10:00', '11:00', { position: 2, group_label: 'A' }), one('y', '10:00', '11:00', { position: 3, group_label: 'B' })]
  t.same(slotsOf(groups).map(slot => slot.map(session => session.id)), [['a'], ['x', 'y']])
  t.same(swapped(groups, 'y', 'earlier').map(move => [move.id, move.starts_at, move.position]), [['x', '09:30', 1], ['y', '09:30', 2], ['a', '10:30', 3]], 'those side by side move together')
  t.ok(swapped([one('a', '21:00', '23:00', { position: 1 }), one('b', '23:00', '23:59', { position: 2 })], 'a', 'later').every(move => !leavesDay(move)))
})

t.test('a session is put where its time belongs; a time that cannot be stays', async t => {
  const others = [one('a', '09:30'), one('b', '00:45'), one('c', '13:15')]
  t.equal(placeOf({ starts_at: '12:45', group_label: null }, others, 1), 2)
  t.equal(placeOf({ starts_at: '09:00', group_label: null }, others, 2), 0)
  t.equal(placeOf({ starts_at: '15:00', group_label: null }, others, 0), 3)
  t.equal(placeOf({ starts_at: '00:45', group_label: null }, others, 1), 1)
})
