/**
 * Keeps what is being typed: as a personal draft on the server every 20 seconds and when a field is left; on this device when there is
 * no connection. Nothing shared changes until Save. A save without a connection stays on the page and says so.
 */
const everySeconds = 20
const localKey = path => `draft:${path}`

export function keepDrafts ({ idleSeconds }) {
  for (const form of document.querySelectorAll('form[action="/sign-out"], form[action="/contribute/leaving"]')) form.addEventListener('submit', clearLocal)
  for (const form of document.querySelectorAll('form[data-draft]')) watch(form, Boolean(idleSeconds))
}

/** Copies on this device go when somebody signs out of it. */
function clearLocal () {
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft:')) localStorage.removeItem(key)
}

const fieldsOf = form => [...new FormData(form)].filter(([name, value]) => typeof value === 'string' && !name.startsWith('password'))
/** What can differ without anybody having typed. */
const textOf = fields => JSON.stringify(fields.filter(([name, value]) => name !== 'revision' && value !== '').map(([name, value]) => [name, String(value).replace(/\r\n/g, '\n').trim()]))

function watch (form, onServer) {
  // Not form.action: a field may have that name.
  const path = new URL(form.getAttribute('action'), document.baseURI).pathname
  const status = Object.assign(document.createElement('p'), { className: 'govuk-body app-draft-status' })
  status.setAttribute('role', 'status')
  form.append(status)
  const say = (text, failed = false) => { status.textContent = text; status.classList.toggle('app-draft-status--failed', failed) }
  let kept = textOf(fieldsOf(form))
  let sending = false

  const keepHere = fields => localStorage.setItem(localKey(path), JSON.stringify({ fields, at: new Date().toISOString() }))

  async function keep () {
    const fields = fieldsOf(form)
    const text = textOf(fields)
    if (sending || text === kept) return
    try {
      if (!onServer) throw new Error('no sign-in, so no draft on the server')
      const answer = await fetch('/drafts', { method: 'POST', redirect: 'error', signal: AbortSignal.timeout(8000), body: asForm(path, fields) })
      if (!answer.ok) throw new Error(`answered ${answer.status}`)
      say(`Saved ${(await answer.json()).at} as your draft. Others see it when you press Save.`)
      localStorage.removeItem(localKey(path))
    } catch {
      keepHere(fields)
      if (onServer) say('Not saved: no connection. Your text is kept on this device.', true)
    }
    kept = text
  }

  setInterval(keep, everySeconds * 1000)
  form.addEventListener('focusout', keep)
  addEventListener('pagehide', () => {
    if (sending || !onServer || textOf(fieldsOf(form)) === kept) return
    navigator.sendBeacon('/drafts', asForm(path, fieldsOf(form)))
  })
  form.addEventListener('submit', async event => {
    if (sending) return
    event.preventDefault()
    try {
      await fetch('/healthz', { cache: 'no-store', signal: AbortSignal.timeout(5000) })
    } catch {
      keepHere(fieldsOf(form))
      return say('Not saved: no connection. Your text stays here. Try again when you are connected.', true)
    }
    sending = true
    localStorage.removeItem(localKey(path))
    form.requestSubmit(event.submitter)
  })
  offer(form, path, onServer, text => { kept = text })
}

const asForm = (path, fields) => new URLSearchParams({ path, title: document.title.split(' – ')[0].slice(0, 300), fields: JSON.stringify(fields) })

/** Offer what was typed and not saved, unless it is what the form shows already. */
async function offer (form, path, onServer, onUse) {
  const here = JSON.parse(localStorage.getItem(localKey(path)) ?? 'null')
  const there = onServer ? await fetch(`/drafts?path=${encodeURIComponent(path)}`).then(answer => answer.json(), () => ({})) : {}
  const draft = here && (!there.at || here.at > there.at) ? { ...here, when: new Date(here.at).toLocaleString('en-GB'), device: 'this device' } : there.fields ? there : null
  if (!draft) return
  const fields = draft.fields.flatMap(([name, value]) => [value].flat().map(item => [name, item]))
  const drop = () => { localStorage.removeItem(localKey(path)); if (there.fields) fetch('/drafts/removal', { method: 'POST', body: new URLSearchParams({ path }) }) }
  if (textOf(fields) === textOf(fieldsOf(form))) return drop()
  const box = Object.assign(document.createElement('section'), { className: 'app-draft' })
  box.setAttribute('aria-label', 'Text you have not saved')
  const words = Object.assign(document.createElement('p'), { className: 'govuk-body', textContent: `You typed something here and did not save it: ${draft.when}${draft.device ? `, ${draft.device}` : ''}.` })
  const use = button('Use it', 'govuk-button')
  const away = button('Throw it away', 'govuk-button govuk-button--secondary')
  use.addEventListener('click', () => { fill(form, fields); onUse(''); box.remove(); form.querySelector('textarea, input:not([type=hidden])')?.focus() })
  away.addEventListener('click', () => { drop(); box.remove() })
  box.append(words, use, ' ', away)
  form.before(box)
}

const button = (textContent, className) => Object.assign(document.createElement('button'), { type: 'button', className, textContent })

/** Put values into a form. The revision is the draft's own, so that what others saved since is not overwritten unseen. */
function fill (form, fields) {
  for (const element of form.elements) {
    const values = fields.filter(([name]) => name === element.name).map(([, value]) => value)
    if (element.type === 'radio' || element.type === 'checkbox') element.checked = values.includes(element.value)
    else if (element.name && element.type !== 'submit' && values.length > 0) element.value = values[0]
  }
}
