/** What fictional teams say about an indicator. Points stand one a line, as people write them. */
export interface IndicatorTexts { strengths: string[], areas: string[], changed: string[], known: string[], next: string[] }

/** By code of HGIOS4: the five core indicators and two that some teams add. */
export const texts: Record<string, IndicatorTexts> = {
  1.1: {
    strengths: [
      'We look at our figures at every second meeting, and every agency brings its own.\nThe self-evaluation meeting in May was attended by all five agencies.',
      'Minutes now record what was decided and why.\nTwo members of the third sector have joined the self-evaluation group.',
      'The same four questions are asked after every case, so answers can be compared.\nThe team reads its plan at the start of each term.',
      'Chairs of three schools read each other’s evaluation before it was agreed.\nData from the meeting log is shared with all schools.'
    ],
    areas: [
      'Families have not taken part in our self-evaluation.\nWe count meetings and referrals, but not what changed for children.',
      'Data is looked at by the chair alone.\nYoung people’s views reach us second hand.',
      'Evidence from health partners is missing for half of the year.\nWe do not return to cases after six months.',
      'Our evaluation is written by two people and read by the rest.\nWe seldom compare ourselves with other teams.'
    ],
    changed: [
      'Waiting time from referral to first support fell from seven weeks to four, because we saw in the figures where it got stuck.',
      'Three children returned to full timetables after the team noticed, from its own log, that part-time arrangements were not being reviewed.',
      'We cannot yet say what changed for children because of our self-evaluation. That is our first area for improvement.',
      'Attendance of the children we discussed rose in two of our three primaries over the session.'
    ],
    known: ['Meeting log, August to April; sample of 12 case reviews; survey of referrers.', 'Attendance figures by month; two conversations with parents; minutes of ten meetings.', 'Self-evaluation meeting in May; comments of five agencies.', 'Case review sample in March; attendance data; feedback form of referrers.'],
    next: ['Invite two parents to the spring meeting\nReview six closed cases a term, six months on', 'Share the log with all members before each meeting\nAsk three young people how the process felt', 'Agree with health which figures they can bring\nAdd “what changed?” to the case summary', 'Pair with another team for a shared reading in March']
  },
  1.3: {
    strengths: [
      'All members can say in one sentence what the team is for.\nThe action plan has four priorities, each with an owner.',
      'New members have an induction with a buddy.\nThe plan is linked to the improvement plans of our schools.',
      'Changes are tried in one school first and then spread.\nDecisions are followed up at the next meeting.',
      'The chair’s role is shared between two headteachers.\nThe vision was written with partners.'
    ],
    areas: [
      'Schools still mix up the routes to support.\nThe plan is not looked at between September and April.',
      'Too many priorities at once.\nPartners outside education do not own any action.',
      'Not every establishment knows the referral flowchart.\nNew staff learn about the team by chance.',
      'Actions have owners but no measures.\nWe do not tell schools what was decided and why.'
    ],
    changed: [
      'Children are referred to the right forum first time more often: 5 of 41 referrals were sent elsewhere, against 14 of 44 the year before.',
      'Two priorities were finished and children in both nurture groups are now reviewed every term.',
      'It is too early to say. The plan was agreed in October.',
      'Families tell us they now know who will ring them and when.'
    ],
    known: ['Referral log, two sessions compared.', 'Action plan reviews in December and March; nurture tracking.', 'Plan and minutes.', 'Conversations with eleven families at review meetings.'],
    next: ['Cut the plan to three priorities\nPut the plan on the agenda of every meeting', 'Give each agency one action to lead\nIssue the flowchart to every establishment', 'Write a one-page induction for new members', 'Set a measure for every action\nSend a short note to schools after each meeting']
  },
  2.4: {
    strengths: [
      'Outreach from the nurture hub reaches every primary.\nGoals are written with the child in most cases.',
      'Support for anxiety is in place within three weeks.\nEvery plan names one adult the child trusts.',
      'The team knows well which supports exist and who runs them.\nChildren with long absence are discussed within a month.',
      'Speech and language therapists join meetings where communication is the question.\nSupport is reviewed every eight weeks.'
    ],
    areas: [
      'Support for children who cannot attend school is thin.\nWe do not know which supports work best for which need.',
      'Waiting for an assessment still stops support from starting.\nChildren’s own words are missing from half of the goals.',
      'Two establishments make no referrals and we do not know why.\nReviews slip when the key worker changes.',
      'Few supports are offered in the evening or in the holidays.\nGoals are broad and hard to measure.'
    ],
    changed: [
      'Of 18 goals reviewed, 13 were reached as expected or better.',
      'Most children with anxiety-related absence were back for at least half of the week by Easter.',
      'Children got a first support within four weeks on average; last year it was seven.',
      'Exclusions of children known to the team fell, and staff describe calmer starts to the day.'
    ],
    known: ['Goal reviews in December and April; log of first support dates.', 'Attendance by week for 11 children; key adults’ notes.', 'Referral and support dates in the log.', 'Exclusion figures by term; observation in two schools.'],
    next: ['Map support against need and show the gaps\nTry home-based learning support with two families', 'Start support while assessment is awaited\nUse the child’s words as the first line of each goal', 'Visit the two establishments that do not refer\nHand over reviews when a key worker changes', 'Train referrers in writing goals that can be measured']
  },
  2.7: {
    strengths: [
      'Social work attends every meeting.\nThird-sector partners bring help that no service could give alone.',
      'Partners prepare together and speak with one voice to families.\nThe community link worker is part of the team.',
      'The educational psychologist leads solution circles each term.\nContact details and roles are on one shared page.',
      'Joint visits by social work and school are now usual.\nPartners share their planning dates in August.'
    ],
    areas: [
      'Health was present at three of nine meetings.\nPartners outside the council cannot see our papers.',
      'We do not ask partners how the team works for them.\nThird-sector partners hear about changes late.',
      'Parents hear about decisions by letter.\nThe same two partners take on every action.',
      'Adult services are missing when parents’ needs are part of the picture.\nThere is no agreed way to share notes.'
    ],
    changed: [
      'Four families had one joint plan instead of three separate ones.',
      'Children saw the school nurse within a fortnight where health was at the table; otherwise it took two months.',
      'Two young people found a place in a youth work programme and stayed in it.',
      'Families repeat their story less often: six of eight told us so.'
    ],
    known: ['Attendance by agency; four case reviews.', 'Dates of contact in the log; school nurse’s record.', 'Youth work attendance; conversation with both young people.', 'Eight telephone conversations with families in April.'],
    next: ['Agree with health how they take part when they cannot attend\nSend papers a week ahead by a route all can open', 'Ask partners three questions each June', 'Ring families on the day of the meeting', 'Invite adult services to cases where they can help']
  },
  3.1: {
    strengths: [
      'Wellbeing is the first item of every discussion.\nChildren’s views are noted for most referrals.',
      'Staff know the wellbeing indicators well and use them in plain words.\nCare experienced children are followed with particular attention.',
      'Rights are part of how we speak about children.\nThe team checks which groups are seldom referred.',
      'Young people helped to rewrite the invitation letter.\nBarriers such as travel and food are asked about.'
    ],
    areas: [
      'Parents’ views are missing from one in five referrals.\nWe do not tell children what happened with what they said.',
      'Children who use little speech are seldom heard.\nWe do not look at results by wellbeing indicator.',
      'Families who need an interpreter are not always offered one.\nGirls are referred later than boys.',
      'Views are gathered, but not returned to.\nOlder young people find the meeting hard to attend.'
    ],
    changed: [
      'Children tell us they feel safer at break times: seven of nine named an adult they go to.',
      'Goals on “included” and “healthy” were reached more often than before; “achieving” less so.',
      'Parents’ views are now noted in 88 of 100 referrals.',
      'Two young people came to their own meeting and changed the plan.'
    ],
    known: ['Views gathered by key adults in March.', 'Goal reviews by wellbeing indicator.', 'Count in the referral log.', 'Minutes and a conversation after the meeting.'],
    next: ['Tell every child what was done with what they said\nTry talking mats with three children', 'Look at goals by wellbeing indicator each term', 'Offer an interpreter in every first letter', 'Let young people choose how they take part']
  },
  1.2: {
    strengths: ['Nine members have been trained in solution oriented approaches.'],
    areas: ['New members wait up to a year for training.'],
    changed: ['Meetings end with an agreed next step for the child in almost every case.'],
    known: ['Training log; observation of four meetings.'],
    next: ['Offer training twice a session, open to all agencies']
  },
  2.5: {
    strengths: ['Family learning takes place in four of our schools.'],
    areas: ['Fathers seldom take part.'],
    changed: ['Six families kept going to the group after it had ended.'],
    known: ['Attendance of the group; conversation in June.'],
    next: ['Ask three fathers what would make it easier to come']
  }
}

