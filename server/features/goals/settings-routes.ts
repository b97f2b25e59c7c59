import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { submit } from '../../web/forms.ts'
import { listAllItems } from '../lists/queries.ts'
import { addBankItem, findBankItem, listBank, offerBankItem, saveBankItem } from './bank.ts'
import { bankItemPage, bankPage } from './form-pages.ts'
import { BankForm, BankParams, SettingsForm } from './forms.ts'
import { settingsPage } from './result-pages.ts'
import { goalSettings, saveGoalSettings } from './settings.ts'
import type { FormErrors } from '../../lib/form-errors.ts'

const rules = { can: 'goal.rules' } as const
type Values = Record<string, unknown>

/** What an authority decides about goals for all its teams, and its bank of goals to start from. */
const settings: FastifyPluginAsyncTypebox = async (app) => {
  const { db } = app
  const now = () => app.now().toISOString()

  app.get('/goal-settings', { config: rules }, async (request, reply) => reply.page('goals/settings', settingsPage(await goalSettings(db, request.viewer.authorityId))))

  app.post('/goal-settings', { config: rules, schema: { body: SettingsForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => saveGoalSettings(trx, request.viewer, { ...request.body, tScore: request.body.tScore === 'on' })))
    if (errors) return reply.code(422).page('goals/settings', settingsPage(await goalSettings(db, request.viewer.authorityId), request.body as Values, errors))
    return reply.flash('success', 'The rules have been saved. Goals that stand keep their start.').redirect('/goal-settings', 303)
  })

  app.get('/goal-bank', { config: rules }, async (request, reply) => reply.page('goals/bank', bankPage(await listBank(db, request.viewer.authorityId), await listAllItems(db, request.viewer.authorityId))))

  app.get('/goal-bank/new', { config: rules }, async (request, reply) => reply.page('goals/bank-item', await page(request, null, {})))

  app.post('/goal-bank', { config: rules, schema: { body: BankForm }, attachValidation: true }, async (request, reply) => {
    const errors = await submit(request, () => db.transaction().execute(trx => addBankItem(trx, request.viewer, request.body, now())))
    if (errors) return reply.code(422).page('goals/bank-item', await page(request, null, request.body, errors))
    return reply.flash('success', 'The goal is in the bank.').redirect('/goal-bank', 303)
  })

  app.get('/goal-bank/:bankItem', { config: rules, schema: { params: BankParams } }, async (request, reply) => {
    const item = await findBankItem(db, request.viewer.authorityId, request.params.bankItem)
    return reply.page('goals/bank-item', await page(request, item.code, { ...item }))
  })

  app.post('/goal-bank/:bankItem', { config: rules, schema: { params: BankParams, body: BankForm }, attachValidation: true }, async (request, reply) => {
    const { code } = await findBankItem(db, request.viewer.authorityId, request.params.bankItem)
    const errors = await submit(request, () => db.transaction().execute(trx => saveBankItem(trx, request.viewer, code, request.body, now())))
    if (errors) return reply.code(422).page('goals/bank-item', await page(request, code, request.body, errors))
    return reply.flash('success', 'The goal of the bank has been saved. Goals that began with it stay as they are.').redirect('/goal-bank', 303)
  })

  for (const [end, offered] of [['retirement', false], ['offering', true]] as const) {
    app.post(`/goal-bank/:bankItem/${end}`, { config: rules, schema: { params: BankParams } }, async (request, reply) => {
      await db.transaction().execute(trx => offerBankItem(trx, request.viewer, request.params.bankItem, offered, now()))
      return reply.flash('success', offered ? 'It is offered again.' : 'It is offered no longer.').redirect('/goal-bank', 303)
    })
  }

  const page = async (request: FastifyRequest, code: string | null, values: Values, errors: FormErrors | null = null) =>
    bankItemPage(code ? await findBankItem(db, request.viewer.authorityId, code) : null, await listAllItems(db, request.viewer.authorityId), values, errors)
}

export default settings
