export interface LocalCriteriaTables {
  local_criterion: {
    id: string, authority_id: string, framework_id: string, indicator_code: string, number: number, kind: 'feature' | 'prompt', text: string
    added_at: string, added_by_name: string, withdrawn_at: string | null, withdrawn_by_name: string | null
  }
}
