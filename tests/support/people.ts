import type { Role } from '../../server/permissions.ts'

let made = 0
/** The same ids in every process, so that one prepared database serves a whole run. */
const nextId = (): string => `01900000-0000-7000-8000-${String(++made).padStart(12, '0')}`

/** The same fictional places in every test: one authority, two areas, three learning communities; and a second authority. */
export const places = {
  authority: nextId(), north: nextId(), south: nextId(), craigmor: nextId(), inverallan: nextId(), strathfearn: nextId(),
  otherAuthority: nextId(), otherArea: nextId(), otherCommunity: nextId()
}

export const placeRows = [
  { id: places.authority, kind: 'authority' as const, authority_id: places.authority, area_id: null, name: 'Strathclutha Council', slug: 'strathclutha' },
  { id: places.north, kind: 'area' as const, authority_id: places.authority, area_id: places.north, name: 'North', slug: 'north' },
  { id: places.south, kind: 'area' as const, authority_id: places.authority, area_id: places.south, name: 'South', slug: 'south' },
  { id: places.craigmor, kind: 'community' as const, authority_id: places.authority, area_id: places.north, name: 'Craigmor', slug: 'craigmor' },
  { id: places.strathfearn, kind: 'community' as const, authority_id: places.authority, area_id: places.north, name: 'Strathfearn', slug: 'strathfearn' },
  { id: places.inverallan, kind: 'community' as const, authority_id: places.authority, area_id: places.south, name: 'Inverallan', slug: 'inverallan' },
  { id: places.otherAuthority, kind: 'authority' as const, authority_id: places.otherAuthority, area_id: null, name: 'Invented Council', slug: 'invented' },
  { id: places.otherArea, kind: 'area' as const, authority_id: places.otherAuthority, area_id: places.otherArea, name: 'East', slug: 'east' },
  { id: places.otherCommunity, kind: 'community' as const, authority_id: places.otherAuthority, area_id: places.otherArea, name: 'Lochbeag', slug: 'lochbeag' }
]

/** The same cast in every test, by what they are to Craigmor. */
export const people = {
  chair: person('Catriona Baird', 'chair', places.craigmor, 'Education'),
  member: person('Mairi Sinclair', 'member', places.craigmor, 'Health'),
  outsider: person('Olu Adeyemi', 'chair', places.inverallan, 'Education'),
  both: person('Bo Lindqvist', 'member', places.craigmor, 'Social work', [{ role: 'chair', placeId: places.strathfearn }]),
  areaLead: person('Alasdair Reid', 'area-lead', places.north, 'Education'),
  steering: person('Shona Petrie', 'steering', places.authority, 'Education'),
  dataOfficer: person('Dee Okafor', 'data-officer', places.authority, 'Education'),
  visitLead: person('Vikram Rao', 'visit-lead', places.authority, 'Education'),
  administrator: person('Ada Novak', 'administrator', places.authority, 'Education'),
  otherVisitLead: { ...person('Ines Duarte', 'visit-lead', places.otherAuthority, 'Education'), authorityId: places.otherAuthority },
  stranger: { ...person('Stuart Weir', 'chair', places.otherCommunity, 'Education'), authorityId: places.otherAuthority }
}
export type CastName = keyof typeof people

function person (name: string, role: Role, placeId: string, agency: string, more: { role: Role, placeId: string }[] = []) {
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, '.')}@example.org`
  return { id: nextId(), authorityId: places.authority, name, email, agency, roles: [{ role, placeId }, ...more] }
}
