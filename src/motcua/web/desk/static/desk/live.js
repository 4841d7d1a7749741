// Lets a part of a page look again ([data-live]: the address where it is told to, or nothing). While it is told, it looks
// when told and now and then to say that somebody is here; while it is not, it looks every moment. htmx does the looking.
const EVERY_MOMENT = 800
const NOW_AND_THEN = 15_000
const AGAIN_AFTER = 30_000
const GIVEN_UP_AFTER = 10_000

const part = () => document.querySelector('[data-live]')
let told = false
let looked = Date.now()
let looking = 0
let again = false

function look() {
  if (looking && Date.now() - looking < GIVEN_UP_AFTER) {
    again = true // what it is about to show may be older than what was just told
    return
  }
  looked = looking = Date.now()
  again = false
  part()?.dispatchEvent(new CustomEvent('look'))
}

document.body.addEventListener('htmx:afterRequest', (event) => {
  if (!event.detail.elt.matches('[data-live]')) return
  looking = 0
  if (again) look()
})

setInterval(() => {
  if (Date.now() - looked >= (told ? NOW_AND_THEN : EVERY_MOMENT)) look()
}, EVERY_MOMENT / 2)

// The browser may keep the page and show it again by "back": then it begins anew.
function listen(address) {
  const stream = new EventSource(address, { withCredentials: true })
  stream.addEventListener('look', () => {
    told = true
    look()
  })
  stream.addEventListener('enough', () => {
    told = false
    stream.close()
  })
  stream.addEventListener('error', () => {
    told = false
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => listen(address), AGAIN_AFTER)
  })
  addEventListener('pagehide', () => {
    told = false
    stream.close()
  }, { once: true })
}

const address = part()?.dataset.live
if (address && 'EventSource' in window) {
  listen(address)
  addEventListener('pageshow', (event) => event.persisted && listen(address))
}
