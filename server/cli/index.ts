import type { Command } from './command.ts'

/** Every command, loaded when it is used. */
export const commands: Record<string, () => Promise<{ default: Command }>> = {
  serve: () => import('./serve.ts'),
  migrate: () => import('./migrate.ts'),
  demo: () => import('./demo.ts'),
  generate: () => import('./generate.ts'),
  check: () => import('./check.ts'),
  'add-authority': () => import('./add-authority.ts'),
  'add-user': () => import('./add-user.ts'),
  'reset-password': () => import('./reset-password.ts'),
  export: () => import('./export.ts'),
  backup: () => import('./backup.ts'),
  restore: () => import('./restore.ts'),
  'check-links': () => import('./check-links.ts'),
  'release-figures': () => import('./release-figures.ts'),
  'send-reminders': () => import('./send-reminders.ts'),
  'scan-attachments': () => import('./scan-attachments.ts'),
  browser: () => import('./browser.ts')
}
