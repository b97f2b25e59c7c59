import { protectedCells, tablesOf } from '../figures/changes.ts'
import { listReleases } from '../figures/queries.ts'
import { listPlaces } from '../organisation/queries.ts'
import { findSettings } from '../settings/queries.ts'
import { dueOn, nextTerm } from './rules.ts'
import { figureSources } from './subjects.ts'
import type { Trx } from '../../db/types.ts'
import type { Cell, FigureSource, Period } from '../figures/counts.ts'
import type { Release } from '../figures/queries.ts'

export interface TablePreview { name: string, shown: number, suppressed: number, teamsShown: number, teamsSuppressed: number }
export interface SubjectState {
  source: FigureSource
  last: Release | null
  next: Period | null
  /** The day it is released by itself, if the authority wants that. */
  due: string | null
  /** What the next release would show and hide; null while there is none. No number is in it: from day to day they would tell what came in. */
  preview: { tables: TablePreview[], threshold: number, hiddenPlaces: string[] } | null
}

/** Where each subject stands, and what its next release would show. In a transaction, for the lots may have to be drawn first. */
export async function listSubjectStates (trx: Trx, authorityId: string, today: string): Promise<SubjectState[]> {
  const settings = await findSettings(trx, authorityId)
  const releases = await listReleases(trx, authorityId)
  const places = await listPlaces(trx, authorityId)
  const states: SubjectState[] = []
  for (const source of figureSources) {
    const last = releases.find(release => release.subject === source.subject) ?? null
    const next = nextTerm(last, today)
    const state = { source, last, next, due: next && settings.releaseAfterWeeks !== null ? dueOn(next, settings.releaseAfterWeeks) : null }
    if (!next) { states.push({ ...state, preview: null }); continue }
    const sets = await source.count(trx, authorityId, next)
    const cells = await protectedCells(trx, authorityId, { subject: source.subject, period: next, threshold: settings.threshold, sets })
    const totals = new Set(sets.map(set => set.code))
    const hidden = new Set(cells.filter(cell => totals.has(cell.table) && cell.value === null).map(cell => cell.place))
    states.push({
      ...state,
      preview: {
        threshold: settings.threshold,
        tables: tablesOf(sets).map(({ code, name }) => previewOf(totals.has(code) ? name : `${sets.find(set => code.startsWith(`${set.code}.`))!.name}: ${name}`, cells.filter(cell => cell.table === code), new Set(places.filter(place => place.kind === 'community').map(place => place.id)))),
        hiddenPlaces: places.filter(place => hidden.has(place.id)).map(place => place.name)
      }
    })
  }
  return states
}

function previewOf (name: string, cells: Cell[], teams: Set<string>): TablePreview {
  const suppressed = cells.filter(cell => cell.value === null)
  const ofTeams = (list: Cell[]): number => list.filter(cell => teams.has(cell.place)).length
  return {
    name,
    shown: cells.length - suppressed.length,
    suppressed: suppressed.length,
    teamsShown: ofTeams(cells) - ofTeams(suppressed),
    teamsSuppressed: ofTeams(suppressed)
  }
}
