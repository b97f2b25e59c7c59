import path from 'node:path'
import t from 'tap'
import { checkFrameworks, loadLibrary } from '../../server/features/frameworks/library.ts'
import { NotFound } from '../../server/lib/errors.ts'

const folder = path.join(import.meta.dirname, '../../frameworks')
const library = loadLibrary(folder)

t.test('every framework of the repository is right', async t => {
  t.same(checkFrameworks(folder), [])
  t.same(library.all().map(({ id, version }) => `${id}/${version}`), ['answering-words/1', 'glasgow-ci-2022/1', 'hgios4/1', ...['child', 'parent', 'partner', 'referrer', 'young-person'].map(audience => `views-${audience}/1`)])
})

t.test('HGIOS4 is whole: 3 categories, 15 indicators, 48 themes, six levels', async t => {
  const hgios4 = library.selfEvaluation('hgios4', '1')
  const of = (type: string) => hgios4.items.filter(item => item.type === type)
  t.same([of('category').length, of('indicator').length, of('theme').length], [3, 15, 48])
  t.same(hgios4.scale?.levels.map(({ value, label }) => `${value} ${label}`), ['6 excellent', '5 very good', '4 good', '3 satisfactory', '2 weak', '1 unsatisfactory'])
  t.same(hgios4.core, ['1.1', '1.3', '2.4', '2.7', '3.1'])
  t.same(of('indicator').filter(item => !item.rated || !item.local_prompts), [], 'each is rated and has local prompts')
  t.same([...of('category'), ...of('theme')].filter(item => item.rated), [])
  t.match(hgios4.attribution, /© Education Scotland 2015, licensed under the Open Government Licence\.$/)
})

t.test('an indicator comes with its category and its themes', async t => {
  const indicator = library.indicator('hgios4', '1', '2.4')
  t.equal(indicator.title, 'Personalised support')
  t.equal(indicator.category, 'Learning provision')
  t.same(indicator.themes.map(theme => [theme.code, theme.title]), [
    ['2.4.a', 'Universal support'], ['2.4.b', 'Targeted support'], ['2.4.c', 'Removal of potential barriers to learning']
  ])
  t.throws(() => library.indicator('hgios4', '1', '9.9'), new NotFound())
  t.throws(() => library.indicator('hgios4', '1', '2.4.a'), new NotFound(), 'a theme is not an indicator')
  t.throws(() => library.get('hgios4', '2'), new NotFound())
  t.throws(() => library.selfEvaluation('glasgow-ci-2022', '1'), new NotFound())
})

t.test('the report is whole: 4 themes, 22 strengths, 13 opportunities, 16 recommendations, 14 focus questions', async t => {
  const report = library.improvementReport('glasgow-ci-2022', '1')
  const counts = (list: 'what_we_knew' | 'strengths' | 'opportunities' | 'recommendations' | 'focus_questions') => report.themes.map(theme => theme[list].length)
  t.same(report.themes.map(theme => theme.code), ['T1', 'T2', 'T3', 'T4'])
  t.same(counts('what_we_knew'), [2, 2, 1, 1])
  t.same(counts('strengths'), [7, 4, 5, 6])
  t.same(counts('opportunities'), [3, 4, 3, 3])
  t.same(counts('recommendations'), [5, 4, 5, 2])
  t.same(counts('focus_questions'), [4, 3, 3, 4])
  t.same(report.timetable.map(day => [day.date, day.sessions.length]), [['2022-06-09', 12], ['2022-06-10', 10], ['2022-06-13', 7]])
  t.equal(report.next_steps.length, 3)
  t.equal(library.recommendations('glasgow-ci-2022', '1').length, 16)
})

t.test('the report is quoted exactly, slips included', async t => {
  const report = library.improvementReport('glasgow-ci-2022', '1')
  const texts = new Map(report.themes.flatMap(theme => [...theme.what_we_knew, ...theme.strengths, ...theme.opportunities, ...theme.recommendations, ...theme.focus_questions])
    .map(({ code, text }) => [code, text]))
  t.equal(report.overarching_question, 'To what extent does the Learning Community Joint Support Team (LCJST) improve outcomes for children and young people?')
  t.equal(texts.get('T1-R3'), 'Explore productive and effective methods of engaging Health professionals appropriately and timely.')
  t.equal(texts.get('T1-Q3'), 'What further information and training could more broadly support the aims of the LC-JST ?')
  t.equal(texts.get('T2-S4'), 'Having standard referral and outcome paperwork across the Learning Community assists with data analysis –.')
  t.equal(texts.get('T3-S1'), "There are good examples of systems analysis at city level over the years through using the bi-annual LC-JST seminars as an opportunity for sharing practice, feedback and a 'you said- we did' approach.")
  t.equal(texts.get('T3-R5'), 'Consider the benefits of accessing local resources and funding streams that would enable LC-JSTs to access support and interventions to address specific barriers to learning and wellbeing. The benefits of these supports/interventions could be collated to evidence what is the most effective interventions for children and young people across the city.')
  t.equal(texts.get('T4-K1'), 'Whilst there is evidence of improving engagement, the views of children and young people were not routinely noted on referrals. Parent and carer views were more consistently noted, however, 22% were still not noted in referrals. Some LC-JSTs involved young people and parents in the LC-JST self-evaluation process though this approach was not consistent across all learning communities.')
  t.equal(texts.get('T4-Q2'), 'How do we get better at hearing and considering children and young people’s views?')
  t.same(report.timetable[1]!.sessions[5], {
    time: '12.45am', title: 'Feedback from focus groups - key areas discussed / questions', lead: 'Core group members', theme: 'T3', note: '"12.45am" in source – must be 12.45pm.'
  })
})

t.test('what is loaded cannot be changed', async t => {
  const hgios4 = library.selfEvaluation('hgios4', '1')
  t.throws(() => { hgios4.items[0]!.title = 'Other' }, TypeError)
  t.throws(() => { hgios4.core.push('1.2') }, TypeError)
})
