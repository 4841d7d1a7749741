// The app's own pages: the worker that keeps them, what waits on this telephone and what was sent from it.
const {
  worker, waiting, refused, filed, sealed, drop, dossier, deliver, delivered,
} = document.querySelector('script[data-worker]').dataset
const queue = self.motcuaQueue

const ready = 'serviceWorker' in navigator
  ? navigator.serviceWorker.register(worker, { scope: '/' }).then(() => navigator.serviceWorker.ready).catch(() => null)
  : Promise.resolve(null)

function row(title, told, { href = '', onDrop = null, onDeliver = null } = {}) {
  const item = document.createElement('li')
  item.className = 'mc-row'
  const name = document.createElement('p')
  name.className = 'mc-row__title'
  name.textContent = title
  const words = document.createElement(href ? 'a' : 'p')
  words.className = href ? 'govuk-link' : 'mc-quiet'
  if (href) words.href = href
  words.textContent = told
  item.append(name, words)
  const press = (action, className, textContent) => {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className, textContent })
    button.addEventListener('click', action)
    item.append(button)
  }
  if (onDeliver) press(onDeliver, 'govuk-button mc-row__button', deliver)
  if (onDrop) press(onDrop, 'mc-files__remove', drop)
  return item
}

async function give(letter) {
  const { signIn } = await queue.deliver(letter).catch(() => ({}))
  if (signIn) location.assign(signIn)
  else await show()
}

function waitingRow(letter) {
  const dropped = () => queue.drop('outbox', letter.key).then(show)
  if (letter.kind === 'dossier') {
    return row(letter.about, letter.refused ? `${refused} ${letter.refused}` : dossier,
      { onDrop: dropped, onDeliver: letter.refused ? null : () => give(letter) })
  }
  return row(letter.about, letter.refused ? `${refused} ${letter.refused}` : waiting, { onDrop: letter.refused ? dropped : null })
}

function sentRow(letter) {
  if (letter.kind === 'dossier') return row(letter.about, delivered, { href: letter.address })
  return row(letter.about, `${letter.address ? filed : sealed} ${letter.code}`, { href: letter.address })
}

async function show() {
  const list = document.querySelector('[data-on-this-phone]')
  if (!list) return
  const [outbox, sent] = [await queue.all('outbox'), await queue.all('sent')]
  const rows = [...outbox.map(waitingRow), ...sent.sort((a, b) => b.at - a.at).map(sentRow)]
  list.querySelector('ul').replaceChildren(...rows)
  list.hidden = rows.length === 0
}

// Who pressed, and was sent to sign in, is back: what they wanted is done, once.
async function giveWhatWasWanted() {
  if (!document.querySelector('[data-on-this-phone]') || !navigator.onLine) return
  for (const letter of await queue.all('outbox')) {
    if (letter.kind === 'dossier' && letter.wanted && !letter.refused) await queue.deliver(letter).catch(() => {})
  }
}

// Which forms are on this telephone already, on the list of them.
async function tellWhatIsKept() {
  const list = document.querySelector('[data-forms]')
  if (!list || !('caches' in self)) return
  for (const link of list.querySelectorAll('a')) {
    if (!await caches.match(new URL(link.href).pathname)) continue
    const words = document.createElement('p')
    Object.assign(words, { className: 'mc-quiet', textContent: list.dataset.kept })
    link.closest('li').append(words)
  }
}

async function sendWhenPossible() {
  const registration = await ready
  if (registration && 'sync' in registration) await registration.sync.register('motcua-send').catch(() => {})
  if (navigator.onLine) await queue.send().catch(() => {})
  await show()
}

async function begin() {
  await giveWhatWasWanted()
  await Promise.all([sendWhenPossible(), tellWhatIsKept()])
}

new BroadcastChannel('motcua-reports').addEventListener('message', show)
addEventListener('online', sendWhenPossible)
// Before the page's own script, which is asked for after this one: no import, whose address no telephone keeps.
self.motcuaApp = { show, sendWhenPossible }
begin()
