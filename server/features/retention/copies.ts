import type { Kysely } from 'kysely'
import type { Trx } from '../../db/types.ts'
import type { Kept } from './kept.ts'

/** Texts shorter than this are no sign of where they come from. */
const telling = 12

/** The texts a record is made of, its parts' too: whatever holds one of them is a copy of it. */
export async function textsOf (trx: Trx, one: Kept, id: string): Promise<string[]> {
  const any = trx as Kysely<any>
  const rows: Record<string, unknown>[] = await any.selectFrom(one.table).selectAll().where('id', '=', id).execute()
  for (const [table, column] of one.parts) rows.push(...await any.selectFrom(table).selectAll().where(column, '=', id).execute())
  const plain = (text: string): boolean => text.length >= telling && /\s/.test(text) && !/^[{[]/.test(text)
  const names = new Set(rows.flatMap(row => Object.entries(row).filter(([name]) => /_name$|_at$|_on$/.test(name)).map(([, value]) => value)))
  return [...new Set(rows.flatMap(row => Object.values(row)).filter((value): value is string => typeof value === 'string' && plain(value) && !names.has(value)))]
}

/**
 * What people have typed about a record and not saved, forms kept over a lost sign-in, and downloads that
 * may hold it. Downloads are made again on asking.
 */
export async function dropCopies (trx: Trx, placeId: string, id: string, texts: string[]) {
  const place = await trx.selectFrom('place').select(['id', 'area_id', 'authority_id']).where('id', '=', placeId).executeTakeFirstOrThrow()
  const inJson = texts.map(text => JSON.stringify(text).slice(1, -1))
  for (const table of ['draft', 'kept_form'] as const) {
    const people = trx.selectFrom('person').select('person.id').where('authority_id', '=', place.authority_id)
    const rows = await trx.selectFrom(table).select(['id', 'path', 'body']).where('person_id', 'in', people).execute()
    const copies = rows.filter(row => row.path.includes(id) || inJson.some(text => row.body.includes(text))).map(row => row.id)
    await trx.deleteFrom(table).where('id', 'in', copies).execute()
  }
  const bundles = trx.selectFrom('bundle').select('bundle.id').where('place_id', 'in', [place.id, place.area_id ?? place.id, place.authority_id])
  for (const table of ['bundle_part_content', 'bundle_part'] as const) await trx.deleteFrom(table).where('bundle_id', 'in', bundles).execute()
  await trx.deleteFrom('bundle').where('place_id', 'in', [place.id, place.area_id ?? place.id, place.authority_id]).execute()
}
