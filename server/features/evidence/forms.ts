import { Type } from 'typebox'
import type { Static } from 'typebox'

const closed = { additionalProperties: false }
const text = (maxLength: number, required: string) =>
  Type.String({ maxLength, messages: { required, maxLength: `Keep this to ${maxLength.toLocaleString('en-GB')} characters or fewer` } })
const day = (required: string) => Type.String({ format: 'date', messages: { required, format: 'Give a real date, such as 10 6 2027' } })
const pick = (message: string) => ({ messages: { required: message, enum: message } })
const keys = Type.Optional(Type.Array(Type.String({ maxLength: 60 }), { maxItems: 300 }))
const target = Type.Optional(Type.String({ maxLength: 80 }))

const fields = {
  title: text(200, 'Give the evidence a title'),
  strand: Type.Enum(['data', 'views', 'observation'], pick('Choose data, views or observation')),
  about: Type.Enum(['process', 'outcome'], pick('Choose process or outcome for children')),
  shows: text(10_000, 'Say what it shows'),
  covers_from: day('Give the first day it covers'),
  covers_to: day('Give the last day it covers'),
  source: text(500, 'Say where it comes from'),
  link: Type.Optional(text(2000, '')),
  locator: Type.Optional(text(500, '')),
  quality: Type.Optional(Type.Enum(['strong', 'some', 'thin'], pick('Choose strong, some or thin'))),
  quality_because: Type.Optional(text(1000, ''))
}
export const EvidenceFields = Type.Object(fields, closed)
export type EvidenceInput = Static<typeof EvidenceFields>

/** `target` is where the person came from, and goes back to. */
export const NewEvidenceForm = Type.Object({ ...fields, indicators: keys, themes: keys, actions: keys, target }, closed)
export const EvidenceForm = Type.Object({ ...fields, revision: Type.Integer({ minimum: 1 }) }, closed)
export type EvidenceEdit = Static<typeof EvidenceForm>

/** `had` is what was ticked when the form was shown: only what this person changed is changed. */
export const UsesForm = Type.Object({ indicators: keys, themes: keys, actions: keys, had: keys }, closed)

export const LinksForm = Type.Object({
  target: Type.String({ maxLength: 80 }),
  evidence: Type.Array(Type.String({ format: 'uuid', maxLength: 36 }), { maxItems: 100, messages: { required: 'Tick the evidence to use' } })
}, closed)
export const UnlinkForm = Type.Object({}, closed)
export const WithdrawForm = Type.Object({ reason: text(2000, 'Give a reason') }, closed)

const team = { slug: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) }
export const RegisterParams = Type.Object(team)
export const EvidenceParams = Type.Object({ ...team, evidenceId: Type.String({ format: 'uuid', maxLength: 36 }) })
export const AttachmentParams = Type.Object({ ...EvidenceParams.properties, attachmentId: Type.String({ format: 'uuid', maxLength: 36 }) })
export const LinkParams = Type.Object({ ...EvidenceParams.properties, linkId: Type.String({ format: 'uuid', maxLength: 36 }) })

const page = Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 }))
const strand = Type.Optional(Type.Enum(['data', 'views', 'observation', '']))
export const ListQuery = Type.Object({
  strand,
  about: Type.Optional(Type.Enum(['process', 'outcome', ''])),
  indicator: Type.Optional(Type.String({ maxLength: 60 })),
  show: Type.Optional(Type.Enum(['session', 'all', 'withdrawn', ''])),
  page
}, closed)
export type ListFilters = Static<typeof ListQuery>

/** Where evidence is wanted: one of an indicator, a review theme or an action, and perhaps a strand. */
export const ChooseQuery = Type.Object({
  indicator: Type.Optional(Type.String({ maxLength: 60 })),
  theme: Type.Optional(Type.String({ maxLength: 60 })),
  action: Type.Optional(Type.String({ format: 'uuid', maxLength: 36 })),
  strand,
  page
}, closed)
export type ChooseFilters = Static<typeof ChooseQuery>
