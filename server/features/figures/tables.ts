export const subjects = ['log', 'goals', 'views'] as const
export type Subject = typeof subjects[number]

export interface FigureTables {
  figure_release: {
    id: string, authority_id: string, subject: Subject, threshold: number
    covers_from: string, covers_to: string, released_at: string, released_by_name: string | null
  }
  /** A table of a release as it was called: rows and columns are lists of code and name, as JSON. `adds_up`: its rows add up to the total. */
  released_table: { release_id: string, figure_table: string, position: number, name: string, adds_up: number, row_names: string, column_names: string }
  /** One cell of one table for one place. A value of null is suppressed; totals have the code 'all'. */
  released_figure: { id: string, release_id: string, place_id: string, figure_table: string, row_code: string, column_code: string, value: number | null }
}
