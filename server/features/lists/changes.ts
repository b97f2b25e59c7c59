import { record } from '../audit/record.ts'
import { FieldRefusal, NotFound, Refusal } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { codeFor, isFixed, lists, mostItems, sameName } from './rules.ts'
import type { Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { ListName } from './rules.ts'

/** Add an item at the end of those that are offered. Its code is new for ever. */
export async function addItem (trx: Trx, viewer: Viewer, list: ListName, name: string) {
  if (isFixed(list)) throw new FieldRefusal('name', 'This list has a fixed number of items. They can be reworded.')
  const items = await ownItems(trx, viewer, list)
  if (items.filter(item => item.retired_on === null).length >= mostItems) throw new FieldRefusal('name', `There are ${mostItems} items. Take one out first: a longer list is not read`)
  refuseTaken(items, name)
  const row = { id: newId(), authority_id: viewer.authorityId, list, code: codeFor(name, items.map(item => item.code)), name: name.trim(), position: (items.at(-1)?.position ?? 0) + 1, retired_on: null }
  await trx.insertInto('list_item').values(row).execute()
  await record(trx, viewer, 'list.item-added', row.id, { list, code: row.code }, viewer.authorityId)
}

/** Rename an item. Records keep its code, so they are called by the new name; figures that are released keep the old one. */
export async function renameItem (trx: Trx, viewer: Viewer, list: ListName, code: string, { name, was }: { name: string, was?: string }) {
  const { items, item } = await findItem(trx, viewer, list, code)
  if (was !== undefined && was !== item.name) throw new FieldRefusal('name', `Somebody has renamed it to “${item.name}” meanwhile. Save again to use your name`)
  refuseTaken(items.filter(one => one !== item), name)
  await trx.updateTable('list_item').set({ name: name.trim() }).where('id', '=', item.id).execute()
  await record(trx, viewer, 'list.item-renamed', item.id, { list, code }, viewer.authorityId)
}

/** Offer an item no longer, or again. It is never deleted: records may name it. */
export async function offerItem (trx: Trx, viewer: Viewer, list: ListName, code: string, offered: boolean, today: string) {
  const { items, item } = await findItem(trx, viewer, list, code)
  if (!offered && isFixed(list)) throw new Refusal('This list has a fixed number of items. They can be reworded.')
  if (!offered && items.filter(one => one.retired_on === null).length <= 1) throw new Refusal('A list needs one item at least.')
  await trx.updateTable('list_item').set({ retired_on: offered ? null : today }).where('id', '=', item.id).execute()
  await record(trx, viewer, offered ? 'list.item-offered' : 'list.item-retired', item.id, { list, code }, viewer.authorityId)
}

/** Move an item one place up or down among those that are offered; at the end it stays. */
export async function moveItem (trx: Trx, viewer: Viewer, list: ListName, code: string, direction: 'up' | 'down') {
  const { items, item } = await findItem(trx, viewer, list, code)
  const offered = items.filter(one => one.retired_on === null)
  const at = offered.indexOf(item)
  const other = at === -1 ? undefined : offered[at + (direction === 'up' ? -1 : 1)]
  if (!other) return
  await trx.updateTable('list_item').set({ position: other.position }).where('id', '=', item.id).execute()
  await trx.updateTable('list_item').set({ position: item.position }).where('id', '=', other.id).execute()
  await record(trx, viewer, 'list.item-moved', item.id, { list, code, direction }, viewer.authorityId)
}

/** An authority's own rows of a list: the first time it edits, what the list holds from the start becomes its own. */
async function ownItems (trx: Trx, viewer: Viewer, list: ListName) {
  const read = () => trx.selectFrom('list_item').selectAll().where('authority_id', '=', viewer.authorityId).where('list', '=', list).orderBy('position').execute()
  const items = await read()
  if (items.length > 0) return items
  await trx.insertInto('list_item').values(lists[list].items.map(({ code, name }, at) => ({ id: newId(), authority_id: viewer.authorityId, list, code, name, position: at + 1, retired_on: null }))).execute()
  return read()
}

async function findItem (trx: Trx, viewer: Viewer, list: ListName, code: string) {
  const items = await ownItems(trx, viewer, list)
  const item = items.find(one => one.code === code)
  if (!item) throw new NotFound()
  return { items, item }
}

function refuseTaken (items: { name: string, retired_on: string | null }[], name: string) {
  const same = items.find(item => sameName(item.name, name))
  if (same) throw new FieldRefusal('name', same.retired_on === null ? 'The list has an item of this name' : 'An item of this name was taken out. Offer it again instead')
}
