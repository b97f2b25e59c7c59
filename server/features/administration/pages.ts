import { can } from '../../permissions.ts'
import type { Permission, Viewer } from '../../permissions.ts'

interface Task { text: string, href: string, permission: Permission, about: string }

/** What an authority looks after for its teams, and who sees it. */
export const tasks: { heading: string, items: Task[] }[] = [
  {
    heading: 'The year, places and people',
    items: [
      { text: 'Sessions', href: '/sessions', permission: 'session.view', about: 'The year’s dates, and the indicators and reports that teams work with' },
      { text: 'Organisation', href: '/organisation', permission: 'organisation.view', about: 'Areas and learning communities: opened, renamed, moved, closed' },
      { text: 'People', href: '/people', permission: 'people.view', about: 'Who can sign in, and with which roles' }
    ]
  },
  {
    heading: 'What teams choose from',
    items: [
      { text: 'Lists', href: '/lists', permission: 'lists.edit', about: 'Agencies, forums, reasons, stages, needs, supports' },
      { text: 'Local criteria', href: '/local-criteria', permission: 'local-criteria.edit', about: 'What the authority adds to the indicators of the framework' },
      { text: 'Tags', href: '/tags', permission: 'tag.edit', about: 'The words under which strengths, barriers and asks are brought together' },
      { text: 'Goals', href: '/goal-settings', permission: 'goal.rules', about: 'Where goals start, the bank of goals, the T-score' },
      { text: 'Questionnaires', href: '/survey-settings', permission: 'lists.edit', about: 'The numbers that help, shown with every questionnaire' }
    ]
  },
  {
    heading: 'Figures and records about children',
    items: [
      { text: 'Releases of figures', href: '/releases', permission: 'figures.release', about: 'Once a term: what may be shown outside a team, small numbers suppressed' },
      { text: 'Settings', href: '/settings', permission: 'settings.edit', about: 'The threshold of small numbers, releases, how long records and backups are kept' },
      { text: 'Retention', href: '/retention', permission: 'retention.view', about: 'What goes when, and erasing one record' }
    ]
  },
  {
    heading: 'Keeping watch',
    items: [
      { text: 'Trail', href: '/trail', permission: 'trail.view', about: 'Who changed what, and when' },
      { text: 'Mail', href: '/mail', permission: 'mail.view', about: 'What was sent, what waits, and what could not be sent' },
      { text: 'Tokens', href: '/api-tokens', permission: 'api.tokens', about: 'Other tools of the authority that read figures' }
    ]
  }
]

/** The tasks of somebody, by what they are about. */
export const administrationPage = (viewer: Viewer) => ({
  title: 'Administration',
  groups: tasks.map(({ heading, items }) => ({ heading, items: items.filter(({ permission }) => can(viewer, permission)) })).filter(({ items }) => items.length > 0)
})
