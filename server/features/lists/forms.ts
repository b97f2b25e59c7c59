import { Type } from 'typebox'
import { listNames } from './rules.ts'

const closed = { additionalProperties: false }
export const ListParams = Type.Object({ list: Type.Enum(listNames) })
export const ItemParams = Type.Object({ list: Type.Enum(listNames), item: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }) })
const name = Type.String({ minLength: 1, maxLength: 80, messages: { required: 'Give it a name', minLength: 'Give it a name', maxLength: 'Keep this to 80 characters or fewer' } })
export const NewItemForm = Type.Object({ name }, closed)
/** `was`: the name as the page showed it, so that two who rename at once notice each other. */
export const ItemForm = Type.Object({ name, was: Type.Optional(Type.String({ maxLength: 80 })) }, closed)
export const PositionForm = Type.Object({ direction: Type.Enum(['up', 'down']) }, closed)
