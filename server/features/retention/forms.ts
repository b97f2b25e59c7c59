import { Type } from 'typebox'
import { keptKindNames } from '../settings/rules.ts'
import { erasureReasonNames } from './rules.ts'
import type { Static } from 'typebox'

export const RecordParams = Type.Object({ keptKind: Type.Enum(keptKindNames), record: Type.String({ format: 'uuid', maxLength: 36 }) })
export const ErasureForm = Type.Object({
  why: Type.Enum(erasureReasonNames, { messages: { required: 'Choose why', enum: 'Choose why' } }),
  sure: Type.Enum(['yes'], { messages: { required: 'Tick that it shall be erased for good', enum: 'Tick that it shall be erased for good' } })
}, { additionalProperties: false })
export type ErasureInput = Static<typeof ErasureForm>
export const RetentionQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) })
export const FindForm = Type.Object({ address: Type.String({ minLength: 1, maxLength: 500, messages: { required: 'Paste the address of the record', minLength: 'Paste the address of the record' } }) }, { additionalProperties: false })
