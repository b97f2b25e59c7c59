import t from 'tap'
import { writeFileSync } from 'node:fs'
import { testApp } from '../support/app.ts'
import { noBrowser } from '../support/browser.ts'
import { folded, readPdf, rolesOf } from '../support/pdf.ts'
import { wordText } from '../support/word.ts'

const wanted = ['1.1 Self-evaluation for self-improvement', '2.4 Personalised support', 'Strengths', 'What changed for children?', 'How do we know?', 'Next steps', '4 good', 'Not enough evidence', 'Does anybody see it differently?', 'Do not write a child’s name']

t.test('the blank form has the numbers and labels of the screen, in Word and as tagged PDF on A4', { skip: noBrowser }, async t => {
  const { as } = await testApp(t)
  const word = await as('member').get('/communities/craigmor/2026-27/self-evaluation/blank.docx')
  for (const text of wanted) t.ok(wordText(word.rawPayload).includes(text), `Word: ${text}`)
  const reply = await as('member').get('/communities/craigmor/2026-27/self-evaluation/blank.pdf')
  if (process.env.KEEP_FILES) writeFileSync(`${process.env.KEEP_FILES}/blank.pdf`, reply.rawPayload)
  const pdf = await readPdf(reply.rawPayload)
  for (const text of wanted) t.ok(folded(pdf.text).includes(text), `PDF: ${text}`)
  t.ok(rolesOf(pdf.tags).includes('H2'))
  t.notMatch(folded(pdf.text), 'Draft', 'a form is no draft')
  t.ok(pdf.pages.length > 5, 'room to write')
})

t.test('steering takes the form of a session; a team that added an indicator finds it in its own', async t => {
  const { as } = await testApp(t)
  t.match(wordText((await as('steering').get('/sessions/2026-27/blank.docx')).rawPayload), '3.1 Ensuring wellbeing')
  await as('chair').post('/communities/craigmor/2026-27/self-evaluation')
  await as('chair').post('/communities/craigmor/2026-27/self-evaluation/indicators', { code: '3.2' })
  t.match(wordText((await as('chair').get('/communities/craigmor/2026-27/self-evaluation/blank.docx')).rawPayload), '3.2 ')
  t.notMatch(wordText((await as('steering').get('/sessions/2026-27/blank.docx')).rawPayload), '\n3.2 ')
})
