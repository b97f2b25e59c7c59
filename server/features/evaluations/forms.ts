import { Type } from 'typebox'
import type { Static } from 'typebox'
import { judgementFields } from './form-parts.ts'

const closed = { additionalProperties: false }
export const TeamParams = Type.Object({ slug: Type.String({ maxLength: 60 }), session: Type.String({ maxLength: 7 }) })
export const IndicatorParams = Type.Object({ ...TeamParams.properties, code: Type.String({ maxLength: 60 }) })
export const CompareQuery = Type.Object({ with: Type.Optional(Type.String({ maxLength: 7 })) })
export const HistoryQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) })
export const ReportQuery = Type.Object({ copy: Type.Optional(Type.String({ maxLength: 36 })) })

export const JudgementForm = Type.Object(judgementFields, closed)
export type JudgementInput = Static<typeof JudgementForm>

export const AddIndicatorForm = Type.Object({
  code: Type.String({ maxLength: 60, messages: { required: 'Choose an indicator', maxLength: 'Choose an indicator' } })
}, closed)

const note = (missing: string) => Type.String({ maxLength: 5000, messages: { required: missing, maxLength: 'Keep this to 5,000 characters or fewer' } })
/** A move of the cycle, with a note if one is wanted. */
export const MoveForm = Type.Object({ note: Type.Optional(Type.String({ maxLength: 5000, messages: { maxLength: 'Keep this to 5,000 characters or fewer' } })) }, closed)
export const ReturnForm = Type.Object({ note: note('Say what the team should look at again') }, closed)
export const SignOffForm = Type.Object({ statement: note('Write the statement that you sign') }, closed)
export const ReopenForm = Type.Object({ reason: note('Say why it is reopened') }, closed)
