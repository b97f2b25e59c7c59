import type { FindingInput } from '../features/findings/forms.ts'
import type { NoteInput } from '../features/focus-groups/forms.ts'
import type { SessionInput } from '../features/visit-timetable/forms.ts'

/** What was asked, heard and found in the demonstration's visit between two teams. All of it is made up. */
export const peerVisit = {
  title: 'Two teams look at how families take part',
  overarching_question: 'How do families take part in what we decide, and what changes for them because of it?',
  introduction: 'Each team shows the other one meeting, and talks with families who are willing. Nobody is inspected.'
}

export const themes = [
  { title: 'Do families know what the meeting is for?', focus: 'Before the meeting', questions: 'How does a family hear about the meeting, and from whom?\nWhat is gathered from the child before?' },
  { title: 'What changes for families afterwards?', focus: 'After the meeting', questions: 'Who tells the family what was decided, and when?\nHow do we know that it helped?' }
]

/** `theme`: its place among the themes. */
export const timetable: (Omit<SessionInput, 'day' | 'theme'> & { theme?: number })[] = [
  { starts: '9.15am', ends: '9.45am', kind: 'presentation', title: 'Welcome, and what we ask', room: 'Hall' },
  { starts: '9.45am', ends: '10.45am', kind: 'focus-group', title: 'Theme 1: focus group A', room: 'Library', group_label: 'A', theme: 0, shows_questions: ['yes'] },
  { starts: '9.45am', ends: '10.45am', kind: 'focus-group', title: 'Theme 1: focus group B', room: 'Room 4', group_label: 'B', theme: 0, shows_questions: ['yes'] },
  { starts: '10.45am', ends: '11.00am', kind: 'break', title: 'Break', room: 'Hall' },
  { starts: '11.00am', ends: '12.00pm', kind: 'focus-group', title: 'Theme 2: focus group A', room: 'Library', group_label: 'A', theme: 1, shows_questions: ['yes'] },
  { starts: '11.00am', ends: '12.00pm', kind: 'focus-group', title: 'Theme 2: focus group B', room: 'Room 4', group_label: 'B', theme: 1, shows_questions: ['yes'] },
  { starts: '12.00pm', ends: '12.45pm', kind: 'lunch', title: 'Lunch', room: 'Hall' },
  { starts: '12.45pm', ends: '1.45pm', kind: 'plenary', title: 'What we take home', room: 'Hall' }
]

type DemoNote = Pick<NoteInput, 'text' | 'tag' | 'question'> & { about: string, by: 'A' | 'B' }
export const notes: DemoNote[] = [
  { about: 'T1', by: 'A', question: 'T1-Q1', tag: 'strength', text: 'The school rings the family first, then sends the leaflet. Families say the call matters more.' },
  { about: 'T1', by: 'A', question: 'T1-Q2', tag: 'question', text: 'In primary the child draws or talks with the link worker. In secondary it depends on who has time.' },
  { about: 'T1', by: 'B', question: 'T1-Q1', tag: 'opportunity', text: 'Two schools write to the family a week before; one tells them on the day.' },
  { about: 'T1', by: 'B', question: 'T1-Q2', tag: 'quote', text: '“Nobody asked us what we would want out of it.”' },
  { about: 'T2', by: 'A', question: 'T2-Q1', tag: 'strength', text: 'Where one named person rings within two days, families know what happens next.' },
  { about: 'T2', by: 'A', question: 'T2-Q2', tag: 'question', text: 'The team looks at goals each term. It does not yet ask the family whether it sees the same.' },
  { about: 'T2', by: 'B', question: 'T2-Q1', tag: 'opportunity', text: 'The minute is sent to agencies, not to families.' },
  { about: 'T2', by: 'B', question: 'T2-Q2', tag: 'recommendation', text: 'Ask every family the same two questions six weeks later.' },
  { about: 'feedback', by: 'B', tag: undefined, question: undefined, text: 'Short days work: everybody stayed to the end.' },
  { about: 'plenary', by: 'A', tag: 'recommendation', question: undefined, text: 'Both teams want one page for families that says what the meeting is, and what it is not.' }
]

/** `agreed`: by the core group, and closed by the lead. */
export const findings: (FindingInput & { agreed: boolean })[] = [
  { agreed: true, kind: 'strength', theme: 'T1', text: 'Families are told by somebody they know, mostly by telephone, before a letter comes.', evidence: 'Said in both groups; the call is in the schools’ checklist', seen_by: 'Groups A and B' },
  { agreed: true, kind: 'opportunity', theme: 'T1', text: 'When and how the child’s view is gathered depends on the school.', evidence: 'Group A on secondary schools; group B on notice', seen_by: 'Groups A and B' },
  { agreed: true, kind: 'recommendation', theme: 'T1', text: 'The team agrees one way to gather every child’s view before the meeting, and who does it.', evidence: 'Both groups', seen_by: 'Plenary' },
  { agreed: true, kind: 'strength', theme: 'T2', text: 'Goals are looked at each term, with the people who support the child.', evidence: 'Goal sheets without names, seen on the day', seen_by: 'Group A' },
  { agreed: true, kind: 'opportunity', theme: 'T2', text: 'Families are not told in writing what was decided.', evidence: 'The minute goes to agencies only', seen_by: 'Group B' },
  { agreed: true, kind: 'recommendation', theme: 'T2', text: 'One named person tells the family within two days what was decided, and asks six weeks later whether it helped.', evidence: 'Group A: works where it is done', seen_by: 'Plenary' },
  { agreed: false, kind: 'question', theme: 'T2', text: 'How would we hear from families who did not come?', evidence: undefined, seen_by: 'Group B' }
]

export const takeAways = {
  visitor: 'At home I will ask our teams to ring before they write, and try the two questions with three families.',
  core: 'We will put the leaflet on one page, and ask two parents to read it first.'
}

export const reportTexts = {
  knew: 'Both teams rated themselves good for partnership with families, and both said that views are not gathered in the same way everywhere.',
  introduction: 'Two teams of Strathclutha Council spent a day with each other, together with a colleague of Northshore Council. They asked one question, listened to staff and families, and agreed what they saw.',
  next: 'The host team puts the recommendations into its plan, and both teams meet again in a year.',
  comment: 'Could this say who makes sure that it happens?',
  answer: 'The chair of the team. Added to the next steps.',
  dispute: 'Since August all our secondary schools use the same form. Please say “depended on the school until this session”.'
}
