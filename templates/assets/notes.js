/**
 * Notes of a focus group where the connection comes and goes: a note is kept on this device the moment it is added, sent with a key of its
 * own, so that one that is sent twice is there once, and forgotten here when the server has it. What waits is shown, and says so.
 */
const everyMs = 15_000
const prefix = 'note:'

export function keepNotes () {
  const form = document.querySelector('form[data-note]')
  if (form) watchNotes(form)
}

const stored = who => Object.keys(localStorage).filter(key => key.startsWith(prefix)).map(key => ({ key, ...JSON.parse(localStorage.getItem(key)) }))
  .filter(note => note.who === who).sort((a, b) => a.at < b.at ? -1 : 1)

function watchNotes (form) {
  const who = form.dataset.noteWho
  const status = Object.assign(document.createElement('div'), { className: 'app-unsent' })
  status.setAttribute('role', 'status')
  form.after(status)
  let sending = false
  let stale = false

  form.addEventListener('submit', event => {
    const fields = [...new FormData(form)]
    const text = form.elements.text.value.trim()
    // An empty note is for the server to explain; one that the server wants somebody to look at is sent as a form.
    if (text === '' || form.dataset.plain) return
    event.preventDefault()
    const key = form.elements.client_key.value
    localStorage.setItem(prefix + key, JSON.stringify({ who, path: form.getAttribute('action'), fields, text, at: new Date().toISOString(), state: 'waiting' }))
    form.elements.text.value = ''
    form.elements.text.dispatchEvent(new Event('keyup'))
    form.elements.client_key.value = freshKey()
    form.elements.text.focus()
    send()
  })
  for (const leaving of document.querySelectorAll('form[action="/sign-out"], form[action="/visiting/leaving"]')) leaving.addEventListener('submit', event => holdBack(event, leaving))

  async function send () {
    if (sending) return
    sending = true
    show()
    let added = false
    try {
      for (const note of stored(who).filter(one => one.state === 'waiting')) {
        const answer = await fetch(note.path, { method: 'POST', redirect: 'manual', headers: { accept: 'application/json' }, signal: AbortSignal.timeout(10_000), body: new URLSearchParams(note.fields) })
        if (answer.status === 201) { localStorage.removeItem(note.key); added = true }
        else if (answer.type === 'opaqueredirect' || (answer.status >= 400 && answer.status < 500 && answer.status !== 429)) {
          const { key, ...rest } = note
          localStorage.setItem(key, JSON.stringify({ ...rest, state: 'refused' }))
        } else break
      }
    } catch {
      // No connection: the next round may find it again.
    }
    sending = false
    show()
    if (added) refresh()
  }

  /** What is not sent yet, in plain words; what the server did not take, with the way to look at it. */
  function show () {
    const notes = stored(who)
    status.replaceChildren(...notes.map(note => {
      const item = element('div', 'app-unsent__note')
      const refused = note.state === 'refused'
      item.append(element('strong', null, refused ? 'Not accepted yet: look at it.' : sending ? 'Sending…' : 'Not sent yet: no connection.'), element('p', 'govuk-body app-text', note.text))
      if (refused) item.append(button('Look at it', () => look(note)), ' ', button('Throw it away', () => { localStorage.removeItem(note.key); show() }))
      return item
    }))
  }

  /** Put a note back into the form and send it as a form, so that the server can say what it wants. */
  function look (note) {
    const plain = document.createElement('form')
    Object.assign(plain, { method: 'post', action: note.path, hidden: true })
    for (const [name, value] of note.fields) plain.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }))
    document.body.append(plain)
    localStorage.removeItem(note.key)
    plain.submit()
  }

  /** The notes as the server has them now; what is being typed stays. */
  async function refresh () {
    stale = true
    try {
      const answer = await fetch(location.href, { redirect: 'error', signal: AbortSignal.timeout(10_000) })
      if (!answer.ok) return
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
      document.querySelector('[data-notes]').replaceWith(page.querySelector('[data-notes]'))
      stale = false
    } catch {
      // The list is as it was, and the notes are safe; the next round asks again.
    }
  }

  /** Leaving this device would forget what it holds: the first press is held back, the second goes. */
  function holdBack (event, leaving) {
    const left = stored(who).length
    if (left === 0 || leaving.dataset.sure) return
    event.preventDefault()
    leaving.dataset.sure = 'yes'
    status.prepend(element('p', 'govuk-body app-problem', `${left === 1 ? 'One note is' : `${left} notes are`} not sent yet. Stay until the connection is back, or press again to leave without ${left === 1 ? 'it' : 'them'}.`))
    status.scrollIntoView()
    send()
  }

  send()
  addEventListener('online', send)
  setInterval(() => {
    if (stored(who).some(note => note.state === 'waiting')) send()
    else if (stale) refresh()
  }, everyMs)
}

const element = (name, className, textContent = '') => Object.assign(document.createElement(name), className ? { className, textContent } : { textContent })
function button (textContent, onClick) {
  const one = Object.assign(document.createElement('button'), { type: 'button', className: 'govuk-button govuk-button--secondary', textContent })
  one.addEventListener('click', onClick)
  return one
}

/** A key that no other note has, also where the page came without https. */
function freshKey () {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))].map(byte => byte.toString(16).padStart(2, '0')).join('')
  return bytes.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
