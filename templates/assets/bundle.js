/**
 * Shows how far a ZIP has come, every 2 seconds while somebody looks, and says it aloud at each quarter and at the end. Asking counts as
 * use of the sign-in, so it stops after 20 minutes: a page left open must not stay signed in for ever.
 */
const everyMs = 2000
const longestMs = 20 * 60_000

export function watchBundle () {
  const address = document.querySelector('[data-bundle-state]')?.dataset.bundleState
  if (!address) return
  const began = Date.now()
  let quarter = 0
  const say = text => { document.querySelector('[data-bundle-said]').textContent = text }

  async function look () {
    if (Date.now() - began > longestMs) return
    if (!document.hidden) {
      try {
        const now = await read(address).then(answer => answer.json())
        if (now.over) return await finish(now.words)
        show(now)
      } catch {
        // No connection, or the server is being restarted: the next look may find it again.
      }
    }
    setTimeout(look, everyMs)
  }

  function show ({ finished, total, text, words }) {
    document.querySelector('[data-bundle-words]').textContent = words
    Object.assign(document.querySelector('#progress'), { value: finished, max: total, textContent: text })
    const reached = Math.floor(finished * 4 / total)
    if (reached > quarter) say(text)
    quarter = reached
  }

  /** The page as it is now, in place of what stands here; whoever reads stays where they are. */
  async function finish (words) {
    const page = new DOMParser().parseFromString(await read(location.pathname).then(answer => answer.text()), 'text/html')
    document.querySelector('[data-bundle]').replaceWith(page.querySelector('[data-bundle]'))
    say(words)
  }

  setTimeout(look, everyMs)
}

async function read (address) {
  const answer = await fetch(address, { redirect: 'error', signal: AbortSignal.timeout(8000) })
  if (!answer.ok) throw new Error(`answered ${answer.status}`)
  return answer
}
