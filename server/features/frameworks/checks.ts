import { checkAnsweringWords, checkLanguages, checkQuestionnaire } from './questionnaire-checks.ts'
import type { Framework, ImprovementReport, SelfEvaluationFramework } from './format.ts'

/** What is wrong, and where in the file: the path of keys and positions that leads to it. */
export interface Problem { path: (string | number)[], reason: string }

/** What the schema cannot say about one file: every code exists once, and everything named exists. */
export function checkReferences (framework: Framework): Problem[] {
  switch (framework.kind) {
    case 'self-evaluation': return checkSelfEvaluation(framework)
    case 'improvement-report': return checkReport(framework)
    case 'questionnaire': return checkQuestionnaire(framework)
    case 'answering-words': return checkAnsweringWords(framework)
  }
}

function checkSelfEvaluation (framework: SelfEvaluationFramework): Problem[] {
  const indicators = new Set(framework.items.filter(item => item.type === 'indicator').map(item => item.code))
  const named = (key: 'core' | 'inspection') => (framework[key] ?? []).flatMap((code, at) =>
    indicators.has(code) ? [] : [{ path: [key, at], reason: `${code} is not an indicator of this framework` }])
  return [
    ...duplicates(framework.items.map(({ code }, at) => ({ code, path: ['items', at, 'code'] }))),
    ...framework.items.flatMap((item, at) => checkItem(framework, item, at)),
    ...checkScale(framework),
    ...named('core'),
    ...named('inspection'),
    ...checkMapping(framework)
  ]
}

function checkItem (framework: SelfEvaluationFramework, item: SelfEvaluationFramework['items'][number], at: number): Problem[] {
  const problems: Problem[] = []
  const say = (key: string, reason: string) => problems.push({ path: ['items', at, key], reason })
  const parent = framework.items.find(other => other.code === item.parent)
  const wanted = ({ category: null, indicator: 'category', theme: 'indicator' } as const)[item.type]
  if (item.parent !== undefined && !parent) say('parent', `has an unknown parent ${item.parent}`)
  else if (parent && parent.type !== wanted) say('parent', `a ${item.type} cannot belong to a ${parent.type}`)
  if (item.type === 'theme' && item.parent === undefined) say('type', 'a theme needs the indicator it belongs to as parent')
  if (item.rated && item.type !== 'indicator') say('rated', `a ${item.type} is never rated`)
  if (item.rated && !framework.scale) say('rated', 'cannot be rated: the framework has no scale')
  if (isHalfSaid(item)) say('comparable', halfSaid)
  return problems
}

const halfSaid = 'comparable: false and why_not_comparable go together'
const isHalfSaid = ({ comparable, why_not_comparable: why }: { comparable?: false, why_not_comparable?: string }) =>
  (comparable === false) !== (why !== undefined)

function checkScale ({ scale, items, illustrations }: SelfEvaluationFramework): Problem[] {
  const levels = scale?.levels ?? []
  const values = levels.map(level => level.value)
  const illustrated = [
    ...(illustrations ?? []).map(({ level }, n) => ({ level, path: ['illustrations', n] })),
    ...items.flatMap((item, at) => (item.illustrations ?? []).map(({ level }, n) => ({ level, path: ['items', at, 'illustrations', n] })))
  ]
  return [
    ...levels.flatMap(({ value, label }, at) => {
      const say = (key: string, reason: string) => ({ path: ['scale', 'levels', at, key], reason })
      return [
        ...(values.indexOf(value) === at ? [] : [say('value', `two levels have the value ${value}`)]),
        ...(levels.findIndex(level => level.label === label) === at ? [] : [say('label', `two levels are called ${label}`)]),
        ...(at === 0 || value <= values[at - 1]! ? [] : [say('value', 'levels must stand best first')])
      ]
    }),
    ...illustrated.flatMap(({ level, path }) => level === undefined || values.includes(level) ? [] : [{ path, reason: `the scale has no level ${level}` }])
  ]
}

function checkMapping (framework: SelfEvaluationFramework): Problem[] {
  const codes = new Set(framework.items.map(item => item.code))
  const targets = Object.values(framework.renamed ?? {})
  const unknown = Object.entries(framework.renamed ?? {}).flatMap(([old, code]) =>
    codes.has(code) ? [] : [{ path: ['renamed', old], reason: `${old} is renamed to ${code}, which is not in this framework` }])
  const merged = Object.entries(framework.renamed ?? {}).flatMap(([old, code], at) =>
    targets.indexOf(code) === at ? [] : [{ path: ['renamed', old], reason: `two codes are renamed to ${code}; say comparable: false there instead` }])
  const unsaid = isHalfSaid(framework) ? [{ path: ['comparable'], reason: halfSaid }] : []
  return [...unknown, ...merged, ...unsaid]
}

