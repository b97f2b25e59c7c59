import { Type } from 'typebox'
import type { Static } from 'typebox'

const slug = Type.String({ maxLength: 80 })
const session = Type.String({ pattern: '^20\\d\\d-\\d\\d$' })
/** The team's address has both, the authority's neither. */
export const PlaceParams = Type.Object({ slug: Type.Optional(slug), session: Type.Optional(session) })
export const HeldParams = Type.Object({ ...PlaceParams.properties, file: Type.String({ format: 'uuid' }) })
export const ImportParams = Type.Object({ ...PlaceParams.properties, import: Type.String({ format: 'uuid' }) })

const line = Type.Optional(Type.String({ pattern: '^\\d{1,5}$', messages: { pattern: 'Give the number of a line, such as 3' } }))

/** `column.<n>`: what the column is. `again`: read the labels from the lines and sheet given. */
export const ColumnsForm = Type.Object({
  row_is: Type.Enum(['child', 'meeting'], { messages: { required: 'Say what a row is', enum: 'Say what a row is' } }),
  sheet: Type.Optional(Type.String({ maxLength: 200 })),
  head_from: line,
  head_to: line,
  again: Type.Optional(Type.Enum(['yes']))
}, { additionalProperties: false, patternProperties: { '^column\\.\\d{1,3}$': Type.String({ maxLength: 200 }) } })
export type ColumnsInput = Static<typeof ColumnsForm> & Record<string, unknown>

/** `word.<n>`: the code that an unknown word means. */
export const WordsForm = Type.Object({}, { additionalProperties: false, patternProperties: { '^word\\.\\d{1,3}$': Type.String({ maxLength: 100 }) } })
export type WordsInput = Record<string, string>

export const ConfirmForm = Type.Object({ leave_out: Type.Optional(Type.Enum(['yes'])) }, { additionalProperties: false })
