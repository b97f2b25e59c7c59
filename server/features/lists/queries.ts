import { lists } from './rules.ts'
import type { Db } from '../../db/types.ts'
import type { Item, ListName } from './rules.ts'

export interface ListItem extends Item { retired: boolean }

/** The items of one of an authority's lists, in its order, retired ones last: what it saved, or what the list holds until it is edited. */
export async function listItems (db: Db, authorityId: string, list: ListName): Promise<ListItem[]> {
  return (await listAllItems(db, authorityId))[list]
}

/** The items of all lists of an authority. Choose from those that are not retired; name the codes of older records with all. */
export async function listAllItems (db: Db, authorityId: string): Promise<Record<ListName, ListItem[]>> {
  const rows = await db.selectFrom('list_item').select(['list', 'code', 'name', 'retired_on']).where('authority_id', '=', authorityId).orderBy('position').execute()
  const of = (list: ListName): ListItem[] => {
    const saved = rows.filter(row => row.list === list).map(({ code, name, retired_on: retiredOn }) => ({ code, name, retired: retiredOn !== null }))
    const items = saved.length > 0 ? saved : lists[list].items.map(item => ({ ...item, retired: false }))
    return [...items.filter(item => !item.retired), ...items.filter(item => item.retired)]
  }
  return Object.fromEntries((Object.keys(lists) as ListName[]).map(list => [list, of(list)])) as Record<ListName, ListItem[]>
}
