import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { newId } from '../../lib/ids.ts'
import { submit } from '../../web/forms.ts'
import { listThemes } from '../visits/queries.ts'
import { addNote, saveNote, takeBackNote } from './changes.ts'
import { accountDoor, visitorDoor } from './door.ts'
import { NoteEditForm, NoteForm, NoteParams, SideQuery, ThemeParams, ThemeQuery, VisitParams } from './forms.ts'
import { noteEditPage, notesPage, scribePage, sidePage, subjectHref } from './pages.ts'
import { countNotes, findOwnNote, findSubject, listAllNotes, listGroupLabels, listNotes, notesPerPage } from './queries.ts'
import type { FormErrors } from '../../lib/form-errors.ts'
import type { AtWork, Door } from './door.ts'

/** The notes of focus groups, of feedback and of the plenary: by people with an account, and by visitors with a link. */
const focusGroups: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(notes, { door: accountDoor(app) })
  await app.register(notes, { door: visitorDoor(app) })

  app.get('/visits/:visit/notes/themes/:about/side-by-side', { config: { can: 'visit.view' }, schema: { params: ThemeParams, querystring: SideQuery } }, async (request, reply) => {
    const at = (await accountDoor(app).atWork(request, reply))!
    const subject = await findSubject(app.db, at.visit, request.params.about)
    const { left = null, right = null } = request.query
    return reply.page('focus-groups/side-by-side', sidePage({ at, subject, notes: await listAllNotes(app.db, at.visit, subject), left, right }))
  })
}

const notes: FastifyPluginAsyncTypebox<{ door: Door }> = async (app, { door: { base, config, atWork } }) => {
  const { db } = app
  const now = () => app.now().toISOString()

  app.get(`${base}/notes`, { config, schema: { params: VisitParams } }, async (request, reply) => {
    const at = await atWork(request, reply)
    return at ? reply.page('focus-groups/notes', notesPage(at, await listThemes(db, at.visit), await countNotes(db, at.visit)), at.layout) : reply
  })

  app.get(`${base}/notes/themes/:about`, { config, schema: { params: ThemeParams, querystring: ThemeQuery } }, async (request, reply) => {
    const at = await atWork(request, reply)
    return at ? reply.page('focus-groups/scribe', await scribe(at, request.params.about, request.query), at.layout) : reply
  })

  app.post(`${base}/notes/themes/:about`, { config, schema: { params: ThemeParams, body: NoteForm }, attachValidation: true }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    const { question, alone } = request.body
    let made: { id: string, isNew: boolean } | undefined
    const errors = await submit(request, async () => { made = await db.transaction().execute(trx => addNote(trx, at, request.params.about, request.body, now())) })
    if (errors) return reply.code(422).page('focus-groups/scribe', await scribe(at, request.params.about, { question: alone && question }, request.body, errors), at.layout)
    if (request.headers.accept === 'application/json') return reply.code(201).send(made)
    return reply.flash('success', 'The note has been added.').redirect(`${subjectHref(at, request.params.about)}${alone && question ? `?question=${question}` : ''}`, 303)
  })

  app.get(`${base}/notes/:note`, { config, schema: { params: NoteParams } }, async (request, reply) => edit(request, request.params.note, reply))

  app.post(`${base}/notes/:note`, { config, schema: { params: NoteParams, body: NoteEditForm }, attachValidation: true }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    const { subject } = await findOwnNote(db, at.visit, at.author, request.params.note)
    const errors = await submit(request, () => db.transaction().execute(trx => saveNote(trx, at, request.params.note, request.body, now())))
    if (errors) return edit(request, request.params.note, reply.code(422), request.body, errors)
    return reply.flash('success', 'The note has been saved.').redirect(subjectHref(at, subject.key), 303)
  })

  app.post(`${base}/notes/:note/taking-back`, { config, schema: { params: NoteParams } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    const subject = await db.transaction().execute(trx => takeBackNote(trx, at, request.params.note, now()))
    return reply.flash('success', 'The note has been taken back.').redirect(subjectHref(at, subject.key), 303)
  })

  async function scribe (at: AtWork, key: string, { question: code, page = 1 }: { question?: string, page?: number }, values: Record<string, unknown> = {}, errors: FormErrors | null = null) {
    const subject = await findSubject(db, at.visit, key)
    const question = subject.theme?.questions.find(one => one.code === code) ?? null
    const { notes, total } = await listNotes(db, at.visit, subject, question?.id ?? null, page)
    return scribePage({ at, subject, question, notes, total, page, perPage: notesPerPage, labels: await listGroupLabels(db, at.visit), clientKey: newId() }, values, errors)
  }

  async function edit (request: FastifyRequest, noteId: string, reply: FastifyReply, values: Record<string, unknown> | null = null, errors: FormErrors | null = null) {
    const at = await atWork(request, reply)
    if (!at) return reply
    const { note, subject } = await findOwnNote(db, at.visit, at.author, noteId)
    return reply.page('focus-groups/note', noteEditPage(at, note, subject, values, errors), at.layout)
  }
}

export default focusGroups
