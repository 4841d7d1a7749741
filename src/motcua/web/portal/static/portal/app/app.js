// The app's own pages: the worker that keeps them, what waits on this telephone and what was sent from it.
const { worker, waiting, refused, filed, sealed, drop } = document.querySelector('script[data-worker]').dataset
const queue = self.motcuaQueue

const ready = 'serviceWorker' in navigator
  ? navigator.serviceWorker.register(worker, { scope: '/' }).then(() => navigator.serviceWorker.ready).catch(() => null)
  : Promise.resolve(null)

function row(title, told, { href = '', onDrop = null } = {}) {
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
  if (onDrop) {
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'mc-files__remove', textContent: drop })
    button.addEventListener('click', onDrop)
    item.append(button)
  }
  return item
}

async function show() {
  const list = document.querySelector('[data-on-this-phone]')
  if (!list) return
  const [outbox, sent] = [await queue.all('outbox'), await queue.all('sent')]
  const rows = [
    ...outbox.map((letter) => row(letter.about, letter.refused ? `${refused} ${letter.refused}` : waiting,
      { onDrop: letter.refused ? () => queue.drop('outbox', letter.key).then(show) : null })),
    ...sent.sort((a, b) => b.at - a.at).map((letter) => row(letter.about,
      `${letter.address ? filed : sealed} ${letter.code}`, { href: letter.address })),
  ]
  list.querySelector('ul').replaceChildren(...rows)
  list.hidden = rows.length === 0
}

export async function sendWhenPossible() {
  const registration = await ready
  if (registration && 'sync' in registration) await registration.sync.register('motcua-send').catch(() => {})
  if (navigator.onLine) await queue.send().catch(() => {})
  await show()
}

new BroadcastChannel('motcua-reports').addEventListener('message', show)
addEventListener('online', sendWhenPossible)
sendWhenPossible()
