export type PlaceKind = 'authority' | 'area' | 'community'

export interface OrganisationTables {
  place: {
    id: string, kind: PlaceKind, authority_id: string, area_id: string | null, name: string, slug: string
    opened_on: string, closed_on: string | null
  }
  place_name: { id: string, place_id: string, name: string, until_on: string }
  setting: { authority_id: string, name: string, value: string }
}
