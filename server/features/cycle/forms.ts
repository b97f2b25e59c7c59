import { Type } from 'typebox'
import { dates, indicators } from '../sessions/form-parts.ts'

const version = (what: string) => Type.String({ pattern: '^[a-z0-9-]+@[0-9]+$', maxLength: 100, messages: { required: `Choose ${what}`, pattern: `Choose ${what}` } })

export const OpenForm = Type.Object({
  name: Type.String({ maxLength: 7, messages: { required: 'Choose a session', maxLength: 'Choose a session' } }),
  framework: version('a framework'),
  reports: Type.Optional(Type.Array(version('improvement reports'), { maxItems: 20, uniqueItems: true })),
  ...dates,
  indicators
}, { additionalProperties: false })

export const NewQuery = Type.Object({ framework: Type.Optional(Type.String({ maxLength: 100 })) })
export const SessionParams = Type.Object({ name: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) })
