import { Type } from 'typebox'
import type { Static } from 'typebox'

export const VisitParams = Type.Object({ visit: Type.String({ format: 'uuid', maxLength: 36 }) })
const day = (required: string) => Type.String({ format: 'date', messages: { required, format: 'Give a real date, such as 10 6 2027' } })

export const CopyForm = Type.Object({
  title: Type.String({ minLength: 1, maxLength: 200, messages: { required: 'Give the new visit a name', maxLength: 'Keep this to 200 characters or fewer' } }),
  starts_on: day('Give the first day'),
  ends_on: day('Give the last day')
}, { additionalProperties: false })
export type CopyInput = Static<typeof CopyForm>
