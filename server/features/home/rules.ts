/** What the year asks for in a month of it (August to July), for a team: three things at most. */
export function dueThisMonth (today: string): { text: string, page: 'members' | 'plan' | 'evidence' | 'self-evaluation' }[] {
  const month = Number(today.slice(5, 7))
  if (month >= 8 && month <= 9) return [{ text: 'Confirm the members of the team', page: 'members' }, { text: 'Decide about last session’s unfinished actions', page: 'plan' }]
  if (month >= 10 || month <= 2) return [{ text: 'Add an update to each action of the plan', page: 'plan' }, { text: 'Record evidence while it is fresh', page: 'evidence' }]
  if (month <= 5) return [{ text: 'Gather evidence: data, views and observation', page: 'evidence' }, { text: 'Write the self-evaluation together', page: 'self-evaluation' }, { text: 'Check the progress of the plan', page: 'plan' }]
  return [{ text: 'Sign off the self-evaluation', page: 'self-evaluation' }, { text: 'Agree and sign the plan for next session', page: 'plan' }]
}
