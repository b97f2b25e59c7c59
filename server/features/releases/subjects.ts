import { viewsFigures } from '../surveys/counts-queries.ts'
import { logFigures } from '../monthly-log/counts-queries.ts'
import { goalFigures } from '../goals/counts-queries.ts'
import type { FigureSource } from '../figures/counts.ts'

/** Every subject whose figures are released, in the order of pages. A line each. */
export const figureSources: FigureSource[] = [logFigures, goalFigures, viewsFigures]
