export interface FrameworkTables {
  framework_in_use: { framework_id: string, version: string, checksum: string, since_at: string }
}
