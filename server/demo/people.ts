import { newId } from '../lib/ids.ts'
import { agencies, familyNames, firstNames } from './places.ts'
import type { Role } from '../permissions.ts'

/** A person of the demonstration, and what they are. */
export interface DemoPerson { name: string, email: string, agency: string, jobTitle: string, role: Role, place: string }

/** Who can sign in: one of every role, and the two chairs whose teams are furthest. */
export const cast: DemoPerson[] = [
  { name: 'Catriona Baird', email: 'chair@strathclutha.example', agency: 'Education', jobTitle: 'Headteacher', role: 'chair', place: 'Craigmor' },
  { name: 'Mairi Sinclair', email: 'member@strathclutha.example', agency: 'Health', jobTitle: 'School nurse', role: 'member', place: 'Craigmor' },
  { name: 'Tomasz Kowalski', email: 'other.chair@strathclutha.example', agency: 'Education', jobTitle: 'Depute headteacher', role: 'chair', place: 'Thornlie' },
  { name: 'Alasdair Reid', email: 'area.lead@strathclutha.example', agency: 'Education', jobTitle: 'Quality improvement officer', role: 'area-lead', place: 'North' },
  { name: 'Nadia Iqbal', email: 'area.lead.centre@strathclutha.example', agency: 'Social work', jobTitle: 'Service manager', role: 'area-lead', place: 'Centre' },
  { name: 'Gregor Tennant', email: 'area.lead.south@strathclutha.example', agency: 'Education', jobTitle: 'Quality improvement officer', role: 'area-lead', place: 'South' },
  { name: 'Shona Petrie', email: 'steering@strathclutha.example', agency: 'Education', jobTitle: 'Head of inclusion', role: 'steering', place: 'Strathclutha Council' },
  { name: 'Dee Okafor', email: 'data@strathclutha.example', agency: 'Education', jobTitle: 'Data officer', role: 'data-officer', place: 'Strathclutha Council' },
  { name: 'Vikram Rao', email: 'visits@strathclutha.example', agency: 'Education', jobTitle: 'Education officer', role: 'visit-lead', place: 'Strathclutha Council' },
  { name: 'Ada Novak', email: 'administrator@strathclutha.example', agency: 'Education', jobTitle: 'Business support', role: 'administrator', place: 'Strathclutha Council' }
]

const jobs: Record<string, string> = { Education: 'Depute headteacher', 'Social work': 'Team leader', Health: 'Health visitor', 'Educational psychology': 'Educational psychologist', 'Third sector': 'Family link worker' }

/** A chair (unless the cast has one) and three or four members for a team, the same at every run. */
export function teamOf (community: string, index: number): DemoPerson[] {
  const nameAt = (n: number) => `${firstNames[(index * 5 + n * 3) % firstNames.length]} ${familyNames[(index * 7 + n * 4) % familyNames.length]}`
  const slug = community.toLowerCase().replace(/[^a-z]+/g, '-')
  const hasChair = cast.some(person => person.place === community && person.role === 'chair')
  const chair: DemoPerson[] = hasChair ? [] : [{ name: nameAt(0), email: `chair.${slug}@strathclutha.example`, agency: 'Education', jobTitle: 'Headteacher', role: 'chair', place: community }]
  const members = agencies.slice(0, 3 + index % 3).map((agency, n): DemoPerson => ({
    name: nameAt(n + 1), email: `${agency.toLowerCase().replace(/[^a-z]+/g, '-')}.${slug}@strathclutha.example`, agency, jobTitle: jobs[agency]!, role: 'member', place: community
  }))
  return [...chair, ...members]
}

/** The system that loads the demonstration, for the trail. */
export const loader = (authorityId: string) => ({ id: newId(), name: 'Demonstration data', authorityId })
