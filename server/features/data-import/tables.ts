export interface DataImportTables {
  /** A file of meetings. `place_id`: the team, or the authority when the file names its teams. `content`: ImportContent, `quality`: Finding[], `result`: ResultLine[], as JSON; `content` is emptied when done or too old. */
  data_import: {
    id: string, place_id: string, person_id: string, person_name: string, file_name: string, file_hash: string, sheet: string | null, row_is: 'child' | 'meeting', file_rows: number
    content: string, quality: string, made_at: string, expires_at: string, done_at: string | null, result: string | null
  }
  /** How an authority reads files of a shape. `mapping`: SavedMapping as JSON. */
  data_mapping: { authority_id: string, shape: string, mapping: string, saved_by_name: string, saved_at: string }
}