function checkReport (report: ImprovementReport): Problem[] {
  const all = codesOf(report)
  const themes = new Set(report.themes.map(theme => theme.code))
  const questions = new Set(report.themes.flatMap(theme => theme.focus_questions.map(question => question.code)))
  const known = new Set(all.map(({ code }) => code))
  return [
    ...duplicates(all),
    ...report.timetable.flatMap(({ sessions }, day) => sessions.flatMap(({ theme, focus_questions: asked = [] }, at) => {
      const path = ['timetable', day, 'sessions', at]
      return [
        ...(theme === undefined || themes.has(theme) ? [] : [{ path: [...path, 'theme'], reason: `there is no theme ${theme}` }]),
        ...asked.flatMap((code, n) => questions.has(code) ? [] : [{ path: [...path, 'focus_questions', n], reason: `there is no focus question ${code}` }])
      ]
    })),
    ...(report.named ?? []).flatMap(({ found_in: places }, at) => places.flatMap((place, n) =>
      !/^[A-Z]+\d+-[A-Z]+\d+$/.test(place) || known.has(place) ? [] : [{ path: ['named', at, 'found_in', n], reason: `there is no ${place}` }]))
  ]
}

/** Every code of a report, and where it stands. */
export function codesOf (report: ImprovementReport): { code: string, path: (string | number)[] }[] {
  const lists = ['what_we_knew', 'strengths', 'opportunities', 'recommendations', 'focus_questions'] as const
  return [
    ...report.themes.flatMap((theme, at) => [
      { code: theme.code, path: ['themes', at, 'code'] },
      ...lists.flatMap(list => theme[list].map(({ code }, n) => ({ code, path: ['themes', at, list, n, 'code'] })))
    ]),
    ...report.next_steps.map(({ code }, n) => ({ code, path: ['next_steps', n, 'code'] }))
  ]
}

function duplicates (codes: { code: string, path: (string | number)[] }[]): Problem[] {
  const seen = new Set<string>()
  return codes.flatMap(({ code, path }) => {
    if (seen.has(code)) return [{ path, reason: `two items have the code ${code}` }]
    seen.add(code)
    return []
  })
}

/** What one file says of others: the indicators our suggestions name, the version it replaces, the languages it speaks. */
export function checkAcross (framework: Framework, all: Framework[]): Problem[] {
  switch (framework.kind) {
    case 'self-evaluation': return checkPrevious(framework, all)
    case 'improvement-report': return checkSuggestions(framework, all)
    case 'questionnaire': return checkLanguages(framework, all)
    case 'answering-words': return []
  }
}

function checkSuggestions (report: ImprovementReport, all: Framework[]): Problem[] {
  const named = all.filter(other => other.kind === 'self-evaluation').filter(other => other.id === report.suggestions_from)
  const indicators = new Set(named.flatMap(other => other.items.filter(item => item.type === 'indicator').map(item => item.code)))
  const unknown = report.suggestions_from !== undefined && named.length === 0
    ? [{ path: ['suggestions_from'], reason: `there is no framework ${report.suggestions_from}` }]
    : []
  const whose = report.suggestions_from ?? 'suggestions_from is missing, so it'
  return [...unknown, ...report.themes.flatMap((theme, at) => theme.recommendations.flatMap(({ suggested_indicators: codes = [] }, n) =>
    codes.flatMap((code, nth) => indicators.has(code)
      ? []
      : [{ path: ['themes', at, 'recommendations', n, 'suggested_indicators', nth], reason: `${whose} has no indicator ${code}` }])))]
}

function checkPrevious (framework: SelfEvaluationFramework, all: Framework[]): Problem[] {
  const previous = previousOf(framework, all)
  if (framework.previous && !previous) {
    return [{ path: ['previous'], reason: `there is no framework ${framework.previous.id} version ${framework.previous.version}` }]
  }
  const mapping = (['renamed', 'comparable'] as const).filter(key => framework[key] !== undefined)
  if (!previous) return mapping.map(key => ({ path: [key], reason: 'there is no previous version to compare with' }))
  const old = new Set(previous.items.map(item => item.code))
  return Object.keys(framework.renamed ?? {}).flatMap(code =>
    old.has(code) ? [] : [{ path: ['renamed', code], reason: `${previous.id} version ${previous.version} has no ${code}` }])
}

/** The framework that this one replaces: as it says, or the version before it. */
export function previousOf (framework: SelfEvaluationFramework, all: Framework[]): SelfEvaluationFramework | null {
  const others = all.filter(other => other.kind === 'self-evaluation').filter(other => other !== framework)
  const said = framework.previous
  if (said) return others.find(other => other.id === said.id && other.version === said.version) ?? null
  return others.filter(other => other.id === framework.id && Number(other.version) < Number(framework.version))
    .sort((a, b) => Number(b.version) - Number(a.version))[0] ?? null
}
