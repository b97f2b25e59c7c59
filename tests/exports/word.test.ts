import t from 'tap'
import { writeDocx } from '../../server/exports/docx.ts'
import { sampleReport } from '../support/sample-report.ts'
import { wordParts, wordText } from '../support/word.ts'

t.test('a report in Word has real headings, repeated table headings, its language and its marking', async t => {
  const bytes = await writeDocx(sampleReport())
  const parts = wordParts(bytes)
  const body = parts['word/document.xml']!
  t.match(body, '<w:pStyle w:val="Heading1"/>')
  t.match(body, '<w:pStyle w:val="Heading2"/>')
  t.match(body, '<w:tblHeader/>')
  t.match(body, 'TOC \\h', 'a table of contents that Word keeps up to date')
  t.match(parts['word/styles.xml'], '<w:lang w:val="en-GB"/>')
  t.match(parts['docProps/core.xml'], 'Craigmor LC-JST action plan, session 2026–27')
  t.ok(Object.entries(parts).some(([name, part]) => /header\d/.test(name) && part.includes('OFFICIAL') && part.includes('Draft')))
  t.ok(Object.entries(parts).some(([name, part]) => /footer\d/.test(name) && part.includes('NUMPAGES')))
})

t.test('nothing of the report is left out', async t => {
  const report = sampleReport()
  const text = wordText(await writeDocx(report))
  const wanted = JSON.stringify(report.sections).match(/"(?:text|label|heading|caption)":"((?:[^"\\]|\\.)+)"/g)!.map(match => (JSON.parse(`{${match}}`) as Record<string, string>)[match.split('"')[1]!]!)
  for (const words of [...new Set(wanted)]) t.ok(text.includes(words), words)
  t.notOk(text.includes('Words that are not in it'), 'the check can fail')
})

t.test('hostile and foreign text makes a document that opens', async t => {
  const report = sampleReport(1)
  const hostile = 'a]]>b <w:p> & "c" \u0000\u0008\ud800 \u202e محمد\nnext line'
  const parts = wordParts(await writeDocx({ ...report, title: hostile, sections: [{ id: 'x', heading: hostile, blocks: [{ kind: 'note', text: hostile }, { kind: 'list', items: [hostile] }, { kind: 'facts', caption: hostile, rows: [{ label: hostile, text: hostile }] }] }] }))
  // eslint-disable-next-line no-control-regex
  t.notMatch(parts['word/document.xml'], /[\u0000-\u0008\ud800-\udfff]/)
  t.match(parts['word/document.xml'], 'a]]&gt;b &lt;w:p&gt; &amp; &quot;c&quot;')
  t.match(parts['word/document.xml'], '<w:rtl/>')
  t.match(parts['word/document.xml'], '<w:br/>')
})
