import { Type } from 'typebox'
import { longestAnswer } from '../surveys/rules.ts'

const closed = { additionalProperties: false }
const manner = Type.Optional(Type.String({ maxLength: 24, pattern: '^[a-z]{2,3}(\\.[a-z]+)*$' }))

export const TokenParams = Type.Object({ token: Type.String({ maxLength: 64 }) })
export const MannerQuery = Type.Object({ as: manner })
export const StartForm = Type.Object({ as: manner }, closed)
export const PositionParams = Type.Object({ position: Type.Integer({ minimum: 1, maximum: 20 }) })
export const StepQuery = Type.Object({ back: Type.Optional(Type.Enum(['check'])) })
export const ThanksParams = Type.Object({ survey: Type.String({ format: 'uuid' }) })

/** What one page sends: an option, or words. Longer words come back to be shortened. `seen`: the person was asked about what looks personal, and said it is not. */
export const AnswerForm = Type.Object({ answer: Type.Optional(Type.String({ maxLength: longestAnswer * 10 })), seen: Type.Optional(Type.String({ maxLength: 64 })) }, closed)

/** All questions on one page: a field for each, `answer.<question>`. */
export const WholeForm = Type.Record(Type.String({ maxLength: 60 }), Type.String({ maxLength: longestAnswer * 10 }), { maxProperties: 30 })
