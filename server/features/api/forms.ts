import { Type } from 'typebox'
import type { Static } from 'typebox'
import { statusNames } from '../action-plans/rules.ts'
import { subjects } from '../figures/tables.ts'

const closed = { additionalProperties: false }

export const TokenForm = Type.Object({
  name: Type.String({ maxLength: 100, messages: { required: 'Say what it is for, such as “Dashboard of the data team”', maxLength: 'Keep this to 100 characters or fewer' } }),
  place: Type.String({ format: 'uuid', maxLength: 36, messages: { required: 'Choose a place', format: 'Choose a place' } }),
  expires_on: Type.String({ format: 'date', messages: { required: 'Give the last day on which it works', format: 'Give a real date, such as 10 6 2027' } })
}, closed)
export type TokenInput = Static<typeof TokenForm>
export const TokenParams = Type.Object({ token: Type.String({ format: 'uuid', maxLength: 36 }) })

const sessionName = Type.String({ pattern: '^\\d{4}-\\d{2}$', maxLength: 7, description: 'A school session, such as 2026-27.' })
const session = { session: Type.Optional(sessionName) }
const paging = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 100, description: 'How many rows a page holds, 1 to 200; 100 when left out.' })),
  after: Type.Optional(Type.String({ maxLength: 200, description: 'Where the last page ended. Do not make one: follow the address in `next`.' }))
}

/** What each list can be asked for. Anything else in the address is refused by name. */
export const ListQuery = Type.Object(paging, closed)
export const SessionQuery = Type.Object({ ...session, ...paging }, closed)
export const OneSessionQuery = Type.Object({ session: sessionName, ...paging }, closed)
export const JudgementQuery = Type.Object({
  ...session,
  indicator: Type.Optional(Type.String({ pattern: '^[\\w.-]{1,60}$', maxLength: 60, description: 'The code of an indicator, such as 2.4.' })),
  ...paging
}, closed)
export const ActionQuery = Type.Object({
  ...session,
  status: Type.Optional(Type.Enum([...statusNames, 'stopped'], { type: 'string', description: `One of ${statusNames.join(', ')}, stopped.` })),
  updated_since: Type.Optional(Type.String({
    anyOf: [{ format: 'date' }, { format: 'date-time' }], maxLength: 40, description: 'Only what changed on or after this day (2026-11-23) or moment (2026-11-23T09:00:00Z).'
  })),
  ...paging
}, closed)
export const FigureQuery = Type.Object({
  subject: Type.Optional(Type.Enum([...subjects], { type: 'string', description: `One of ${subjects.join(', ')}.` })),
  ...paging
}, closed)
export type ActionFilters = Static<typeof ActionQuery>
