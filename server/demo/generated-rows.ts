import { newId } from '../lib/ids.ts'
import type { Insertable } from 'kysely'
import type { Schema } from '../db/schema.ts'
import type { Library } from '../features/frameworks/library.ts'
import type { Session } from '../features/sessions/queries.ts'

const sentences = ['Outreach reaches every primary.', 'Reviews slip when a school is short of staff.', 'Families say they repeat their story less often.', 'The nurse and the school plan together.', 'We decide who rings the family, and it happens.', 'Support for children who cannot attend is thin.']
const statuses = ['not-started', 'on-track', 'at-risk', 'off-track', 'complete'] as const
const actionsOfPlan = 10
const evidenceOfTeam = 12

/** What one team writes in one session: a self-evaluation, evidence, a plan with steps and updates. Tables in an order in which foreign keys hold. */
export function sessionRows (team: { id: string }, session: Session & { codes: string[] }, year: number, library: Library, random: () => number, today: string): [keyof Schema, object[]][] {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const text = () => Array.from({ length: 8 }, () => pick(sentences)).join(' ')
  const isCurrent = session.starts_on <= today && today <= session.ends_on
  const at = (month: string) => `${month >= '08' ? year : year + 1}-${month}-15T09:00:00.000Z`
  const by = { by_id: team.id, by_name: 'Chair', note: null, frozen: null, pdf_sha256: null }
  const saved = { saved_by: team.id, saved_by_name: 'Chair', saved_at: at('05') }
  const evaluation = { id: newId(), community_id: team.id, session_id: session.id, started_by: team.id, started_at: at('08') }
  const plan = { id: newId(), place_id: team.id, session_id: session.id, started_by: team.id, started_at: at('09') }
  const isAgreed = !isCurrent || random() < 0.5
  const judgements: Insertable<Schema['judgement']>[] = session.codes.map(code => ({
    id: newId(), self_evaluation_id: evaluation.id, indicator_code: code, strengths: text(), areas_for_improvement: text(), what_changed: text(), how_we_know: text(), next_steps: text(),
    level_state: 'level', level: 2 + Math.floor(random() * 5), completed_at: at('05'), completed_by: team.id, ...saved
  }))
  const [report] = library.improvementReports()
  const codes = report ? library.recommendations(report.id, report.version).map(one => one.code) : []
  const actions: Insertable<Schema['action']>[] = Array.from({ length: actionsOfPlan }, (_one, index) => ({
    id: newId(), plan_id: plan.id, number: index + 1, what: pick(sentences), why: text(), difference: text(), measure: null, baseline: null, target: null, how_known: null, owner_id: null, owner_role: 'Chair', partners: null,
    starts_on: `${year}-09-01`, due_on: `${year + 1}-0${1 + Math.floor(random() * 6)}-15`, priority: random() < 0.2 ? 1 : 0, resources: 'yes', funding: null, status: pick(statuses), impact: null, carried_from: null, stopped_at: null, stopped_because: null, ...saved
  }))
  return [
    ['self_evaluation', [evaluation]],
    ['self_evaluation_step', (isAgreed ? ['submitted', 'signed-off'] as const : ['submitted'] as const).map((kind, index) => ({ id: newId(), self_evaluation_id: evaluation.id, kind, ...by, at: at(index === 0 ? '05' : '06') }))],
    ['judgement', judgements],
    ['evidence', Array.from({ length: evidenceOfTeam }, () => ({
      id: newId(), community_id: team.id, title: pick(sentences), strand: pick(['data', 'views', 'observation'] as const), about: pick(['process', 'outcome'] as const), shows: text(), covers_from: `${year}-09-01`, covers_to: `${year}-12-01`,
      source: 'Records', link: null, locator: null, quality: null, quality_because: null, recorded_at: at('12'), recorded_by: team.id, recorded_by_name: 'Chair', saved_by_name: 'Chair', saved_at: at('12'), withdrawn_at: null, withdrawn_because: null,
      link_checked_at: null, link_dead_since: null, link_problem: null
    }))],
    ['plan', [plan]],
    ['plan_step', isAgreed ? [{ id: newId(), plan_id: plan.id, kind: 'agreed', ...by, at: at('10') }] : []],
    ['action', actions],
    ['action_source', codes.length > 0 ? actions.map(action => ({ id: newId(), action_id: action.id, kind: 'recommendation', judgement_id: null, framework_id: report!.id, framework_version: report!.version, code: pick(codes), text: 'As the report has it' })) : []],
    ['progress_update', actions.flatMap(action => ['11', '02'].map(month => ({ id: newId(), action_id: action.id, at: at(month), by_id: team.id, by_name: 'Chair', status: action.status, what: pick(sentences), next_on: null, evidence: null })))]
  ]
}
