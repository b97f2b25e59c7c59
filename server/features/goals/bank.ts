import { readFileSync } from 'node:fs'
import { record } from '../audit/record.ts'
import { Clash, FieldRefusal, NotFound } from '../../lib/errors.ts'
import { newId } from '../../lib/ids.ts'
import { byName } from '../../lib/text.ts'
import { listItems } from '../lists/queries.ts'
import { levels } from './rules.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Viewer } from '../../permissions.ts'
import type { BankInput } from './forms.ts'
import type { LevelTexts } from './tables.ts'

/** A goal to start from. `from`: as the product brings it, as the authority worded that, or the authority's own. */
export interface BankItem extends LevelTexts { code: string, wellbeing: string, title: string, from: 'product' | 'reworded' | 'authority', retired: boolean, revision: number, saved: { by: string, at: string } | null }

const brought = (JSON.parse(readFileSync(new URL('bank.json', import.meta.url), 'utf8')) as { goals: (LevelTexts & { code: string, wellbeing: string, title: string })[] }).goals

/** All goals to start from that an authority has, by name; those it no longer offers too. */
export async function listBank (db: Db, authorityId: string): Promise<BankItem[]> {
  const rows = await db.selectFrom('goal_bank_item').selectAll().where('authority_id', '=', authorityId).execute()
  const own = rows.map(({ id, file_code: file, retired_at: retired, saved_by_name: by, saved_at: at, authority_id: _authority, ...item }): BankItem => ({ ...item, code: file ?? id, from: file ? 'reworded' : 'authority', retired: retired !== null, saved: { by, at } }))
  const rest = brought.filter(item => !own.some(one => one.code === item.code)).map((item): BankItem => ({ ...item, from: 'product', retired: false, revision: 0, saved: null }))
  return [...own, ...rest].sort(byName(item => item.title))
}

/** One of them. @throws NotFound */
export async function findBankItem (db: Db, authorityId: string, code: string): Promise<BankItem> {
  const item = (await listBank(db, authorityId)).find(item => item.code === code)
  if (!item) throw new NotFound()
  return item
}

/** Add a goal to start from. */
export async function addBankItem (trx: Trx, viewer: Viewer, input: BankInput, at: string) {
  const row = { id: newId(), authority_id: viewer.authorityId, file_code: null, ...await valuesOf(trx, viewer, input), retired_at: null, revision: 1, ...savedBy(viewer, at) }
  await trx.insertInto('goal_bank_item').values(row).execute()
  await record(trx, viewer, 'goal-bank.added', row.id, { wellbeing: row.wellbeing }, viewer.authorityId)
}

/** Word one differently; one that the product brings becomes the authority's wording of it. @throws Clash when somebody saved it since */
export async function saveBankItem (trx: Trx, viewer: Viewer, code: string, input: BankInput, at: string) {
  const item = await findBankItem(trx, viewer.authorityId, code)
  const values = await valuesOf(trx, viewer, input)
  if ((input.revision ?? 0) !== item.revision) refuseClash(item, values)
  await put(trx, viewer, item, { ...values, retired_at: item.retired ? at : null }, at)
  await record(trx, viewer, 'goal-bank.saved', code, { wellbeing: values.wellbeing }, viewer.authorityId)
}

/** Offer it no longer, or again. Goals that began with it stay as they are. */
export async function offerBankItem (trx: Trx, viewer: Viewer, code: string, offered: boolean, at: string) {
  const item = await findBankItem(trx, viewer.authorityId, code)
  await put(trx, viewer, item, { ...textsOf(item), retired_at: offered ? null : at }, at)
  await record(trx, viewer, offered ? 'goal-bank.offered' : 'goal-bank.retired', code, {}, viewer.authorityId)
}

async function put (trx: Trx, viewer: Viewer, item: BankItem, values: ReturnType<typeof textsOf> & { retired_at: string | null }, at: string) {
  const set = { ...values, revision: item.revision + 1, ...savedBy(viewer, at) }
  if (item.from === 'product') await trx.insertInto('goal_bank_item').values({ id: newId(), authority_id: viewer.authorityId, file_code: item.code, ...set }).execute()
  else await trx.updateTable('goal_bank_item').set(set).where('authority_id', '=', viewer.authorityId).where(item.from === 'reworded' ? 'file_code' : 'id', '=', item.code).execute()
}

const savedBy = (viewer: Viewer, at: string) => ({ saved_by_name: viewer.name, saved_at: at })
const textsOf = ({ title, wellbeing, much_less, less, expected, more, much_more }: Omit<BankInput, 'revision'>) => ({ title, wellbeing, much_less, less, expected, more, much_more })

async function valuesOf (trx: Trx, viewer: Viewer, input: BankInput) {
  if (!(await listItems(trx, viewer.authorityId, 'wellbeing')).some(item => item.code === input.wellbeing)) throw new FieldRefusal('wellbeing', 'Choose one of the list')
  return textsOf(input)
}

function refuseClash (item: BankItem, mine: ReturnType<typeof textsOf>) {
  const labels = { title: 'Name', wellbeing: 'Wellbeing indicator', ...Object.fromEntries(levels.map(({ name, sign, words }) => [name, `${sign} ${words}`])) } as Record<keyof typeof mine, string>
  const fields = (Object.keys(labels) as (keyof typeof mine)[]).map(name => ({ name, label: labels[name], mine: mine[name], theirs: item[name] })).filter(field => field.mine !== field.theirs)
    .map(field => field.name === 'wellbeing' ? { ...field, choose: { mine: field.mine, theirs: field.theirs } } : field)
  if (fields.length > 0) throw new Clash({ fields, revision: item.revision, savedBy: item.saved?.by ?? 'Somebody', savedAt: item.saved?.at ?? '' })
}
