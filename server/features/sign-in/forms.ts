import { Type } from 'typebox'

const closed = { additionalProperties: false }
const email = Type.String({ maxLength: 200, messages: { required: 'Give your e-mail address', maxLength: 'Keep the address to 200 characters or fewer' } })
const password = (required: string) => Type.String({ maxLength: 200, messages: { required, maxLength: 'Use 128 characters or fewer' } })

export const SignInForm = Type.Object({ email, password: password('Enter your password'), next: Type.Optional(Type.String({ maxLength: 500 })), kept: Type.Optional(Type.String({ maxLength: 100 })) }, closed)
export const SignInQuery = Type.Object({ next: Type.Optional(Type.String({ maxLength: 500 })), kept: Type.Optional(Type.String({ maxLength: 100 })) })
export const ForgottenForm = Type.Object({ email }, closed)
export const ChooseForm = Type.Object({ password: password('Choose a password') }, closed)
export const ChangeForm = Type.Object({ passwordNow: password('Enter your present password'), passwordNew: password('Choose a new password') }, closed)
export const SecretParams = Type.Object({ secret: Type.String({ maxLength: 100 }) })
export const EndForm = Type.Object({ signIn: Type.String({ pattern: '^[0-9a-f]{64}$', messages: { required: 'Choose which', pattern: 'Choose which' } }) }, closed)
