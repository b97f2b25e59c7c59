import { Type } from 'typebox'
import { nudgeWords, rowFilters } from './rules.ts'
import type { Static } from 'typebox'
import type { RowFilter } from './rules.ts'
import type { NudgeAbout } from './tables.ts'

export const BoardParams = Type.Object({ session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) })
export const TeamLevelsParams = Type.Object({ ...BoardParams.properties, slug: Type.String({ maxLength: 80 }) })
export const BoardQuery = Type.Object({
  area: Type.Optional(Type.String({ maxLength: 80 })), theme: Type.Optional(Type.String({ maxLength: 40 })),
  show: Type.Optional(Type.Enum(Object.keys(rowFilters) as RowFilter[])), paper: Type.Optional(Type.Enum(['A3', 'A4']))
})
export const NudgeForm = Type.Object({ team: Type.String({ maxLength: 80 }), about: Type.Enum(Object.keys(nudgeWords) as NudgeAbout[]) }, { additionalProperties: false })
export type NudgeInput = Static<typeof NudgeForm>
