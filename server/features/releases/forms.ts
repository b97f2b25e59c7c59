import { Type } from 'typebox'
import { subjects } from '../figures/tables.ts'

export const SubjectParams = Type.Object({ subject: Type.Enum([...subjects]) })
export const PlaceParams = Type.Object({ slug: Type.String({ maxLength: 80 }) })
/** A term by its last day. */
export const TermQuery = Type.Object({ term: Type.Optional(Type.String({ pattern: '^20\\d\\d-(12-31|03-31|07-31)$', maxLength: 10 })) })
