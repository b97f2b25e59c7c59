export type Subject = 'log' | 'goals' | 'views'

export interface FigureTables {
  figure_release: {
    id: string, authority_id: string, subject: Subject, threshold: number
    covers_from: string, covers_to: string, released_at: string, released_by_name: string | null
  }
  /** One cell of one table for one place. A value of null is suppressed; totals have the code 'all'. */
  released_figure: { release_id: string, place_id: string, figure_table: string, row_code: string, column_code: string, value: number | null }
}
