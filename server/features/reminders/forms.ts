import { Type } from 'typebox'

const yesOrNo = Type.Enum(['yes', 'no'], { messages: { required: 'Choose yes or no', enum: 'Choose yes or no' } })
export const ChoiceForm = Type.Object({ digest: yesOrNo, owner: yesOrNo }, { additionalProperties: false })
export const MailsQuery = Type.Object({ page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })) })
export const MailParams = Type.Object({ mail: Type.String({ maxLength: 40 }) })
