import { Type } from 'typebox'
import { roles } from '../../permissions.ts'

const closed = { additionalProperties: false }
const short = (required: string) => Type.String({ maxLength: 100, messages: { required, maxLength: 'Keep this to 100 characters or fewer' } })
const optional = Type.Optional(Type.String({ maxLength: 100, messages: { maxLength: 'Keep this to 100 characters or fewer' } }))
const email = Type.String({ format: 'email', maxLength: 200, messages: { required: 'Give an e-mail address', format: 'Give an e-mail address, such as name@example.org', maxLength: 'Keep the address to 200 characters or fewer' } })
const role = Type.Enum([...roles], { messages: { required: 'Choose a role', enum: 'Choose a role', anyOf: 'Choose a role' } })
const place = Type.String({ format: 'uuid', messages: { required: 'Choose where the role is held', format: 'Choose where the role is held' } })

export const InviteForm = Type.Object({ name: short('Give a name'), email, agency: optional, jobTitle: optional, role, place }, closed)
export const MemberForm = Type.Object({ name: short('Give a name'), email, agency: short('Choose an agency'), jobTitle: optional }, closed)
export const RoleForm = Type.Object({ role, place }, closed)
export const PersonParams = Type.Object({ personId: Type.String({ format: 'uuid' }) })
export const HeldParams = Type.Object({ personId: Type.String({ format: 'uuid' }), roleId: Type.String({ format: 'uuid' }) })
export const ListQuery = Type.Object({ words: Type.Optional(Type.String({ maxLength: 100 })), page: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })) })
export const TeamParams = Type.Object({ slug: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) })
export const MemberParams = Type.Object({ ...TeamParams.properties, roleId: Type.String({ format: 'uuid' }) })
