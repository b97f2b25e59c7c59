import { Type } from 'typebox'

const placeName = (what: string) => Type.String({ maxLength: 100, messages: { required: `Give the ${what} a name`, maxLength: 'Keep the name to 100 characters or fewer' } })

export const AreaForm = Type.Object({ name: placeName('area') }, { additionalProperties: false })

export const CommunityForm = Type.Object({
  name: placeName('learning community'),
  area: Type.String({ format: 'uuid', messages: { required: 'Choose an area', format: 'Choose an area' } })
}, { additionalProperties: false })

export const RenameForm = Type.Object({ name: placeName('place') }, { additionalProperties: false })

export const MoveForm = Type.Object({
  area: Type.String({ format: 'uuid', messages: { required: 'Choose an area', format: 'Choose an area' } })
}, { additionalProperties: false })

/** Rows of "area, learning community", typed, pasted or uploaded. `rows` carries what was previewed to the confirmation. */
export const ImportForm = Type.Object({
  rows: Type.Optional(Type.String({ maxLength: 100_000, messages: { maxLength: 'Bring in 100,000 characters or fewer at a time' } })),
  file: Type.Optional(Type.String({ maxLength: 600_000 })),
  confirmed: Type.Optional(Type.Boolean())
}, { additionalProperties: false })

export const PlaceParams = Type.Object({ placeId: Type.String({ format: 'uuid' }) })