/** Evidence a fictional team has recorded. `months` are counted from the start of the session. */
export const evidence = [
  { title: 'Meeting log, August to December', strand: 'data', about: 'process', shows: 'Nine agencies were invited; Health came to three of five meetings. 41 children were discussed.', source: 'Team’s meeting log', codes: ['1.1', '2.7'], months: [0, 4] },
  { title: 'Days from referral to first support', strand: 'data', about: 'outcome', shows: 'The median fell from 49 to 28 days. It is longest for children who wait for an assessment.', source: 'Referral log', quality: 'strong', because: 'Every referral since August is in it', codes: ['2.4'], months: [0, 7] },
  { title: 'Goal reviews', strand: 'data', about: 'outcome', shows: '13 of 18 goals were reached as expected or better.', source: 'Goal Attainment Scaling sheets', quality: 'some', because: 'All goals of one term, judged by those who set them', codes: ['2.4', '3.1'], months: [4, 8] },
  { title: 'What parents told us by telephone', strand: 'views', about: 'outcome', shows: 'Six of eight families repeat their story less often. Three did not know what the meeting was for.', source: 'Telephone conversations by the link worker', quality: 'thin', because: 'Eight families, reached by one person', codes: ['2.7', '3.1'], months: [8, 8] },
  { title: 'Survey of referrers', strand: 'views', about: 'process', shows: '17 of 22 referrers found the route clear. Five were unsure which forum to choose.', source: 'Online form, closed in March', quality: 'some', because: '22 of about 40 referrers answered', codes: ['1.3', '1.1'], months: [7, 7] },
  { title: 'Observation of four meetings', strand: 'observation', about: 'process', shows: 'The child’s view was read out first in three of four meetings. Decisions were repeated at the end.', source: 'Chair of a neighbouring team', codes: ['1.1', '3.1'], months: [2, 6] },
  { title: 'Visit to two nurture groups', strand: 'observation', about: 'outcome', shows: 'Children knew their goals and could say what helps them.', source: 'Educational psychologist', codes: ['2.4', '3.1'], months: [6, 6] }
] as const

