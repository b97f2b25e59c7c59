import t from 'tap'
import { frameworks } from '../support/app.ts'
import { attendanceOf, attendanceWords, baselineOf, byMonth, measureSentence, measures, monthsFrom, pointsOf } from '../../server/features/monthly-log/picture-rules.ts'
import { drawRun, medianOf } from '../../server/lib/run-chart.ts'
import { monthDue, noCounts } from '../../server/features/monthly-log/rules.ts'

const meeting = (met_on: string, health: boolean, more: object = {}) => ({ met_on, new_children: 4, reviewed_children: 2, child_view_noted: 3, parent_view_noted: 2, families_attended: 1, counts: { ...noCounts(), agency: { education: 1, ...health ? { health: 1 } : {} } }, ...more })
const agencies = [{ code: 'education', name: 'Education', retired: false }, { code: 'health', name: 'Health', retired: false }, { code: 'old', name: 'Old board', retired: true }]

t.test('the gap of an agency is said in words', async t => {
  const meetings = ['2026-08-19', '2026-09-02', '2026-09-16', '2026-10-07', '2026-11-04', '2026-12-02', '2027-01-13'].map((day, n) => meeting(day, n < 3))
  t.same(attendanceWords(attendanceOf(meetings, agencies)), ['Education was at all 7 meetings.', 'Health was at 3 of 7 meetings.'])
  t.same(attendanceWords([]), [])
})

t.test('months go from August to June; July only when there was something', async t => {
  t.same(monthsFrom('2026-06-01', '2026-09-30'), ['2026-06', '2026-08', '2026-09'])
  t.same(monthsFrom('2026-06-01', '2026-08-30', new Set(['2026-07'])), ['2026-06', '2026-07', '2026-08'])
  t.same(monthsFrom('2026-12-01', '2027-01-02'), ['2026-12', '2027-01'])
})

t.test('shares are of those recorded, and a month without a meeting has no point', async t => {
  const [referrals, child] = measures
  const months = byMonth([meeting('2026-08-19', true), meeting('2026-08-26', true, { child_view_noted: null }), meeting('2026-10-07', true, { new_children: 0, child_view_noted: 0 })], ['2026-08', '2026-09', '2026-10'])
  t.same(pointsOf(referrals!, months).map(point => point.value), [8, null, 0])
  t.same(pointsOf(child!, months).map(point => point.value), [75, null, null], 'of four, and no share of none')
  t.equal(measureSentence(child!, months), 'The child’s view was noted for 3 of 4 children (75%) in August 2026.')
})

t.test('a median is drawn from ten months on', async t => {
  const points = (n: number) => Array.from({ length: n }, (_none, at) => ({ label: 'Aug 2026', value: at }))
  t.equal(medianOf(points(9)), null)
  t.equal(medianOf(points(10)), 4.5)
  t.equal(medianOf([...points(11), { label: 'x', value: null }]), 5)
  const drawn = drawRun({ points: [{ label: 'August 2026', value: 50 }, { label: 'September 2026', value: null }, { label: 'October 2026', value: 100 }], percent: true, baseline: { value: 78, text: 'x' } })
  t.equal(drawn.segments.length, 0, 'a gap is no line')
  t.equal(drawn.dots.length, 2)
})

t.test('the report’s 22 % of referrals without parents’ views is read from the report', async t => {
  t.same(baselineOf(frameworks.improvementReport('glasgow-ci-2022', '1')), { value: 78, text: '2022: not noted in 22%' })
  t.equal(baselineOf({ year: 2030, figures: [{ text: 'Most teams', meaning: 'parent something' }] }), null)
})

t.test('a month is due when it is over, until the next is; July and last session’s never', async t => {
  t.equal(monthDue('2026-11-23', []), '2026-10')
  t.equal(monthDue('2026-11-23', ['2026-10']), null)
  t.equal(monthDue('2026-08-20', []), null)
  t.equal(monthDue('2026-09-01', []), '2026-08')
  t.equal(monthDue('2027-01-05', []), '2026-12')
  t.equal(monthDue('2027-07-05', []), '2027-06')
})
