import { Type } from 'typebox'
import type { Static } from 'typebox'

export const KeyForm = Type.Object({
  key: Type.String({ maxLength: 200, messages: { required: 'Enter the key that was printed when the toolkit started', maxLength: 'This key is too long. Copy it from the terminal' } })
}, { additionalProperties: false })

export const KeyQuery = Type.Object({ key: Type.Optional(Type.String({ maxLength: 200 })) })

export const AuthorityForm = Type.Object({
  authority: Type.String({ maxLength: 100, messages: { required: 'Give the name of your authority', maxLength: 'Keep the name to 100 characters or fewer' } }),
  name: Type.String({ maxLength: 100, messages: { required: 'Give your name', maxLength: 'Keep your name to 100 characters or fewer' } }),
  email: Type.String({ format: 'email', maxLength: 200, messages: { required: 'Give your e-mail address', format: 'Give an e-mail address, such as name@example.org', maxLength: 'Keep the address to 200 characters or fewer' } }),
  password: Type.String({ minLength: 12, maxLength: 128, messages: { required: 'Choose a password', minLength: 'Use at least 12 characters', maxLength: 'Use 128 characters or fewer' } })
}, { additionalProperties: false })
export type AuthorityInput = Static<typeof AuthorityForm>
