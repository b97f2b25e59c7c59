import { Type } from 'typebox'
import { keptKindNames } from './rules.ts'
import type { Static } from 'typebox'

const whole = (minimum: number, maximum: number, words: string) =>
  Type.Integer({ minimum, maximum, messages: { required: words, type: words, minimum: words, maximum: words } })

export const SettingsForm = Type.Object({
  threshold: whole(3, 20, 'Give a whole number from 3 to 20'),
  release: Type.Enum(['by-hand', 'by-itself'], { messages: { required: 'Choose how figures are released', enum: 'Choose how figures are released' } }),
  release_after_weeks: Type.Optional(whole(1, 20, 'Give a whole number of weeks from 1 to 20')),
  backup_days: whole(1, 400, 'Give a whole number of days from 1 to 400'),
  ...Object.fromEntries(keptKindNames.map(kind => [`keep_${kind}`, Type.Optional(whole(1, 240, 'Give a whole number of months from 1 to 240, or leave it empty'))]))
}, { additionalProperties: false })
export type SettingsInput = Static<typeof SettingsForm> & Record<`keep_${string}`, number | undefined>
