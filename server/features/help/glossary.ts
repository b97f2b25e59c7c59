/** Words of the product, as the help page and the reading pack of a visit explain them. */
export const glossary: { term: string, meaning: string }[] = [
  { term: 'LC-JST', meaning: 'Learning Community Joint Support Team: education, social work, health and others who meet about children whom schools refer for support.' },
  { term: 'Focus group, note, finding', meaning: 'In a visit: people who talk about one theme; what a scribe writes down there, of nobody in particular; what the visit holds true when the core group has agreed.' },
  { term: 'Factual accuracy check', meaning: 'The host of a visit says of each point of its report whether the facts are right; the lead answers what is disputed.' },
  { term: 'Session', meaning: 'A school year, August to July.' },
  { term: 'HGIOS4', meaning: 'How good is our school? (4th edition), Education Scotland 2015: the quality indicators teams look at.' },
  { term: 'Judgement', meaning: 'What a team says about one indicator. A level is optional and never worked out from anything.' },
  { term: 'Evidence: data, views, observation', meaning: 'Figures; what people say; what somebody has seen. A judgement that rests on all three is sound.' },
  { term: 'Process and outcome', meaning: 'What the team did; what changed for children.' },
  { term: 'SIIM, AIG', meaning: 'Staged Intervention and Inclusion Meeting; Area Inclusion Group.' },
  { term: 'Monthly log', meaning: 'What each meeting of a team did, in numbers: who came, children discussed, whose views were noted. Never a child, never a name.' },
  { term: 'Route in', meaning: 'The forum from which a child came to the team, such as a SIIM; none for those whom a school referred itself.' },
  { term: 'Run chart, median', meaning: 'A number month by month as a line. The median is the value in the middle; several months on one side of it say more than one high or low point.' },
  { term: 'Words of quantity', meaning: 'Almost all: over 90%. Most: 75% to 90%. Majority: 50% to 74%. Less than half: 15% to 49%. Few: up to 15%.' },
  { term: 'Collaborative Improvement visit', meaning: 'A few days in which teams, their authority and partners look together at one question, with evidence gathered before and focus groups on the day.' },
  { term: 'Preliminary report', meaning: 'What is known before a visit, theme by theme: figures, strengths and key areas for development, each with its source.' },
  { term: 'Reading pack', meaning: 'The papers of a visit in one document, for everybody who takes part.' },
  { term: 'Suppressed', meaning: 'A figure that is not shown because it is small, or because a small one could be worked out from it.' },
  { term: 'Overarching question', meaning: 'The one question that a whole visit answers.' },
  { term: 'Review theme', meaning: 'What a visit looks at, written as a question, with the focus questions that its focus groups are asked.' },
  { term: 'Focus group', meaning: 'People who answer the focus questions of a theme together, often two groups side by side. A scribe writes the notes.' },
  { term: 'Visit lead', meaning: 'Who prepares a Collaborative Improvement visit: question, themes, people and timetable.' }
]
