import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { submit } from '../../web/forms.ts'
import { addItem, moveItem, offerItem, renameItem } from './changes.ts'
import { ItemForm, ItemParams, ListParams, NewItemForm, PositionForm } from './forms.ts'
import { listPage, listsPage } from './pages.ts'
import { listAllItems, listItems } from './queries.ts'

const edit = { can: 'lists.edit' } as const

/** The lists that teams choose from, as an authority words them. */
const lists: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/lists', { config: edit }, async (request, reply) => reply.page('lists/index', listsPage(await listAllItems(db, request.viewer.authorityId))))

  app.get('/lists/:list', { config: edit, schema: { params: ListParams } }, async (request, reply) =>
    reply.page('lists/list', listPage(request.params.list, await listItems(db, request.viewer.authorityId, request.params.list))))

  app.post('/lists/:list/items', { config: edit, schema: { params: ListParams, body: NewItemForm }, attachValidation: true }, async (request, reply) => {
    const { list } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => addItem(trx, request.viewer, list, request.body.name)))
    if (errors) return reply.code(422).page('lists/list', listPage(list, await listItems(db, request.viewer.authorityId, list), { code: null, name: String(request.body?.name ?? '') }, errors))
    return reply.flash('success', 'It has been added.').redirect(`/lists/${list}`, 303)
  })

  app.post('/lists/:list/items/:item', { config: edit, schema: { params: ItemParams, body: ItemForm }, attachValidation: true }, async (request, reply) => {
    const { list, item } = request.params
    const errors = await submit(request, () => db.transaction().execute(trx => renameItem(trx, request.viewer, list, item, request.body)))
    if (errors) return reply.code(422).page('lists/list', listPage(list, await listItems(db, request.viewer.authorityId, list), { code: item, name: String(request.body?.name ?? '') }, errors))
    return reply.flash('success', 'It has been renamed. Records that name it are called by the new name.').redirect(`/lists/${list}`, 303)
  })

  app.post('/lists/:list/items/:item/position', { config: edit, schema: { params: ItemParams, body: PositionForm } }, async (request, reply) => {
    const { list, item } = request.params
    await db.transaction().execute(trx => moveItem(trx, request.viewer, list, item, request.body.direction))
    return reply.redirect(`/lists/${list}`, 303)
  })

  for (const [end, offered] of [['retirement', false], ['offering', true]] as const) {
    app.post(`/lists/:list/items/:item/${end}`, { config: edit, schema: { params: ItemParams } }, async (request, reply) => {
      const { list, item } = request.params
      await db.transaction().execute(trx => offerItem(trx, request.viewer, list, item, offered, app.today()))
      return reply.flash('success', offered ? 'It is offered again.' : 'It is offered no longer. Records that name it keep it.').redirect(`/lists/${list}`, 303)
    })
  }
}

export default lists
