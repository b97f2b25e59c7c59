import { Type } from 'typebox'

const session = Type.String({ pattern: '^20\\d\\d-\\d\\d$' })
export const ImportParamsForm = Type.Object({ slug: Type.Optional(Type.String({ maxLength: 80 })), session })
export const OneImportParams = Type.Object({ ...ImportParamsForm.properties, import: Type.String({ format: 'uuid' }) })
