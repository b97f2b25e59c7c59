import type { CastName } from '../support/people.ts'

/** What a request is answered with: the page or change, a form explained again, wrong role, not theirs, or the way to sign in. */
export type Answer = 'yes' | 403 | 404 | 'sign-in'
type Row = Partial<Record<CastName | 'nobody', Answer>> & { else: Answer }

/** To everybody, signed in or not. */
const public_: Row = { else: 'yes' }
/** To everybody who has signed in. */
const everybody: Row = { nobody: 'sign-in', else: 'yes' }
/** To those who may read Craigmor’s work. Chairs of other teams are told there is no such page. */
const readers: Row = {
  chair: 'yes', member: 'yes', both: 'yes', areaLead: 'yes', steering: 'yes', visitLead: 'yes',
  outsider: 404, stranger: 404, dataOfficer: 403, administrator: 403, nobody: 'sign-in', else: 404
}
/** To Craigmor’s members and its chair. Readers above them may not change it. */
const members: Row = { ...readers, areaLead: 403, steering: 403, visitLead: 403 }
/** To Craigmor’s chair alone. `both` chairs another team: there it would be allowed, here it is not. */
const chair: Row = { ...members, member: 403, both: 403 }
/** To Craigmor’s chair and the lead of its area. */
const chairAndArea: Row = { ...chair, areaLead: 'yes' }
/** To the administrator alone. */
const administrator: Row = { administrator: 'yes', nobody: 'sign-in', else: 403 }
const steeringAndAdministrator: Row = { ...administrator, steering: 'yes' }
const teamReaders: Row = { ...readers, outsider: 'yes', stranger: 'yes' }

/** To the lead of Craigmor’s area and to steering. */
const areaReaders: Row = { areaLead: 'yes', steering: 'yes', nobody: 'sign-in', else: 403 }
/** To everybody who works with teams; nothing of another authority is there. */
const publishedReaders: Row = { dataOfficer: 403, administrator: 403, nobody: 'sign-in', else: 'yes' }

/** Craigmor’s own people and the lead of its area. */
const commenters: Row = { ...members, areaLead: 'yes' }
const areaLead: Row = { areaLead: 'yes', nobody: 'sign-in', else: 403 }
/** Strathfearn (whose chair `both` is) reads Craigmor: the two teams, and who looks after the area. */
const moderationReaders: Row = { chair: 'yes', member: 'yes', both: 'yes', areaLead: 'yes', steering: 'yes', visitLead: 403, dataOfficer: 403, administrator: 403, nobody: 'sign-in', else: 404 }
/** A draft is its writer’s alone: whoever else asks is told there is none (the test asks for one that nobody has). */
const nobodyElse: Row = { nobody: 'sign-in', else: 404 }

