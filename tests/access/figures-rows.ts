import { readers, token } from './rows.ts'
import type { Row } from './rows.ts'

/** To those who look after figures, lists and settings. */
const officers: Row = { dataOfficer: 'yes', administrator: 'yes', nobody: 'sign-in', else: 403 }

const dataOfficer: Row = { dataOfficer: 'yes', nobody: 'sign-in', else: 403 }
/** Released figures of Craigmor: its readers, and the data officer. */
const figureReaders: Row = { ...readers, dataOfficer: 'yes' }

/** A record of Craigmor. */
const erasers: Row = { chair: 'yes', dataOfficer: 'yes', both: 403, outsider: 404, stranger: 404, nobody: 'sign-in', else: 403 }

/** Figures, lists, settings, retention. */
export const figuresExpected: Record<string, Row> = {
  'GET /api/v1/figures': token,
  'GET /releases': dataOfficer,
  'POST /releases/:subject': dataOfficer,
  'GET /figures': { administrator: 403, nobody: 'sign-in', else: 'yes' },
  'GET /figures/:slug': figureReaders,
  ...Object.fromEntries(['csv', 'xlsx', 'pdf', 'docx'].map(format => [`GET /figures/:slug/figures.${format}`, figureReaders])),
  'GET /lists': officers,
  'GET /lists/:list': officers,
  ...Object.fromEntries(['/items', '/items/:item', '/items/:item/position', '/items/:item/retirement', '/items/:item/offering'].map(end => [`POST /lists/:list${end}`, officers])),
  'GET /retention': officers,
  'POST /retention/record': { chair: 'yes', outsider: 'yes', both: 'yes', stranger: 'yes', dataOfficer: 'yes', nobody: 'sign-in', else: 403 },
  'GET /records/:keptKind/:record/erasure': erasers,
  'POST /records/:keptKind/:record/erasure': erasers,
  'GET /administration': { steering: 'yes', dataOfficer: 'yes', administrator: 'yes', nobody: 'sign-in', else: 403 },
  'GET /settings': officers,
  'POST /settings': officers
}
