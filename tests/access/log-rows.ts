import { chair, dataOfficer, members, readers } from './rows.ts'
import type { Row } from './rows.ts'

/** The monthly log: counts for those who were in the room; who came and what was released for those above; files by the chair and the data officer. */
export const logExpected: Record<string, Row> = {
  'GET /communities/:slug/:session/log': readers,
  'POST /communities/:slug/:session/log': members,
  'GET /communities/:slug/:session/log/new': members,
  'GET /communities/:slug/:session/log/:entry': members,
  'POST /communities/:slug/:session/log/:entry': members,
  'GET /communities/:slug/:session/log/:entry/edit': members,
  'POST /communities/:slug/:session/log/:entry/removal': chair,
  'POST /communities/:slug/:session/log/:entry/restoration': chair,
  'GET /data-import': dataOfficer,
  'POST /data-import': dataOfficer,
  'GET /data-import/files/:file/columns': dataOfficer,
  'POST /data-import/files/:file/columns': dataOfficer,
  'GET /data-import/files/:file/words': dataOfficer,
  'POST /data-import/files/:file/words': dataOfficer,
  'GET /data-import/:import': dataOfficer,
  'POST /data-import/:import': dataOfficer,
  'GET /data-import/:import/result.csv': dataOfficer,
  'GET /communities/:slug/:session/log/import': chair,
  'POST /communities/:slug/:session/log/import': chair,
  'GET /communities/:slug/:session/log/import/files/:file/columns': chair,
  'POST /communities/:slug/:session/log/import/files/:file/columns': chair,
  'GET /communities/:slug/:session/log/import/files/:file/words': chair,
  'POST /communities/:slug/:session/log/import/files/:file/words': chair,
  'GET /communities/:slug/:session/log/import/:import': chair,
  'POST /communities/:slug/:session/log/import/:import': chair,
  'GET /communities/:slug/:session/log/import/:import/result.csv': chair,
  'GET /logs/:slug/:session': { ...readers, dataOfficer: 'yes' },
  'GET /communities/:slug/:session/log/log.csv': members,
  'GET /communities/:slug/:session/log/log.xlsx': members,
  'GET /communities/:slug/:session/log/picture.pdf': members,
  'GET /communities/:slug/:session/log/picture.docx': members
}
