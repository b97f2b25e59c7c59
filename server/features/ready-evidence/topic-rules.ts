import type { Subject } from '../figures/tables.ts'
import type { About, Strand } from '../evidence/rules.ts'

/**
 * A released table that says something by itself. `counts`: the rows that are counted together against the total; none: the whole
 * break-down is told. `codes`: the indicators of HGIOS4 it speaks to; those a session does not ask about are left out.
 */
export interface Topic {
  subject: Subject, table: string, title: string, counts: string[], words: string
  strand: Strand, about: About, codes: string[], source: string, note: string | null
}

const log = { subject: 'log', strand: 'data', about: 'process', source: 'Monthly log of the team' } as const
const goals = { subject: 'goals', strand: 'data', about: 'outcome', source: 'Goal Attainment Scaling of the team' } as const

export const topics: Topic[] = [
  { ...goals, table: 'goals.level', title: 'Children’s goals', counts: ['more', 'expected'], words: 'Children whose goal, as last reviewed, was reached as expected or better', codes: ['2.4', '3.1', '3.2'], note: null },
  { ...log, table: 'referrals.parent-view', title: 'Parents’ and carers’ views in referrals', counts: ['noted'], words: 'Children discussed for the first time whose parent’s or carer’s view was noted', codes: ['2.5', '2.7'], note: 'In the city’s report of 2022, parents’ views were not noted in 22 % of referrals.' },
  { ...log, table: 'referrals.child-view', title: 'Children’s views in referrals', counts: ['noted'], words: 'Children discussed for the first time whose own view was noted', codes: ['2.4', '3.1'], note: null },
  { ...log, table: 'referrals.reason', title: 'Why children were referred', counts: [], words: 'Reasons for referral', codes: ['2.4', '3.1'], note: null },
  { ...log, table: 'supports.support', title: 'Supports agreed for children', counts: [], words: 'Supports agreed', codes: ['2.4', '2.7'], note: null }
]

/** What answers to questionnaires speak to, by the audience that the name of their set holds. */
export const audienceCodes: [audience: string, codes: string[]][] = [['parent', ['2.5', '2.7']], ['child', ['2.4', '3.1']], ['young-person', ['2.4', '3.1']], ['referrer', ['2.7']], ['partner', ['2.7']]]
/** The question whose answer tells an outcome: did anything change? */
export const outcomeQuestion = 'changed'
