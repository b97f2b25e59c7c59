export interface Item { code: string, name: string }

/** The lists an authority edits, and what they hold until it does. The wellbeing indicators are those of the Children and Young People (Scotland) Act 2014, s.96(2). */
export const lists = {
  agencies: {
    name: 'Agencies',
    means: 'Who may be present at a meeting',
    items: named('Education', 'Social work', 'Health', 'Educational psychology', 'Third sector', 'Police')
  },
  'forum-types': {
    name: 'Forum types',
    means: 'Where a child is discussed: the route in, and the forum of a goal',
    items: [{ code: 'lc-jst', name: 'LC-JST' }, { code: 'siim', name: 'Staged Intervention and Inclusion Meeting (SIIM)' }, { code: 'aig', name: 'Area Inclusion Group (AIG)' }, { code: 'other', name: 'Another forum' }]
  },
  'referral-reasons': {
    name: 'Reasons for referral',
    means: 'Why a child was referred',
    items: named('Attendance', 'Wellbeing and mental health', 'Behaviour and relationships', 'Learning', 'Family circumstances', 'Risk in the community', 'Another reason')
  },
  stages: {
    name: 'Stages',
    means: 'The stage of intervention at referral',
    items: [{ code: '1', name: 'Stage 1: in class' }, { code: '2', name: 'Stage 2: within the establishment' }, { code: '3', name: 'Stage 3: within Education' }, { code: '4', name: 'Stage 4: multi-agency' }]
  },
  'not-gathered': {
    name: 'Why a view was not gathered',
    means: 'The reason when a child’s or a parent’s view was not noted',
    items: named('Not asked', 'Asked, did not wish to say', 'Could not be reached', 'Communication support was missing', 'Another reason')
  },
  supports: {
    name: 'Supports',
    means: 'What a team agrees, and what a goal is supported by',
    items: named('Nurture group', 'Family support', 'Counselling', 'Mentoring', 'Outreach advice', 'Attendance support', 'Health referral', 'Social work assessment', 'Community activity', 'Another support')
  },
  needs: {
    name: 'Needs',
    means: 'What a goal is about',
    items: named('Attendance', 'Emotional wellbeing', 'Relationships', 'Communication', 'Learning', 'Physical health', 'Family life', 'Another need')
  },
  wellbeing: {
    name: 'Wellbeing indicators',
    means: 'The eight of the Act of 2014; their names may be reworded',
    items: named('Safe', 'Healthy', 'Achieving', 'Nurtured', 'Active', 'Respected', 'Responsible', 'Included')
  }
} satisfies Record<string, { name: string, means: string, items: Item[] }>

export type ListName = keyof typeof lists

function named (...names: string[]): Item[] {
  return names.map(name => ({ code: name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-'), name }))
}

export const listNames = Object.keys(lists) as ListName[]
/** A list with a fixed number of items: they can be reworded and put in another order, and that is all. */
export const isFixed = (list: ListName): boolean => list === 'wellbeing'
export const mostItems = 40

/** A code for a new item: from its name, and never one that was used before. */
export function codeFor (name: string, used: string[]): string {
  const plain = name.normalize('NFKD').toLowerCase().replaceAll(/[\u0300-\u036f]/g, '').replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '').slice(0, 40) || 'item'
  for (let n = 1; ; n++) {
    const code = n === 1 ? plain : `${plain}-${n}`
    if (!used.includes(code)) return code
  }
}

const spelled = (name: string): string => name.trim().toLowerCase().replaceAll(/\s+/g, ' ')
/** Whether two names would look the same to who chooses. */
export const sameName = (one: string, other: string): boolean => spelled(one) === spelled(other)