/** Actions in full, for teams whose plan goes beyond what was ticked. */
export const actionDetails = [
  { why: 'Parents’ views were missing from one referral in five, and three of eight families did not know what the meeting was for.', difference: 'Children see that the people who know them best are heard.', measure: 'Referrals in which the parent’s view is noted', baseline: '78 of 100', target: '95 of 100 by June', howKnown: 'Counted each month in the meeting log', partners: 'All establishments; Glen Family Support', funding: 'None needed' },
  { why: 'Health was at three of nine meetings. Where a nurse was present, children were seen within a fortnight.', difference: 'Children’s health needs are met weeks sooner.', measure: 'Meetings with health present or a written note from health', baseline: '3 of 9', target: '8 of 9', howKnown: 'Attendance by agency', partners: 'School nursing; Health and Social Care Partnership', funding: 'None needed' },
  { why: 'We cannot say which supports work for which need.', difference: 'A child gets the support that has helped others with the same need.', measure: 'Goals reached as expected or better, by kind of support', baseline: '13 of 18 overall; not known by support', target: 'Known for every support used by five children or more', howKnown: 'Goal reviews in December, April and June', partners: 'Educational psychology; third sector', funding: 'Pupil Equity Fund' },
  { why: 'Five of 22 referrers were unsure which route to choose.', difference: 'No child waits because a form went to the wrong place.', measure: 'Referrals that had to be sent elsewhere', baseline: '5 of 41', target: 'None', howKnown: 'Referral log', partners: 'All establishments', funding: 'Small print budget' }
] as const

export const updateTexts = [
  'Talked through at the October meeting. First draft shared with all schools.',
  'Two schools have started. Feedback is good; the others follow after the holidays.',
  'Held up: the person leading this is off. Cover agreed until February.',
  'Figures for the first term are in and point the right way.'
] as const
