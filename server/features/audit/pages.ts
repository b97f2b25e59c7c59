import { longMoment } from '../../lib/dates.ts'
import { selectField, submitButton } from '../../lib/fields.ts'

interface Event { id: string, at: string, actor_id: string, actor_name: string, what: string, details: string }

/** The nouns of the trail, as people choose from them. */
export const kinds: Record<string, string> = {
  person: 'People', role: 'Roles', 'sign-in': 'Sign-ins', area: 'Areas', community: 'Learning communities', authority: 'Authority', session: 'Sessions',
  'self-evaluation': 'Self-evaluations', judgement: 'Judgements', evidence: 'Evidence', plan: 'Action plans', action: 'Actions', framework: 'Frameworks', 'api-token': 'Tokens', bundle: 'Downloads of many teams', tag: 'Tags', ask: 'What teams ask for', visit: 'Visits', visitor: 'Visitors',
  survey: 'Questionnaires', 'survey-text': 'What people wrote', 'voice-entry': 'Voice log',
  'preliminary-report': 'Preliminary reports', 'reading-pack': 'Reading packs',
  'visit-note': 'Notes of visits', finding: 'Findings of visits', 'take-away': 'Take-aways of visits', 'visit-report': 'Reports of visits',
  'monthly-log': 'Monthly logs', 'data-import': 'Data brought in',
  figures: 'Figures', settings: 'Settings', list: 'Lists', record: 'Records erased or removed',
  goal: 'Goals of children', 'goal-review': 'Reviews of goals', 'goal-keeper': 'Keepers of goals', 'case-study': 'Case studies'
}

/** 'judgement.saved' and its details as a sentence: who did what, with the codes and names that say where. */
function sentence (event: Event): string {
  const [noun = '', verb = ''] = event.what.split('.')
  const details = Object.entries(JSON.parse(event.details) as Record<string, unknown>)
    .filter(([, value]) => ['string', 'number'].includes(typeof value) && !/^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(String(value)))
    .map(([name, value]) => `${name.replace(/([A-Z])/g, ' $1').toLowerCase()} ${String(value)}`)
  return `${event.actor_name}: ${noun.replaceAll('-', ' ')} ${verb.replaceAll('-', ' ')}${details.length > 0 ? ` (${details.join(', ')})` : ''}`
}

/** The trail, newest first, filtered and paged. */
export function trailPage (events: Event[], perPage: number, { kind, person }: { kind?: string, person?: string }) {
  const shown = events.slice(0, perPage)
  const last = shown.at(-1)
  const filters = `${kind ? `&kind=${encodeURIComponent(kind)}` : ''}${person ? `&person=${encodeURIComponent(person)}` : ''}`
  return {
    title: 'Trail',
    kindField: selectField({ name: 'kind', label: 'Show', items: [{ value: '', text: 'Everything' }, ...Object.entries(kinds).map(([value, text]) => ({ value, text }))], values: { kind } }),
    filter: submitButton('Show', { secondary: true }),
    ofOne: person && shown[0] ? `Only what ${shown[0].actor_name} did.` : null,
    events: shown.map(event => ({ at: longMoment(event.at), text: sentence(event), personHref: `/trail?person=${encodeURIComponent(event.actor_id)}`, name: event.actor_name })),
    older: events.length > perPage && last ? `/trail?before=${last.id}${filters}` : null
  }
}
