import t from 'tap'
import { clockWords, readTime, readTimes, spanWords } from '../../server/features/visit-timetable/time-rules.ts'

t.test('times are read as people type them', async t => {
  const table: [string, string | null][] = [
    ['9.30am', '09:30'], ['9:30', '09:30'], ['09:30', '09:30'], ['9.30 am', '09:30'], ['9.30 A.M.', '09:30'], ['0930', '09:30'], ['1pm', '13:00'], ['1.15pm', '13:15'], ['13:15', '13:15'], ['1.15', '13:15'], ['01:15', '01:15'],
    ['12pm', '12:00'], ['12.45am', '00:45'], ['12.45pm', '12:45'], ['12', '12:00'], ['noon', '12:00'], ['Midday', '12:00'], ['midnight', '00:00'], ['10.30', '10:30'], ['6', '18:00'], ['7', '07:00'], ['9h30', '09:30'], [' 3 pm ', '15:00'], ['15.00pm', '15:00'],
    ['25:00', null], ['9.75', null], ['13am', null], ['soon', null], ['9.3', null], ['', null], ['-1', null], ['9am tomorrow', null]
  ]
  for (const [typed, time] of table) t.equal(readTime(typed), time, typed)
})

t.test('a span is read with the half of the day that fits', async t => {
  const table: [string, string, string | null][] = [['3-4pm', '15:00', '16:00'], ['11-1pm', '11:00', '13:00'], ['9.30 to 10.15', '09:30', '10:15'], ['9.30am–10am', '09:30', '10:00'], ['11.45-12.15', '11:45', '12:15'], ['1-2', '13:00', '14:00'], ['9-10', '09:00', '10:00'], ['9.30am', '09:30', null]]
  for (const [typed, starts, ends] of table) t.same(readTimes(typed), { starts, ends }, typed)
  for (const typed of ['9 to 10 to 11', 'later', '9-', 'am-pm']) t.equal(readTimes(typed), null, typed)
})

t.test('times are written in words', async t => {
  for (const [time, words] of [['09:30', '9.30am'], ['13:00', '1pm'], ['12:00', 'midday'], ['12:15', '12.15pm'], ['00:45', '12.45am'], ['00:00', 'midnight']] as const) t.equal(clockWords(time), words)
  t.equal(spanWords('15:00', '16:00'), '3pm to 4pm')
  for (let minute = 0; minute < 1440; minute++) {
    const time = `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
    if (readTime(clockWords(time)) !== time) t.fail(`${time} is not read back from ${clockWords(time)}`)
  }
})
