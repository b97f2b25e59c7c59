export interface FrameworkTables {
  framework_in_use: { framework_id: string, version: string, checksum: string, since_at: string }
  /** The report of a visit, frozen: `content` is an ImprovementReport as JSON, `checksum` its SHA-256. Its authority's alone. */
  framework_report: {
    id: string, authority_id: string, framework_id: string, version: string, visit_id: string, content: string, checksum: string, made_at: string, made_by_name: string
  }
}
