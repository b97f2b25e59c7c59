export interface ListTables {
  list_item: { id: string, authority_id: string, list: string, code: string, name: string, position: number, retired_on: string | null }
}
