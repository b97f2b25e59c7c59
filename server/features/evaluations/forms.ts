import { Type } from 'typebox'
import type { Static } from 'typebox'
import { textNames } from './rules.ts'

const closed = { additionalProperties: false }
const tooLong = 'Keep this to 20,000 characters or fewer'
const text = () => Type.Optional(Type.String({ maxLength: 20_000, messages: { maxLength: tooLong } }))
const field = () => Type.Optional(Type.Enum([...textNames]))

export const TeamParams = Type.Object({ slug: Type.String({ maxLength: 60 }), session: Type.String({ maxLength: 7 }) })
export const IndicatorParams = Type.Object({ ...TeamParams.properties, code: Type.String({ maxLength: 60 }) })
export const ReportQuery = Type.Object({ copy: Type.Optional(Type.String({ maxLength: 36 })) })

/** A draft is never refused for being incomplete. `copy` and `confirm` name a text; `go` says where to next. */
export const JudgementForm = Type.Object({
  revision: Type.Integer({ minimum: 0 }),
  strengths: text(),
  areas_for_improvement: text(),
  what_changed: text(),
  how_we_know: text(),
  next_steps: text(),
  level: Type.Optional(Type.String({ pattern: '^(not-yet|not-enough-evidence|-?[0-9]{1,4})$', messages: { pattern: 'Choose one of these' } })),
  finished: Type.Optional(Type.Enum(['yes', 'no'], { messages: { enum: 'Choose yes or no' } })),
  copy: field(),
  confirm: field(),
  go: Type.Optional(Type.Enum(['continue', 'later', 'stay']))
}, closed)
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
