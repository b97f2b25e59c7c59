/** Meeting mode: a quiet clock for this indicator, and the keys n and p, which are off until somebody switches them on. */
export function runMeeting () {
  const meeting = document.querySelector('.app-meeting')
  if (!meeting) return
  const clock = meeting.querySelector('[data-timer]')
  const began = Date.now()
  const show = () => { clock.textContent = `${Math.floor((Date.now() - began) / 60_000)} min on this indicator` }
  clock.hidden = false
  show()
  setInterval(show, 30_000)

  const box = meeting.querySelector('[data-keys]')
  const onOff = meeting.querySelector('[data-keys-switch]')
  box.hidden = false
  onOff.checked = localStorage.getItem('meeting-keys') === 'on'
  onOff.addEventListener('change', () => localStorage.setItem('meeting-keys', onOff.checked ? 'on' : 'off'))
  document.addEventListener('keydown', event => {
    if (!onOff.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest('textarea, select, input:not([type=checkbox]):not([type=radio])')) return
    const to = { n: meeting.dataset.next, p: meeting.dataset.previous }[event.key]
    if (to) location.assign(to)
  })
}
