// What the citizen's pages do on top: say that the network is gone and keep what was typed on the page; print.
// Nothing of what people type is stored in the browser.
const { offline, back } = document.querySelector('script[data-offline]').dataset

// A page that is made to be written without network says itself what becomes of it.
const atHome = document.querySelector('[data-offline-report], [data-offline-dossier]') !== null

const notice = document.createElement('p')
notice.className = 'mc-network'
notice.setAttribute('role', 'alert')
notice.hidden = true
document.body.append(notice)

function say(text, tone) {
  if (atHome) return
  notice.textContent = text
  notice.dataset.tone = tone
  notice.hidden = false
}

addEventListener('offline', () => say(offline, 'gone'))
addEventListener('online', () => {
  if (notice.hidden) return
  say(back, 'back')
  setTimeout(() => { notice.hidden = true }, 6000)
})
if (!navigator.onLine) say(offline, 'gone')

// First of all listeners, so that a form that is held back here was not "sent" for any other script.
addEventListener('submit', (event) => {
  if (navigator.onLine || atHome) return
  event.preventDefault()
  event.stopImmediatePropagation()
  say(offline, 'gone')
}, { capture: true })

document.querySelectorAll('[data-print]').forEach((place) => {
  place.hidden = false
  place.querySelector('button').addEventListener('click', () => print())
})
