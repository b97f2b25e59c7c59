import { Type } from 'typebox'
import { groupNames, longestText } from './rules.ts'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const team = { slug: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) }
export const TeamParams = Type.Object(team)
export const LineParams = Type.Object({ ...team, line: Type.String({ format: 'uuid' }) })
export const PublicParams = Type.Object({ slug: Type.String({ maxLength: 80 }) })

/** '<kind>.<id>.<action>': one suggestion. */
const source = Type.String({ pattern: '^(evidence|first-thought|survey-text|survey-result|voice)\\.[0-9a-f-]{24,36}\\.[0-9a-f-]{36}$' })
export const SourceQuery = Type.Object({ source: Type.Optional(source) })
export const PosterQuery = Type.Object({ copy: Type.Optional(Type.Enum(['released'])) })

const text = (required: string) => Type.String({ minLength: 1, maxLength: longestText, messages: { required, maxLength: `Keep this to ${longestText} characters or fewer` } })
export const LineForm = Type.Object({
  revision: Type.Optional(Type.Integer({ minimum: 1 })),
  source: Type.Optional(source),
  said: text('Say what was said'),
  who: Type.Optional(Type.Enum([...groupNames], { messages: { enum: 'Choose one of these groups' } })),
  did: text('Say what the team did'),
  action_id: Type.String({ format: 'uuid', messages: { required: 'Choose the action this led to', format: 'Choose the action this led to' } })
}, closed)
export type LineInput = Static<typeof LineForm>

export const PositionForm = Type.Object({ direction: Type.Enum(['up', 'down']) }, closed)

/** `seen`: a mark of the lines as the chair read them. */
export const ReleaseForm = Type.Object({
  seen: Type.String({ pattern: '^[0-9a-f]{32}$', messages: { required: 'Open this page again and read the lines', pattern: 'Open this page again and read the lines' } }),
  contact: Type.Optional(Type.String({ maxLength: 200, messages: { maxLength: 'Keep this to 200 characters or fewer' } }))
}, closed)
export type ReleaseInput = Static<typeof ReleaseForm>
