import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { formatNames, formats, sendFile } from '../../exports/formats.ts'
import { NotFound } from '../../lib/errors.ts'
import { submit } from '../../web/forms.ts'
import { record } from '../audit/record.ts'
import { accountDoor, visitorDoor } from '../focus-groups/door.ts'
import { findPlace } from '../organisation/queries.ts'
import { listThemes } from '../visits/queries.ts'
import { addFinding, agreeFinding, closeFinding, moveFinding, reopenFinding, saveFinding, saveTakeAway, withdrawFinding } from './changes.ts'
import { AgreementForm, FindingForm, FindingParams, FindingsQuery, NewQuery, PositionForm, TakeAwayForm, VisitParams } from './forms.ts'
import { findingPage, findingsHref, findingsPage, takeAwayPage } from './pages.ts'
import { findFinding, findTakeAway, listCore, listFindings } from './queries.ts'
import { buildTakeAway } from './report.ts'
import type { Door } from '../focus-groups/door.ts'

/** What a visit finds, and what each takes home: by people with an account, and by visitors with a link. */
const findings: FastifyPluginAsyncTypebox = async (app) => {
  await app.register(cards, { door: accountDoor(app) })
  await app.register(cards, { door: visitorDoor(app) })
}

const cards: FastifyPluginAsyncTypebox<{ door: Door }> = async (app, { door: { base, config, atWork } }) => {
  const { db } = app
  const now = () => app.now().toISOString()
  const one = `${base}/findings/:finding`

  app.get(`${base}/findings`, { config, schema: { params: VisitParams, querystring: FindingsQuery } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    return reply.page('findings/findings', findingsPage({ at, themes: await listThemes(db, at.visit), findings: await listFindings(db, at.visit), core: await listCore(db, at.visit), filter: request.query }), at.layout)
  })

  app.get(`${base}/findings/new`, { config, schema: { params: VisitParams, querystring: NewQuery } }, async (request, reply) => {
    const at = await atWork(request, reply)
    return at ? reply.page('findings/finding', findingPage(at, await listThemes(db, at.visit), null, { ...request.query }), at.layout) : reply
  })

  app.post(`${base}/findings`, { config, schema: { params: VisitParams, body: FindingForm }, attachValidation: true }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    const errors = await submit(request, () => db.transaction().execute(trx => addFinding(trx, at, request.body, now())))
    if (errors) return reply.code(422).page('findings/finding', findingPage(at, await listThemes(db, at.visit), null, request.body, errors), at.layout)
    return reply.flash('success', 'The finding has been added.').redirect(findingsHref(at), 303)
  })

  app.get(one, { config, schema: { params: FindingParams } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    const { finding } = await findFinding(db, at.visit, request.params.finding)
    return reply.page('findings/finding', findingPage(at, await listThemes(db, at.visit), finding, {}), at.layout)
  })

  app.post(one, { config, schema: { params: FindingParams, body: FindingForm }, attachValidation: true }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    const { finding } = await findFinding(db, at.visit, request.params.finding)
    const errors = await submit(request, () => db.transaction().execute(trx => saveFinding(trx, at, finding.id, request.body, now())))
    if (errors) return reply.code(422).page('findings/finding', findingPage(at, await listThemes(db, at.visit), finding, request.body, errors), at.layout)
    return reply.flash('success', 'The finding has been saved.').redirect(findingsHref(at), 303)
  })

  app.post(`${one}/position`, { config, schema: { params: FindingParams, body: PositionForm } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    await db.transaction().execute(trx => moveFinding(trx, at, request.params.finding, request.body.direction))
    return reply.redirect(`${findingsHref(at)}#f-${request.params.finding}`, 303)
  })

  app.post(`${one}/agreement`, { config, schema: { params: FindingParams, body: AgreementForm } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    await db.transaction().execute(trx => agreeFinding(trx, at, request.params.finding, request.body.revision, now()))
    return reply.redirect(`${findingsHref(at)}#f-${request.params.finding}`, 303)
  })

  app.post(`${one}/closing`, { config, schema: { params: FindingParams, body: AgreementForm } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    await db.transaction().execute(trx => closeFinding(trx, at, request.params.finding, request.body.revision, now()))
    return reply.flash('success', 'The finding is agreed.').redirect(`${findingsHref(at)}#f-${request.params.finding}`, 303)
  })

  app.post(`${one}/reopening`, { config, schema: { params: FindingParams } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    await db.transaction().execute(trx => reopenFinding(trx, at, request.params.finding))
    return reply.flash('success', 'The finding is open again.').redirect(`${findingsHref(at)}#f-${request.params.finding}`, 303)
  })

  app.post(`${one}/withdrawal`, { config, schema: { params: FindingParams } }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    await db.transaction().execute(trx => withdrawFinding(trx, at, request.params.finding, now()))
    return reply.flash('success', 'The finding has been taken out.').redirect(findingsHref(at), 303)
  })

  app.get(`${base}/take-away`, { config, schema: { params: VisitParams } }, async (request, reply) => {
    const at = await atWork(request, reply)
    return at ? reply.page('findings/take-away', takeAwayPage(at, await findTakeAway(db, at.visit, at.author)), at.layout) : reply
  })

  app.post(`${base}/take-away`, { config, schema: { params: VisitParams, body: TakeAwayForm }, attachValidation: true }, async (request, reply) => {
    const at = await atWork(request, reply)
    if (!at) return reply
    const errors = await submit(request, () => db.transaction().execute(trx => saveTakeAway(trx, at, request.body, now())))
    if (errors) return reply.code(422).page('findings/take-away', takeAwayPage(at, await findTakeAway(db, at.visit, at.author), request.body, errors), at.layout)
    return reply.flash('success', 'Saved.').redirect(`${at.home}/take-away`, 303)
  })

  for (const format of formatNames) {
    app.get(`${base}/take-away.${format}`, { config, schema: { params: VisitParams } }, async (request, reply) => {
      const at = await atWork(request, reply)
      if (!at) return reply
      const takeAway = await findTakeAway(db, at.visit, at.author)
      if (!takeAway) throw new NotFound()
      const document = buildTakeAway({ visit: at.visit, place: at.place.name, authority: (await findPlace(db, at.visit.authority_id, at.visit.authority_id)).name, themes: await listThemes(db, at.visit), findings: await listFindings(db, at.visit), takeAway, at: now() })
      const file = await formats[format].write(document, app.printer)
      await db.transaction().execute(trx => record(trx, at.actor, 'take-away.exported', at.visit.id, { format }, at.visit.place_id))
      return sendFile(reply, document, format, file)
    })
  }
}

export default findings
