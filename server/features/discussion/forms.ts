import { Type } from 'typebox'

const closed = { additionalProperties: false }
const text = (required: string) => Type.String({ maxLength: 5000, messages: { required, maxLength: 'Keep this to 5,000 characters or fewer' } })
const uuid = { format: 'uuid', maxLength: 36 }

export const CodeParams = Type.Object({ slug: Type.String({ maxLength: 60 }), session: Type.String({ maxLength: 7 }), code: Type.String({ maxLength: 60 }) })
export const CommentParams = Type.Object({ ...CodeParams.properties, comment: Type.String(uuid) })
export const AssignForm = Type.Object({ person: Type.String({ ...uuid, messages: { required: 'Choose somebody', format: 'Choose somebody' } }) }, closed)
export const HandBackForm = Type.Object({ note: text('Say how far you have come') }, closed)
export const CommentForm = Type.Object({ text: text('Write your comment') }, closed)
export const AnswerForm = Type.Object({ answer: text('Write your answer') }, closed)
export const ResolveForm = Type.Object({ resolved: Type.Enum(['yes', 'no']) }, closed)
