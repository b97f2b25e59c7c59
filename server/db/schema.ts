import type { ActionPlanTables } from '../features/action-plans/tables.ts'
import type { ApiTables } from '../features/api/tables.ts'
import type { AuditTables } from '../features/audit/tables.ts'
import type { BundleTables } from '../features/bundles/tables.ts'
import type { CalendarTables } from '../features/calendar/tables.ts'
import type { CaseStudyTables } from '../features/case-studies/tables.ts'
import type { CityBoardTables } from '../features/city-board/tables.ts'
import type { DataImportTables } from '../features/data-import/tables.ts'
import type { CommonPointTables } from '../features/common-points/tables.ts'
import type { DiscussionTables } from '../features/discussion/tables.ts'
import type { DraftTables } from '../features/drafts/tables.ts'
import type { EvaluationTables } from '../features/evaluations/tables.ts'
import type { EvidenceTables } from '../features/evidence/tables.ts'
import type { FigureTables } from '../features/figures/tables.ts'
import type { FindingTables } from '../features/findings/tables.ts'
import type { FirstThoughtTables } from '../features/first-thoughts/tables.ts'
import type { FocusGroupTables } from '../features/focus-groups/tables.ts'
import type { FrameworkTables } from '../features/frameworks/tables.ts'
import type { ListTables } from '../features/lists/tables.ts'
import type { GoalTables } from '../features/goals/tables.ts'
import type { LocalCriteriaTables } from '../features/local-criteria/tables.ts'
import type { MeetingTables } from '../features/meetings/tables.ts'
import type { ModerationTables } from '../features/moderation/tables.ts'
import type { MonthlyLogTables } from '../features/monthly-log/tables.ts'
import type { OrganisationTables } from '../features/organisation/tables.ts'
import type { PeopleTables } from '../features/people/tables.ts'
import type { PlanImportTables } from '../features/plan-import/tables.ts'
import type { PreliminaryReportTables } from '../features/preliminary-reports/tables.ts'
import type { RecommendationTables } from '../features/recommendations/tables.ts'
import type { ReadyEvidenceTables } from '../features/ready-evidence/tables.ts'
import type { ReminderTables } from '../features/reminders/tables.ts'
import type { RetentionTables } from '../features/retention/tables.ts'
import type { SessionTables } from '../features/sessions/tables.ts'
import type { SignInTables } from '../features/sign-in/tables.ts'
import type { SurveyTables } from '../features/surveys/tables.ts'
import type { VisitReportTables } from '../features/visit-reports/tables.ts'
import type { VisitTimetableTables } from '../features/visit-timetable/tables.ts'
import type { VisitTables } from '../features/visits/tables.ts'
import type { VisitingTables } from '../features/visiting/tables.ts'
import type { VoiceLogTables } from '../features/voice-log/tables.ts'
import type { YouSaidTables } from '../features/you-said/tables.ts'

/** Every table, from the features that own them. */
export interface Schema extends
  ActionPlanTables,
  ApiTables,
  AuditTables,
  BundleTables,
  CalendarTables,
  CaseStudyTables,
  CityBoardTables,
  DataImportTables,
  CommonPointTables,
  DiscussionTables,
  DraftTables,
  EvaluationTables,
  EvidenceTables,
  FigureTables,
  FindingTables,
  FirstThoughtTables,
  FocusGroupTables,
  FrameworkTables,
  GoalTables,
  ListTables,
  LocalCriteriaTables,
  MeetingTables,
  ModerationTables,
  MonthlyLogTables,
  OrganisationTables,
  PeopleTables,
  PlanImportTables,
  PreliminaryReportTables,
  ReadyEvidenceTables,
  RecommendationTables,
  ReminderTables,
  RetentionTables,
  SessionTables,
  SignInTables,
  SurveyTables,
  VisitReportTables,
  VisitTables,
  VisitTimetableTables,
  VisitingTables,
  VoiceLogTables,
  YouSaidTables {}
