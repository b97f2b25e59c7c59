import { Type } from 'typebox'
import { kindNames } from './rules.ts'
import type { Static } from 'typebox'

const session = Type.String({ pattern: '^20\\d\\d-\\d\\d$' })
const id = Type.String({ format: 'uuid', maxLength: 36 })
export const CityParams = Type.Object({ session })
export const TagOfKindParams = Type.Object({ session, kind: Type.Enum(kindNames), tag: Type.Union([id, Type.Literal('none')]) })
export const PageQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000, default: 1 })) })
export const TagParams = Type.Object({ tag: id })
export const AskParams = Type.Object({ slug: Type.String({ maxLength: 80 }), session, ask: id })
export const AsksParams = Type.Object({ slug: Type.String({ maxLength: 80 }), session })

export const TagForm = Type.Object({
  revision: Type.Optional(Type.Integer({ minimum: 0 })),
  name: Type.String({ maxLength: 60, messages: { required: 'Give the tag a name', maxLength: 'Keep the name to 60 characters or fewer' } }),
  words: Type.Optional(Type.String({ maxLength: 1000, messages: { maxLength: 'Keep the words to 1,000 characters or fewer' } }))
}, { additionalProperties: false })
export type TagInput = Static<typeof TagForm>

export const PlacingForm = Type.Object({
  tag: Type.String({ format: 'uuid', maxLength: 36, messages: { required: 'Choose a tag', format: 'Choose a tag' } }),
  mark: Type.String({ pattern: '^[0-9a-f]{32}$' }),
  belongs: Type.Enum(['yes', 'no']),
  from: Type.Optional(Type.String({ pattern: '^(strength|barrier|ask)/([0-9a-f-]{36}|none)$', maxLength: 60 }))
}, { additionalProperties: false })
export type PlacingInput = Static<typeof PlacingForm>

export const AskForm = Type.Object({
  text: Type.String({ maxLength: 500, messages: { required: 'Write what the team asks for', maxLength: 'Keep this to 500 characters or fewer' } })
}, { additionalProperties: false })
