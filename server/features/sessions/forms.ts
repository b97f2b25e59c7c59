import { Type } from 'typebox'
import { dates, indicators } from './form-parts.ts'

export const IndicatorsForm = Type.Object({ indicators }, { additionalProperties: false })
export const DatesForm = Type.Object(dates, { additionalProperties: false })
export const SessionParams = Type.Object({ name: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) })
