import { Type } from 'typebox'
import { textNames } from './rules.ts'

const text = () => Type.Optional(Type.String({ maxLength: 20_000, messages: { maxLength: 'Keep this to 20,000 characters or fewer' } }))
const field = () => Type.Optional(Type.Enum([...textNames]))

/** What a judgement's form holds. A draft is never refused for being incomplete. `copy` and `confirm` name a text; `go` says where to next. */
export const judgementFields = {
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
}