/** Who may use every route, written apart from the code. A route without a row fails the test. */
export const expected: Record<string, Row> = {
  'GET /healthz': public_,
  'GET /readyz': public_,
  'GET /help': public_,
  'GET /accessibility': public_,
  'GET /privacy': public_,
  'GET /': everybody,
  'GET /frameworks': everybody,
  'GET /frameworks/:frameworkId/:version': everybody,
  'GET /permissions': everybody,
  'GET /account': everybody,
  'POST /drafts': everybody,
  'GET /drafts': everybody,
  'POST /drafts/removal': everybody,
  'GET /drafts/:draft': nobodyElse,
  'POST /drafts/:draft/removal': nobodyElse,
  'GET /communities': teamReaders,
  'GET /communities/:slug': readers,
  'GET /communities/:slug/:session': readers,
  'GET /organisation': steeringAndAdministrator,
  'GET /organisation/import': administrator,
  'POST /organisation/import': administrator,
  'POST /organisation/areas': administrator,
  'POST /organisation/communities': administrator,
  'GET /organisation/places/:placeId': administrator,
  'POST /organisation/places/:placeId/name': administrator,
  'POST /organisation/places/:placeId/area': administrator,
  'POST /organisation/places/:placeId/closure': administrator,
  'POST /organisation/places/:placeId/reopening': administrator,
  'GET /sessions': steeringAndAdministrator,
  'GET /sessions/new': steeringAndAdministrator,
  'POST /sessions': steeringAndAdministrator,
  'GET /sessions/:name/indicators': steeringAndAdministrator,
  'POST /sessions/:name/indicators': steeringAndAdministrator,
  'GET /sessions/:name/dates': steeringAndAdministrator,
  'POST /sessions/:name/dates': steeringAndAdministrator,
  'GET /areas/:area': areaReaders,
  'GET /areas/:area/:session': areaReaders,
  'GET /published': publishedReaders,
  'GET /published/:evaluation': { ...publishedReaders, stranger: 404 },
  'GET /published/:evaluation.pdf': { ...publishedReaders, stranger: 404 },
  'GET /published/:evaluation.docx': { ...publishedReaders, stranger: 404 },
  'POST /communities/:slug/:session/self-evaluation/sharing': chair,
  'POST /communities/:slug/:session/self-evaluation/publication': chair,
  'GET /communities/:slug/:session/self-evaluation': readers,
  'GET /communities/:slug/:session/self-evaluation/indicators/:code': readers,
  'POST /communities/:slug/:session/self-evaluation/indicators/:code': members,
  'GET /communities/:slug/:session/self-evaluation/report': readers,
  'GET /communities/:slug/:session/self-evaluation/report.pdf': readers,
  'GET /communities/:slug/:session/self-evaluation/report.docx': readers,
  'GET /sessions/:name/blank.pdf': steeringAndAdministrator,
  'GET /sessions/:name/blank.docx': steeringAndAdministrator,
  'GET /communities/:slug/:session/self-evaluation/blank.pdf': readers,
  'GET /communities/:slug/:session/self-evaluation/blank.docx': readers,
  'GET /communities/:slug/:session/self-evaluation/judgements.csv': readers,
  'GET /communities/:slug/:session/self-evaluation/workbook.xlsx': readers,
  'GET /communities/:slug/:session/evidence/evidence.csv': readers,
  'GET /communities/:slug/:session/self-evaluation/comparison': readers,
  'GET /communities/:slug/:session/self-evaluation/comparison/:code': readers,
  'GET /communities/:slug/:session/self-evaluation/history': readers,
  'POST /communities/:slug/:session/self-evaluation': chair,
  'POST /communities/:slug/:session/self-evaluation/indicators': chair,
  'POST /communities/:slug/:session/self-evaluation/indicators/:code/removal': chair,
  'POST /communities/:slug/:session/self-evaluation/submission': chair,
  'POST /communities/:slug/:session/self-evaluation/return': chairAndArea,
  'POST /communities/:slug/:session/self-evaluation/sign-off': chair,
  'POST /communities/:slug/:session/self-evaluation/reopening': chair,
  'GET /communities/:slug/:session/self-evaluation/indicators/:code/history': readers,
  'GET /communities/:slug/:session/self-evaluation/indicators/:code/discussion': readers,
  'POST /communities/:slug/:session/self-evaluation/indicators/:code/assignment': chair,
  'POST /communities/:slug/:session/self-evaluation/indicators/:code/hand-back': members,
  'POST /communities/:slug/:session/self-evaluation/indicators/:code/comments': commenters,
  'POST /communities/:slug/:session/self-evaluation/indicators/:code/comments/:comment/answers': commenters,
  'POST /communities/:slug/:session/self-evaluation/indicators/:code/comments/:comment/resolution': commenters,
  'GET /communities/:slug/:session/first-thoughts': members,
  'POST /communities/:slug/:session/first-thoughts': chair,
  'POST /communities/:slug/:session/first-thoughts/people': chair,
  'POST /communities/:slug/:session/first-thoughts/people/:contributor/link': chair,
  'POST /communities/:slug/:session/first-thoughts/people/:contributor/revocation': chair,
  'GET /communities/:slug/:session/first-thoughts/mine': members,
  'GET /communities/:slug/:session/first-thoughts/mine/:code': members,
  'POST /communities/:slug/:session/first-thoughts/mine/:code': members,
  'GET /communities/:slug/:session/first-thoughts/:code': members,
  'POST /communities/:slug/:session/first-thoughts/:code/taking': members,
  'GET /communities/:slug/:session/meeting': members,
  'POST /communities/:slug/:session/meeting': chair,
  'POST /communities/:slug/:session/meeting/people': chair,
  'POST /communities/:slug/:session/meeting/closing': chair,
  'GET /communities/:slug/:session/meeting/indicators/:code': members,
  'POST /communities/:slug/:session/meeting/indicators/:code': members,
  'GET /communities/:slug/:session/meeting/:meeting/minutes': readers,
  'GET /communities/:slug/:session/meeting/:meeting/minutes.pdf': readers,
  'GET /communities/:slug/:session/meeting/:meeting/minutes.docx': readers,
  'GET /communities/:slug/:session/moderation': { ...readers, visitLead: 403 },
  'GET /areas/:area/:session/moderation': areaReaders,
  'POST /areas/:area/:session/moderation': areaLead,
  'POST /areas/:area/:session/moderation/pairs': areaLead,
  'POST /areas/:area/:session/moderation/pair': areaLead,
  'POST /areas/:area/:session/moderation/:moderation/taking-back': areaLead,
  'GET /areas/:area/:session/moderation/session': areaReaders,
  'POST /areas/:area/:session/moderation/session': areaLead,
  'POST /areas/:area/:session/moderation/session/held': areaLead,
  'GET /areas/:area/:session/moderation/minutes': areaReaders,
  'GET /areas/:area/:session/moderation/minutes.pdf': areaReaders,
  'GET /areas/:area/:session/moderation/minutes.docx': areaReaders,
  'GET /moderation/:moderation': moderationReaders,
  'GET /moderation/:moderation/:code': moderationReaders,
  'POST /moderation/:moderation/:code/reading': { ...moderationReaders, chair: 403, member: 403, areaLead: 403, steering: 403, visitLead: 403 },
  'POST /moderation/:moderation/:code/reply': { ...moderationReaders, member: 403, both: 403, areaLead: 403, steering: 403, visitLead: 403 },
  'GET /communities/:slug/:session/evidence': readers,
  'GET /communities/:slug/:session/evidence/choose': members,
  'POST /communities/:slug/:session/evidence/links': members,
  'GET /communities/:slug/:session/evidence/new': members,
  'POST /communities/:slug/:session/evidence': members,
  'GET /communities/:slug/:session/evidence/:evidenceId': readers,
  'GET /communities/:slug/:session/evidence/:evidenceId/edit': members,
  'POST /communities/:slug/:session/evidence/:evidenceId': members,
  'GET /communities/:slug/:session/evidence/:evidenceId/uses': members,
  'POST /communities/:slug/:session/evidence/:evidenceId/uses': members,
  'POST /communities/:slug/:session/evidence/:evidenceId/links/:linkId/removal': members,
  'POST /communities/:slug/:session/evidence/:evidenceId/withdrawal': members,
  'POST /communities/:slug/:session/evidence/:evidenceId/attachments': members,
  'GET /communities/:slug/:session/evidence/:evidenceId/attachments/:attachmentId': readers,
  'POST /communities/:slug/:session/evidence/:evidenceId/attachments/:attachmentId/removal': members,
  'GET /communities/:slug/:session/plan': readers,
  'GET /communities/:slug/:session/plan/make': chair,
  'POST /communities/:slug/:session/plan/make': chair,
  'GET /communities/:slug/:session/plan/carry': chair,
  'POST /communities/:slug/:session/plan/carry': chair,
  'POST /communities/:slug/:session/plan/agreement': chair,
  'POST /communities/:slug/:session/plan/signature': chair,
  'POST /communities/:slug/:session/plan/reopening': chair,
  'GET /communities/:slug/:session/plan/report': readers,
  'GET /communities/:slug/:session/plan/report.pdf': readers,
  'GET /communities/:slug/:session/plan/report.docx': readers,
  'GET /communities/:slug/:session/plan/actions/new': chair,
  'POST /communities/:slug/:session/plan/actions': chair,
  'GET /communities/:slug/:session/plan/actions/:number': readers,
  'GET /communities/:slug/:session/plan/actions/:number/edit': chair,
  'POST /communities/:slug/:session/plan/actions/:number': chair,
  'POST /communities/:slug/:session/plan/actions/:number/updates': members,
  'POST /communities/:slug/:session/plan/actions/:number/steps': members,
  'GET /communities/:slug/:session/plan/actions/:number/steps/:step': members,
  'POST /communities/:slug/:session/plan/actions/:number/steps/:step': members,
  'POST /communities/:slug/:session/plan/actions/:number/steps/:step/done': members,
  'POST /communities/:slug/:session/plan/actions/:number/steps/:step/position': members,
  'GET /communities/:slug/:session/plan/actions/:number/stop': chair,
  'POST /communities/:slug/:session/plan/actions/:number/stop': chair,
  'GET /communities/:slug/:session/members': readers,
  'POST /communities/:slug/:session/members': chair,
  'POST /communities/:slug/:session/members/:roleId/end': chair,
  'GET /local-criteria': steeringAndAdministrator,
  'POST /local-criteria': steeringAndAdministrator,
  'POST /local-criteria/:criterion/withdrawal': { ...steeringAndAdministrator, steering: 404, administrator: 404 },
  'GET /people': administrator,
  'GET /people/invite': administrator,
  'POST /people': administrator,
  'GET /people/:personId': administrator,
  'POST /people/:personId/roles': administrator,
  'POST /people/:personId/roles/:roleId/end': administrator,
  'POST /people/:personId/invitation': administrator,
  'POST /people/:personId/reset': administrator,
  'POST /people/:personId/closure': administrator,
  'POST /people/:personId/reopening': administrator,
  'GET /mail': administrator,
  'POST /mail/:mail/another-try': administrator,
  'GET /trail': administrator
}
