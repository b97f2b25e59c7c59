import { NotFound } from '../../lib/errors.ts'
import { readFrameworks } from './files.ts'
import type { Framework, ImprovementReport, Item, Recommendation, ReviewTheme, SelfEvaluationFramework } from './format.ts'
import type { AnswerLanguage, Questionnaire } from './questionnaire-format.ts'

/** An indicator, the title of its category ('' when it has none) and its themes. */
export type Indicator = Item & { category: string, themes: Item[] }
/** A recommendation with the theme and the report it stands in. */
export type ReportRecommendation = Recommendation & { theme: ReviewTheme, report: ImprovementReport }

/** Every framework version, in memory from start to end and not to be changed. What is asked for and not there is NotFound. */
export interface Library {
  all (): Framework[]
  get (id: string, version: string): Framework
  selfEvaluationFrameworks (): SelfEvaluationFramework[]
  improvementReports (): ImprovementReport[]
  questionnaires (): Questionnaire[]
  questionnaire (id: string, version: string): Questionnaire
  /** The languages people answer in, from the newest file of words. */
  answerLanguages (): AnswerLanguage[]
  selfEvaluation (id: string, version: string): SelfEvaluationFramework
  improvementReport (id: string, version: string): ImprovementReport
  /** In reading order. */
  indicators (id: string, version: string): Indicator[]
  indicator (id: string, version: string, code: string): Indicator
  recommendations (id: string, version: string): ReportRecommendation[]
  /** SHA-256 of the file. */
  checksum (id: string, version: string): string
  has (id: string, version: string): boolean
}

/** Everything that is wrong with the files of a folder, each by file, line, item and reason. */
export const checkFrameworks = (folder: string): string[] => readFrameworks(folder).problems

/** Read every framework version once, at start. @throws when a file is wrong, saying which, where and why */
export function loadLibrary (folder: string): Library {
  const { files, problems } = readFrameworks(folder)
  if (problems.length > 0) throw new Error(problems.join('\n'))
  const versions = new Map(files.map(({ framework, checksum }) => [key(framework.id, framework.version), { framework: freeze(framework), checksum }]))
  const all = [...versions.values()].map(({ framework }) => framework).sort(inOrder)

  const find = (id: string, version: string) => {
    const found = versions.get(key(id, version))
    if (!found) throw new NotFound()
    return found
  }
  const selfEvaluation = (id: string, version: string) => ofKind(find(id, version).framework, 'self-evaluation')
  const improvementReport = (id: string, version: string) => ofKind(find(id, version).framework, 'improvement-report')
  const indicators = (id: string, version: string) => indicatorsOf(selfEvaluation(id, version))

  return {
    all: () => [...all],
    get: (id, version) => find(id, version).framework,
    selfEvaluationFrameworks: () => all.filter(framework => framework.kind === 'self-evaluation'),
    improvementReports: () => all.filter(framework => framework.kind === 'improvement-report'),
    questionnaires: () => all.filter(framework => framework.kind === 'questionnaire'),
    questionnaire: (id, version) => ofKind(find(id, version).framework, 'questionnaire'),
    answerLanguages: () => all.find(framework => framework.kind === 'answering-words')?.languages ?? [],
    selfEvaluation,
    improvementReport,
    indicators,
    indicator (id, version, code) {
      const found = indicators(id, version).find(indicator => indicator.code === code)
      if (!found) throw new NotFound()
      return found
    },
    recommendations: (id, version) => recommendationsOf(improvementReport(id, version)),
    checksum: (id, version) => find(id, version).checksum,
    has: (id, version) => versions.has(key(id, version))
  }
}

/** A report's recommendations in reading order. */
export const recommendationsOf = (report: ImprovementReport): ReportRecommendation[] =>
  report.themes.flatMap(theme => theme.recommendations.map(recommendation => ({ ...recommendation, theme, report })))

const key = (id: string, version: string) => `${id}@${version}`

/** By name, the newest version first. */
const inOrder = (a: Framework, b: Framework) => a.id < b.id ? -1 : a.id > b.id ? 1 : Number(b.version) - Number(a.version)

function ofKind<Kind extends Framework['kind']> (framework: Framework, kind: Kind) {
  if (framework.kind !== kind) throw new NotFound()
  return framework as Extract<Framework, { kind: Kind }>
}

function indicatorsOf ({ items }: SelfEvaluationFramework): Indicator[] {
  return items.filter(item => item.type === 'indicator').map(item => ({
    ...item,
    category: items.find(other => other.code === item.parent)?.title ?? '',
    themes: items.filter(other => other.parent === item.code)
  }))
}

/** Nobody changes what is in the library, by mistake or otherwise. */
export function freeze<T> (value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  return value
}
