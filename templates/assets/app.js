import { initAll } from './built/govuk-frontend.min.js'
import { watchBundle } from './bundle.js'
import { keepDrafts } from './drafts.js'
import { runMeeting } from './meeting.js'
import { keepNotes } from './notes.js'
import { watchTimeOut } from './time-out.js'

// Comfort only: every page works without this file.
document.body.classList.add('js-enabled', ...('noModule' in HTMLScriptElement.prototype ? ['govuk-frontend-supported'] : []))
initAll()
watchTimeOut(document.body.dataset)
keepDrafts(document.body.dataset)
keepNotes()
runMeeting()
watchBundle()
for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => window.print())
}
