// The app's own pages: the worker that keeps them, what waits on this telephone and what was sent from it.
const {
  worker, waiting, refused, filed, sealed, drop, dossier, deliver, delivered, later, unsaid, retry, reopen, busy, closed, write,
} = document.querySelector('script[data-worker]').dataset
const queue = self.motcuaQueue

const ready = 'serviceWorker' in navigator
  ? navigator.serviceWorker.register(worker, { scope: '/' }).then(() => navigator.serviceWorker.ready).catch(() => null)
  : Promise.resolve(null)

function row(title, told, { href = '', onDrop = null, onDeliver = null, onRetry = null, onReopen = null } = {}) {
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
  if (onRetry) press(onRetry, 'govuk-button govuk-button--secondary mc-row__button', retry)
  if (onReopen) press(onReopen, 'govuk-button govuk-button--secondary mc-row__button', reopen)
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
  if (letter.refused) {
    return row(letter.about, `${refused} ${letter.refused} ${letter.note ?? ''}`, { onReopen: () => mend(letter), onDrop: dropped })
  }
  if (!letter.tries) return row(letter.about, waiting)
  const when = new Date(letter.nextAt).toLocaleTimeString('vi', { hour: '2-digit', minute: '2-digit' })
  const why = letter.answered ? letter.reason || unsaid : waiting
  const told = `${why} ${later.replace('{when}', when)} ${letter.note ?? ''}`
  const onRetry = () => queue.send({ only: letter.key }).catch(() => {})
  return row(letter.about, told, { onRetry, onReopen: letter.answered ? () => mend(letter) : null, onDrop: dropped })
}

// Closed for the server, it is the server that opens it: what was typed stands in the form again, and is closed anew.
async function mend(letter) {
  const there = await queue.get('drafts', 'report')
  let note = closed
  if (there && (there.content || there.photos?.length || there.voice)) note = busy
  else {
    const said = await queue.openAgain(letter).catch(({ sentence }) => { note = sentence || closed })
    if (said) {
      await queue.put('drafts', { ...said, key: 'report' })
      await queue.drop('outbox', letter.key)
      location.assign(write)
      return
    }
  }
  await queue.put('outbox', { ...letter, note })
  await show()
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

let alarm = 0

async function sendWhenPossible(how) {
  const registration = await ready
  if (registration && 'sync' in registration) await registration.sync.register('motcua-send').catch(() => {})
  if (navigator.onLine) await queue.send(how).catch(() => {})
  await show()
  clearTimeout(alarm)
  const next = await queue.nextTry()
  if (next) alarm = setTimeout(sendWhenPossible, Math.max(1000, next - Date.now()))
}

async function begin() {
  await giveWhatWasWanted()
  await Promise.all([sendWhenPossible(), tellWhatIsKept()])
}

new BroadcastChannel('motcua-reports').addEventListener('message', show)
addEventListener('online', () => sendWhenPossible({ line: true }))
// Before the page's own script, which is asked for after this one: no import, whose address no telephone keeps.
self.motcuaApp = { show, sendWhenPossible }
begin()
