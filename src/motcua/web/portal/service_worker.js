// The shell of the app, kept by the telephone: what can be opened without network. SETTINGS stand before this script.
const KEPT = `motcua-${SETTINGS.version}`

self.addEventListener('install', (event) => {
  // Without cookies: what is kept is the page that everybody gets, never somebody's own.
  const shell = SETTINGS.shell.map((address) => new Request(address, { credentials: 'omit', cache: 'reload' }))
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(shell)).then(() => self.skipWaiting()))
})

const isForm = (address) => new URL(address).pathname.replace(/^\/en/, '').startsWith(SETTINGS.forms)

// As everybody gets it: who is signed in keeps the same page as who is not.
const asAnybody = (address) => fetch(new Request(address, { credentials: 'omit', cache: 'reload' }))

async function keepForm(cache, address) {
  const answer = await asAnybody(address)
  if (answer.ok) await cache.put(address, answer)
}

// Forms that somebody opened before are fetched anew, for the old ones name files that are gone.
async function takeOver() {
  const names = (await caches.keys()).filter((name) => name.startsWith('motcua-') && name !== KEPT)
  const cache = await caches.open(KEPT)
  for (const name of names) {
    const forms = (await (await caches.open(name)).keys()).map(({ url }) => url).filter(isForm)
    await Promise.all(forms.map((address) => keepForm(cache, address).catch(() => {})))
    await caches.delete(name)
  }
  await self.clients.claim()
}

self.addEventListener('activate', (event) => event.waitUntil(takeOver()))

async function page(request, event) {
  try {
    const answer = await fetch(request)
    const address = new URL(request.url)
    if (answer.ok && isForm(request.url) && !address.search) {
      event.waitUntil(caches.open(KEPT).then((cache) => keepForm(cache, address.origin + address.pathname)).catch(() => {}))
    }
    return answer
  } catch (gone) {
    const path = new URL(request.url).pathname
    const home = path.startsWith('/en/') ? SETTINGS.homes.en : SETTINGS.homes.vi
    const cache = await caches.open(KEPT)
    return (await cache.match(path)) || (await cache.match(home)) || Response.error()
  }
}

async function file(request) {
  const cache = await caches.open(KEPT)
  return (await cache.match(request.url)) || fetch(request)
}

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== self.location.origin) return
  if (request.mode === 'navigate') event.respondWith(page(request, event))
  else if (new URL(request.url).pathname.startsWith('/static/')) event.respondWith(file(request))
})

importScripts(SETTINGS.queue)

self.addEventListener('sync', (event) => {
  if (event.tag === 'motcua-send') event.waitUntil(self.motcuaQueue.send({ line: true }))
})

// What wakes this telephone carries no word: the page tells, to whoever holds the telephone.
self.addEventListener('push', (event) => {
  event.waitUntil(self.registration.showNotification(SETTINGS.name, {
    body: SETTINGS.woken, icon: SETTINGS.icon, lang: 'vi', tag: 'motcua-report', data: SETTINGS.homes.vi,
  }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow(event.notification.data))
})
