import { Type } from 'typebox'
import type { Static } from 'typebox'

const framework = Type.String({ pattern: '^[a-z0-9-]+@[0-9]+$', maxLength: 100, messages: { required: 'Choose a framework', pattern: 'Choose a framework' } })
export const CriteriaQuery = Type.Object({ framework: Type.Optional(framework) })
export const CriterionParams = Type.Object({ criterion: Type.String({ format: 'uuid', maxLength: 36 }) })
export const CriterionForm = Type.Object({
  framework,
  indicator: Type.String({ maxLength: 60, messages: { required: 'Choose an indicator', maxLength: 'Choose an indicator' } }),
  kind: Type.Enum(['feature', 'prompt'], { messages: { required: 'Choose feature or prompt', enum: 'Choose feature or prompt' } }),
  text: Type.String({ maxLength: 1000, messages: { required: 'Write the feature or prompt', maxLength: 'Keep this to 1,000 characters or fewer' } })
}, { additionalProperties: false })
export type CriterionInput = Static<typeof CriterionForm>
