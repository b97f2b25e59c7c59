import { createHash } from 'node:crypto'
import { addAction, saveAction } from '../action-plans/actions.ts'
import { planHref } from '../organisation/address-rules.ts'
import { cityPlans, teamPlans } from '../action-plans/address-rules.ts'
import { listActionsAbove } from '../action-plans/contributions.ts'
import { refuseUnlessDraft } from '../action-plans/plans.ts'
import { listTeamEmails, planTables } from '../action-plans/sheet-facts.ts'
import { actionColumns } from '../action-plans/sheet-rules.ts'
import { actionCells } from '../action-plans/tables-report.ts'
import { answerRecommendation } from '../recommendations/changes.ts'
import { listAnswers, readRegister } from '../recommendations/queries.ts'
import { registerTable } from '../recommendations/register-report.ts'
import { listSessionRecommendations } from '../sessions/reports.ts'
import { answerColumns, compareAnswers } from './answer-rows.ts'
import { comparePlan } from './plan-rows.ts'
import type { Db, Trx } from '../../db/types.ts'
import type { Permission, Viewer } from '../../permissions.ts'
import type { Library } from '../frameworks/library.ts'
import type { AnswerChange } from './answer-rows.ts'
import type { PlanBase, PlanChange } from './plan-rows.ts'
import type { Where } from './queries.ts'
import type { FileRow, ImportError, ResultLine, RowChange } from './rules.ts'
import type { SheetKind } from './sheet-file.ts'

export type { Library }
export interface ImportParams { slug: string, session: string }
interface Compared { changes: RowChange[], errors: ImportError[], warnings: string[] }
/** What a file would be brought into, found through the viewer. `base` is a hash of all it is compared with. `refuseUnlessOpen` throws when nothing may be changed now. */
export interface Opened extends SheetKind { where: Where, home: string, name: string, back: string, sheets: { text: string, href: string }[], base: string, refuseUnlessOpen: () => void, compare: (rows: FileRow[]) => Compared }

/** A table that can be brought back: where, by whom, what it is compared with, and the verbs that bring it in. */
export interface ImportKind {
  base: string
  can: Permission
  event: string
  open: (db: Db, viewer: Viewer, params: ImportParams, library: Library) => Promise<Opened>
  apply: (trx: Trx, viewer: Viewer, params: ImportParams, changes: RowChange[], library: Library, at: string) => Promise<ResultLine[]>
}

const hashOf = (value: unknown): string => createHash('sha256').update(JSON.stringify(value)).digest('hex')

const planKind = ({ base, edit }: typeof teamPlans): ImportKind => ({
  base,
  can: edit,
  event: 'plan.imported',
  async open (db, viewer, { slug, session: name }, library) {
    const { place, session, stage, facts } = await planTables(db, library, viewer, slug, name)
    const against: PlanBase = {
      actions: facts.actions.map(action => ({ action, cells: actionCells(facts, action), input: inputOf(facts, action) })),
      team: await listTeamEmails(db, place),
      above: await listActionsAbove(db, place, session),
      indicators: library.indicators(session.framework_id, session.framework_version).map(({ code }) => code),
      recommendations: (await listSessionRecommendations(db, library, session)).map(({ code }) => code)
    }
    const home = planHref({ kind: place.kind, slug, session: name })
    return {
      sheet: 'Actions', columns: actionColumns, where: { kind: 'plan', placeId: place.id, sessionId: session.id }, home, name: place.name, back: 'Action plan',
      sheets: [{ text: 'the plan as an Excel workbook', href: `${home}/plan.xlsx` }, { text: 'its actions as CSV', href: `${home}/actions.csv` }],
      // What is only read, such as progress, may go on in the meantime.
      base: hashOf(against.actions.map(({ action, input }) => [action.number, action.stopped_at, input])),
      refuseUnlessOpen: () => refuseUnlessDraft(stage),
      compare: rows => comparePlan(rows, against)
    }
  },
  async apply (trx, viewer, { slug, session }, changes, library, at) {
    const result: ResultLine[] = []
    for (const { kind, line, name, number, input, revision } of changes as PlanChange[]) {
      if (kind === 'new') result.push({ line, name, what: `Added as action ${(await addAction(trx, viewer, slug, session, input, library, at)).number}` })
      else if (kind === 'unchanged') result.push({ line, name, what: 'Unchanged' })
      else {
        await saveAction(trx, viewer, slug, session, number!, { ...input, revision: revision! }, library, at)
        result.push({ line, name, what: 'Changed' })
      }
    }
    return result
  }
})

/** An action as its form would send it. */
function inputOf (facts: Awaited<ReturnType<typeof planTables>>['facts'], action: PlanBase['actions'][number]['action']): PlanBase['actions'][number]['input'] {
  const { what, why, difference, measure, baseline, target, how_known, owner_id, owner_role, partners, starts_on, due_on, priority, resources, funding } = action
  const codes = (kind: string) => facts.sources.flatMap(source => source.action_id === action.id && source.kind === kind && source.code ? [source.code] : [])
  const given = Object.fromEntries(Object.entries({ why, difference, measure, baseline, target, how_known, owner_id, owner_role, partners, starts_on, due_on, funding }).filter(([, value]) => value !== null))
  return {
    what, ...given, ...priority === 1 ? { priority: 'yes' } : {}, resources, indicators: codes('indicator'), recommendations: codes('recommendation'),
    contributes: facts.contributions.filter(other => other.action_id === action.id).map(other => other.id)
  }
}

const answerKind: ImportKind = {
  base: '/recommendations/:session',
  can: 'recommendation.answer',
  event: 'recommendations.imported',
  async open (db, viewer, { session: name }, library) {
    const register = await readRegister(db, viewer, name, library)
    const answers = await listAnswers(db, register.session, register.reports)
    const table = registerTable(register)
    const columns = answerColumns(table.columns.map(({ label }) => label))
    const rows = register.rows.map(({ code }, at) => ({ code, answers: answers.filter(answer => answer.code === code).length, cells: Object.fromEntries(columns.map(({ key }, column) => [key, table.rows[at]![column]!])) }))
    const home = `/recommendations/${name}`
    return {
      sheet: table.name, columns, where: { kind: 'recommendations', placeId: viewer.authorityId, sessionId: register.session.id }, home, name: viewer.authorityName, back: 'Recommendations',
      sheets: [{ text: 'the register as an Excel workbook', href: `${home}/register.xlsx` }, { text: 'as CSV', href: `${home}/register.csv` }],
      base: hashOf(rows.map(({ code, answers }) => [code, answers])),
      refuseUnlessOpen: () => {},
      compare: given => compareAnswers(given, { columns, rows })
    }
  },
  async apply (trx, viewer, { session }, changes, library, at) {
    for (const { code, input } of changes as AnswerChange[]) {
      if (input) await answerRecommendation(trx, viewer, session, code, input, library, at)
    }
    return changes.map(({ line, name, kind }) => ({ line, name, what: kind === 'changed' ? 'Answered' : 'Unchanged' }))
  }
}

export const importKinds: ImportKind[] = [planKind(teamPlans), planKind(cityPlans), answerKind]
