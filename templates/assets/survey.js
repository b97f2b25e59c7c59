// Comfort only: a button that reads the page aloud, where the device has a voice for its language.
const button = document.querySelector('[data-read-aloud]')
const language = document.documentElement.lang
const voices = window.speechSynthesis

function hasVoice () {
  return voices.getVoices().some(voice => voice.lang.slice(0, 2).toLowerCase() === language.slice(0, 2))
}

/** What stands on the page, in its order, without the button itself. */
function pageText () {
  const parts = document.querySelectorAll('main h1, main h2, main p:not(.app-survey__aloud), main label, main dt, main dd, main li, main button:not([data-read-aloud])')
  return [...parts].filter(part => !part.parentElement.closest('h1, h2, label, dd, li')).map(part => part.innerText.trim()).filter(Boolean).join('. ')
}

if (button && voices) {
  const start = button.textContent
  const show = () => { button.hidden = !hasVoice() }
  show()
  voices.addEventListener?.('voiceschanged', show)
  button.addEventListener('click', () => {
    if (voices.speaking) return voices.cancel()
    const speech = new SpeechSynthesisUtterance(pageText())
    speech.lang = language
    speech.rate = 0.9
    speech.onend = speech.onerror = () => { button.textContent = start }
    button.textContent = button.dataset.readAloud
    voices.speak(speech)
  })
  window.addEventListener('pagehide', () => voices.cancel())
}
