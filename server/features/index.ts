import administration from './administration/routes.ts'
import answering from './answering/routes.ts'
import api from './api/routes.ts'
import audit from './audit/routes.ts'
import caseStudies from './case-studies/routes.ts'
import cityBoard from './city-board/routes.ts'
import dataImport from './data-import/routes.ts'
import commonPoints from './common-points/routes.ts'
import discussion from './discussion/routes.ts'
import drafts from './drafts/routes.ts'
import bundles from './bundles/routes.ts'
import calendar from './calendar/routes.ts'
import cycle from './cycle/routes.ts'
import firstThoughts from './first-thoughts/routes.ts'
import evaluations from './evaluations/routes.ts'
import evidence from './evidence/routes.ts'
import actionPlans from './action-plans/routes.ts'
import findings from './findings/routes.ts'
import focusGroups from './focus-groups/routes.ts'
import frameworks from './frameworks/routes.ts'
import goals from './goals/routes.ts'
import help from './help/routes.ts'
import home from './home/routes.ts'
import monthlyLog from './monthly-log/routes.ts'
import lists from './lists/routes.ts'
import localCriteria from './local-criteria/routes.ts'
import meetings from './meetings/routes.ts'
import moderation from './moderation/routes.ts'
import myWork from './my-work/routes.ts'
import organisation from './organisation/routes.ts'
import people from './people/routes.ts'
import planImport from './plan-import/routes.ts'
import preliminaryReports from './preliminary-reports/routes.ts'
import readingPacks from './reading-packs/routes.ts'
import recommendations from './recommendations/routes.ts'
import releases from './releases/routes.ts'
import readyEvidence from './ready-evidence/routes.ts'
import reminders from './reminders/routes.ts'
import sessions from './sessions/routes.ts'
import retention from './retention/routes.ts'
import settings from './settings/routes.ts'
import setUp from './set-up/routes.ts'
import signIn from './sign-in/routes.ts'
import surveys from './surveys/routes.ts'
import upkeep from './upkeep/routes.ts'
import visiting from './visiting/routes.ts'
import visitHome from './visit-home/routes.ts'
import visitTimetable from './visit-timetable/routes.ts'
import visitReports from './visit-reports/routes.ts'
import visits from './visits/routes.ts'
import voiceLog from './voice-log/routes.ts'
import youSaid from './you-said/routes.ts'

/** Every feature, in the order of the navigation. To remove one, delete its folder and its line here. */
export const features = [
  home,
  myWork,
  evaluations,
  discussion,
  firstThoughts,
  meetings,
  moderation,
  evidence,
  readyEvidence,
  monthlyLog,
  dataImport,
  actionPlans,
  planImport,
  surveys,
  voiceLog,
  answering,
  youSaid,
  preliminaryReports,
  readingPacks,
  visiting,
  goals,
  caseStudies,
  recommendations,
  cityBoard,
  releases,
  commonPoints,
  bundles,
  visitReports,
  visits,
  visitTimetable,
  visitHome,
  cycle,
  calendar,
  focusGroups,
  findings,
  frameworks,
  localCriteria,
  lists,
  administration,
  sessions,
  settings,
  retention,
  drafts,
  organisation,
  people,
  api,
  reminders,
  audit,
  signIn,
  setUp,
  help,
  upkeep
]
