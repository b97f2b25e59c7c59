import { Type } from 'typebox'
import { kindNames, noCounts } from './rules.ts'
import type { Static } from 'typebox'
import type { CountKind, MeetingCounts } from './rules.ts'

const team = { slug: Type.String({ maxLength: 80 }), session: Type.String({ pattern: '^20\\d\\d-\\d\\d$' }) }
export const LogParams = Type.Object(team)
export const EntryParams = Type.Object({ ...team, entry: Type.String({ format: 'uuid' }) })

const whole = 'Give a whole number from 0 to 999'
const number = { pattern: '^\\d{1,3}$', messages: { pattern: whole, required: 'Give a number, 0 if there were none' } }

/** Fixed fields, and `<kind>.<code>`: a number, or for agencies 'yes'. `sure`: the questions that the person said yes to. */
export const EntryForm = Type.Object({
  revision: Type.Optional(Type.Integer({ minimum: 1 })),
  sure: Type.Optional(Type.String({ maxLength: 2000 })),
  met_on: Type.String({ format: 'date', messages: { required: 'Give the day of the meeting', format: 'Give a real date, such as 10 6 2026' } }),
  new_children: Type.String(number),
  reviewed_children: Type.String(number),
  child_view_noted: Type.Optional(Type.String(number)),
  parent_view_noted: Type.Optional(Type.String(number)),
  families_attended: Type.Optional(Type.String(number))
}, {
  additionalProperties: false,
  patternProperties: {
    '^agency\\.[\\w-]{1,80}$': Type.Enum(['yes']),
    [`^(${kindNames.filter(kind => kind !== 'agency').join('|')})\\.[\\w-]{1,80}$`]: Type.String(number)
  }
})
export type EntryInput = Static<typeof EntryForm> & Record<string, unknown>

/** What was typed as counts. An empty box of a meeting means none. */
export function meetingOf (input: EntryInput): MeetingCounts {
  const counts = noCounts()
  for (const [name, value] of Object.entries(input)) {
    const [kind, code] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)]
    if (!name.includes('.') || !(kind in counts)) continue
    const number = value === 'yes' ? 1 : Number(value)
    if (number > 0) counts[kind as CountKind][code] = number
  }
  const numberOf = (value: string | undefined) => Number(value ?? 0)
  return {
    met_on: input.met_on,
    new_children: numberOf(input.new_children),
    reviewed_children: numberOf(input.reviewed_children),
    child_view_noted: numberOf(input.child_view_noted),
    parent_view_noted: numberOf(input.parent_view_noted),
    families_attended: numberOf(input.families_attended),
    counts
  }
}

/** Counts as the boxes of the form show them. */
export function valuesOf (meeting: MeetingCounts): Record<string, string> {
  const { counts, ...fixed } = meeting
  const single = Object.entries(fixed).filter(([, value]) => value !== null).map(([name, value]) => [name, String(value)])
  const many = kindNames.flatMap(kind => Object.entries(counts[kind]).map(([code, number]) => [`${kind}.${code}`, kind === 'agency' ? 'yes' : String(number)]))
  return Object.fromEntries([...single, ...many])
}
