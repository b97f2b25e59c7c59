import { Type } from 'typebox'

const day = Type.Optional(Type.String({ format: 'date', messages: { format: 'Give a real date, such as 10 6 2027' } }))
/** The year's dates, none of them needed. */
export const dates = { submit_by: day, moderate_by: day, agree_by: day }
/** Codes of indicators that were ticked. */
export const indicators = Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 200 }))
