import { Type } from 'typebox'
import type { Static } from 'typebox'

const chooseWhat = 'Choose action plans, self-evaluation reports or both'
const chooseFormat = 'Choose PDF or Word'

export const BundleParams = Type.Object({ bundle: Type.String({ format: 'uuid' }) })
export const BundleForm = Type.Object({
  session: Type.String({ pattern: '^20\\d\\d-\\d\\d$', messages: { required: 'Choose a session', pattern: 'Choose a session' } }),
  what: Type.Array(Type.Enum(['plan', 'self-evaluation']), { minItems: 1, maxItems: 2, uniqueItems: true, messages: { required: chooseWhat, minItems: chooseWhat, uniqueItems: chooseWhat } }),
  format: Type.Enum(['pdf', 'docx'], { messages: { required: chooseFormat, enum: chooseFormat } })
}, { additionalProperties: false })
export type BundleInput = Static<typeof BundleForm>
