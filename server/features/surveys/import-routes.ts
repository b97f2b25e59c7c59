import multipart from '@fastify/multipart'
import { Type } from 'typebox'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { readUpload } from '../evidence/upload.ts'
import { listKnownNames } from '../people/queries.ts'
import { readCsv } from '../../imports/csv-file.ts'
import { readWorkbook } from '../../imports/workbook-file.ts'
import { Refusal } from '../../lib/errors.ts'
import { findPersonalData, findingWords, withoutKnown } from '../../lib/personal-data.ts'
import { surveyState } from './rules.ts'
import { SurveyParams } from './forms.ts'
import { previewPage, uploadPage } from './import-pages.ts'
import { importLimits, mappingOf, readColumns, takeApart } from './import-rules.ts'
import { bringIn, findFile, keepFile, listRemembered, markOfFile, shuffled } from './imports.ts'
import { surveyHref } from './pages.ts'
import { refuseSettled } from './changes.ts'
import { findSurvey } from './queries.ts'
import type { Questionnaire } from '../frameworks/questionnaire-format.ts'
import type { FileContent } from './import-rules.ts'

const base = '/communities/:slug/:session/views/surveys/:survey/import'
const lead = { can: 'survey.lead' } as const
const ImportParams = Type.Object({ ...SurveyParams.properties, import: Type.String({ format: 'uuid' }) })
const MappingForm = Type.Record(Type.String({ maxLength: 20 }), Type.String({ maxLength: 60 }), { maxProperties: 100 })
type Asked = FastifyRequest & { params: { slug: string, session: string, survey: string } }
/** The sheets that Microsoft Forms and its like write. */
const sheets = ['Sheet1', 'Form1', 'Form responses 1', 'Form Responses 1']
const uploadWords: Record<string, string> = { none: 'Choose a file', many: 'Choose one file at a time', big: 'The file is larger than 2 MB', broken: 'The file did not arrive whole. Choose it again' }

/** Answers that people gave in Microsoft Forms or on paper come in from a file: columns are matched to questions, looked at, and brought in whole. */
const importRoutes: FastifyPluginAsyncTypebox = async (app) => {
  const { db, frameworks } = app
  await app.register(multipart, { throwFileSizeLimit: false, limits: { fileSize: importLimits.bytes, files: 2, fields: 5, parts: 8 } })
  const questionnaireOf = (survey: { questionnaire_id: string, questionnaire_version: string }) => frameworks.questionnaire(survey.questionnaire_id, survey.questionnaire_version)

  app.get(base, { config: lead, schema: { params: SurveyParams } }, async (request, reply) => reply.page('surveys/import', await upload(request as Asked)))

  app.post(base, { config: lead, schema: { params: SurveyParams } }, async (request, reply) => {
    const { viewer, params: { slug, session, survey: id } } = request as Asked
    const { survey } = await findSurvey(db, viewer, slug, session, id)
    refuseSettled(survey)
    if (surveyState(survey, app.today()) === 'not-yet') throw new Refusal('It is not open yet.')
    const file = await readUpload(request)
    if ('problem' in file) return reply.code(422).page('surveys/import', await upload(request as Asked, uploadWords[file.problem] ?? uploadWords.broken!))
    const content = await contentOf(file, questionnaireOf(survey))
    if ('problem' in content) return reply.code(422).page('surveys/import', await upload(request as Asked, content.problem))
    const made = await db.transaction().execute(trx => keepFile(trx, viewer, slug, session, id, { name: file.name, mark: markOfFile(file.bytes), content }, app.now()))
    return reply.redirect(`${surveyHref({ name: '', slug, session }, { id })}/import/${made}`, 303)
  })

  app.get(`${base}/:import`, { config: lead, schema: { params: ImportParams } }, async (request, reply) => reply.page('surveys/import-preview', await preview(request as Asked, request.params.import, null)))

  app.post(`${base}/:import`, { config: { ...lead, holdsPeople: true }, schema: { params: ImportParams, body: MappingForm } }, async (request, reply) => {
    const { viewer, params: { slug, session, survey: id, import: importId }, body } = request
    const { survey, file } = await findFile(db, viewer, slug, session, id, importId)
    const mapping = file.content.columns.map((_column, at) => body[`column.${at}`] || null)
    const { problems } = readColumns(file.content, mapping, questionnaireOf(survey))
    if (body.do !== 'bring' || (problems.length > 0 && !file.done_at)) return reply.code(problems.length > 0 ? 422 : 200).page('surveys/import-preview', await preview(request as unknown as Asked, importId, mapping))
    await db.transaction().execute(trx => bringIn(trx, viewer, slug, session, id, importId, mapping, questionnaireOf(survey), app.now()))
    return reply.flash('success', 'The answers have been brought in. They are counted with the others.').redirect(surveyHref({ name: '', slug, session }, { id }), 303)
  })

  /** The table of a file, taken apart; its bytes are kept nowhere. */
  async function contentOf ({ name, bytes }: { name: string, bytes: Buffer }, { texts }: Questionnaire): Promise<FileContent | { problem: string }> {
    if (/\.xlsx$/i.test(name)) {
      let read = await readWorkbook(bytes, sheets[0]!)
      for (const sheet of sheets.slice(1)) if ('problem' in read && read.problem.startsWith('There is no sheet')) read = await readWorkbook(bytes, sheet)
      return 'problem' in read ? read : takeApart(read.grid, shuffled)
    }
    if (!/\.(csv|txt)$/i.test(name)) return { problem: 'Choose an Excel workbook (.xlsx) or a CSV file (.csv)' }
    const known = texts.flatMap(text => Object.values(text.questions).map(question => question.text))
    // The questions tell which mark separates the cells; without one of them, the mark that makes the most cells.
    const read = readCsv(bytes, grid => (grid[0] ?? []).filter(cell => known.includes(cell.trim())).length * 100 + (grid[0]?.length ?? 0))
    return 'problem' in read ? read : takeApart(read.grid, shuffled)
  }

  async function upload (request: Asked, problem: string | null = null) {
    const { viewer, params: { slug, session, survey: id } } = request
    const { community, survey } = await findSurvey(db, viewer, slug, session, id)
    return uploadPage({ name: community.name, slug, session }, survey, questionnaireOf(survey), problem)
  }

  async function preview (request: Asked, importId: string, given: (string | null)[] | null) {
    const { viewer, params: { slug, session, survey: id } } = request
    const { community, survey, file } = await findFile(db, viewer, slug, session, id, importId)
    if (file.done_at) throw new Refusal('This file has been brought in already.')
    if (file.expires_at < app.now().toISOString()) throw new Refusal('This preview is older than a day. Choose the file again.')
    const questionnaire = questionnaireOf(survey)
    const mapping = given ?? mappingOf(file.content.columns, questionnaire, await listRemembered(db, community.authority_id, questionnaire.id))
    const texts = file.content.columns.filter((_column, at) => questionnaire.questions.find(({ code }) => code === mapping[at])?.kind === 'text')
    const findings = withoutKnown(texts.flatMap(({ label, values }) => values.flatMap(value => findPersonalData(value, app.today()).map(finding => ({ ...finding, label })))), await listKnownNames(db, viewer.authorityId))
    return previewPage({
      team: { name: community.name, slug, session }, survey, questionnaire, file, mapping, ...readColumns(file.content, mapping, questionnaire), personal: findings.map(({ label, text, kind }) => `“${label}”: “${text}” ${findingWords[kind]}.`)
    })
  }
}

export default importRoutes
