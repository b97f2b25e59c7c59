import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FieldRefusal } from '../../lib/errors.ts'
import { submit } from '../../web/forms.ts'
import { saveSettings } from './changes.ts'
import { SettingsForm } from './forms.ts'
import { settingsPage, valuesOf } from './pages.ts'
import { findSettings } from './queries.ts'
import { keptKindNames } from './rules.ts'
import type { SettingsInput } from './forms.ts'
import type { Settings } from './rules.ts'

const edit = { can: 'settings.edit' } as const

/** What an authority decides for all its teams. */
const settings: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app

  app.get('/settings', { config: edit }, async (request, reply) =>
    reply.page('settings/index', settingsPage(request.viewer.authorityName, valuesOf(await findSettings(db, request.viewer.authorityId)))))

  app.post('/settings', { config: edit, schema: { body: SettingsForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, async () => {
      const wanted = settingsFrom(request.body as SettingsInput)
      await db.transaction().execute(trx => saveSettings(trx, request.viewer, wanted))
    })
    if (errors) return reply.code(422).page('settings/index', settingsPage(request.viewer.authorityName, request.body, errors))
    return reply.flash('success', 'Saved. It holds from now on.').redirect('/settings', 303)
  })
}

function settingsFrom (input: SettingsInput): Settings {
  if (input.release === 'by-itself' && !input.release_after_weeks) throw new FieldRefusal('release_after_weeks', 'Give the number of weeks')
  return {
    threshold: input.threshold,
    releaseAfterWeeks: input.release === 'by-itself' ? input.release_after_weeks! : null,
    backupDays: input.backup_days,
    keepMonths: Object.fromEntries(keptKindNames.map(kind => [kind, input[`keep_${kind}`] ?? null])) as Settings['keepMonths']
  }
}

export default settings
