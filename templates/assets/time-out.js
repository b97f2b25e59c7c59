/**
 * Warn some minutes before the sign-in ends, in a dialog that keeps the page and everything typed on it.
 * What is sent too late is kept by the server and offered after signing in again.
 */
export function watchTimeOut ({ idleSeconds, warnSeconds }) {
  if (!idleSeconds) return
  const dialog = document.createElement('dialog')
  dialog.className = 'app-timeout'
  dialog.setAttribute('aria-labelledby', 'time-out-title')
  const title = Object.assign(document.createElement('h2'), { id: 'time-out-title', className: 'govuk-heading-m', textContent: 'You will be signed out soon' })
  const text = Object.assign(document.createElement('p'), { className: 'govuk-body', textContent: 'Nothing you have typed is lost: it will be offered to you after you sign in again.' })
  const stay = Object.assign(document.createElement('button'), { type: 'button', className: 'govuk-button', textContent: 'Stay signed in' })
  dialog.append(title, text, stay)
  document.body.append(dialog)
  let timer
  const start = () => { clearTimeout(timer); timer = setTimeout(() => dialog.showModal(), (idleSeconds - warnSeconds) * 1000) }
  stay.addEventListener('click', async () => {
    try {
      const answer = await fetch('/sign-in/stay', { method: 'POST' })
      if (!answer.ok) throw new Error('signed out')
      dialog.close()
      start()
    } catch {
      text.textContent = 'You have been signed out, or there is no connection. Keep this page open, sign in again in another tab, then save here.'
    }
  })
  start()
}
