// Reports that wait on this telephone: kept in its own store, closed for the server's key, sent once when there is a line.
// Used by the page and by the service worker, so it is a plain script that leaves one name behind.
(() => {
  const PIECE = 48 * 1024
  const STORES = ['drafts', 'outbox', 'sent']
  const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))

  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

  function open() {
    const asked = indexedDB.open('motcua-reports', 1)
    asked.onupgradeneeded = () => STORES.forEach((name) => asked.result.createObjectStore(name, { keyPath: 'key' }))
    return done(asked)
  }

  async function within(name, mode, work) {
    const store = await open()
    try {
      return await done(work(store.transaction(name, mode).objectStore(name)))
    } finally {
      store.close()
    }
  }

  const put = (name, value) => within(name, 'readwrite', (store) => store.put(value))
  const get = (name, key) => within(name, 'readonly', (store) => store.get(key))
  const all = (name) => within(name, 'readonly', (store) => store.getAll())
  const drop = (name, key) => within(name, 'readwrite', (store) => store.delete(key))

  const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')

  // Closed for the server: nobody who finds the telephone reads it, not even this script can open it again.
  async function close(said, key, serverPoint) {
    const curve = { name: 'ECDH', namedCurve: 'P-256' }
    const server = await crypto.subtle.importKey('raw', bytesOf(serverPoint), curve, false, [])
    const own = await crypto.subtle.generateKey(curve, false, ['deriveBits'])
    const point = new Uint8Array(await crypto.subtle.exportKey('raw', own.publicKey))
    const secret = await crypto.subtle.deriveBits({ name: 'ECDH', public: server }, own.privateKey, 256)
    const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
    const text = new TextEncoder()
    const aes = await crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: point, info: text.encode('motcua-envelope-1') },
      material, { name: 'AES-GCM', length: 256 }, false, ['encrypt'])
    const nonce = crypto.getRandomValues(new Uint8Array(12))
    const sealed = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv: nonce, additionalData: text.encode(key) }, aes, text.encode(JSON.stringify(said)))
    return new Blob([point, nonce, sealed])
  }

  async function enqueue(said, serverPoint, about, root, more = {}) {
    const key = newKey()
    await put('outbox', { key, sealed: await close(said, key, serverPoint), about, root, writtenAt: Date.now(), ...more })
    return key
  }

  const ago = (letter) => Math.round((Date.now() - letter.writtenAt) / 1000)

  const ask = (address, options) => fetch(address, { credentials: 'omit', cache: 'no-store', ...options })

  // What the server says against a letter for now: its sentence, where it has one, and when to come again.
  class Trouble extends Error {
    static async of(answer) {
      const { sentence = '' } = await answer.json().catch(() => ({}))
      return Object.assign(new Trouble(`${answer.status}`), { sentence, wait: 1000 * (Number(answer.headers.get('Retry-After')) || 0) })
    }
  }

  const addressOf = (letter) => `${letter.root}phong-bi/${letter.key}/`
  const countOf = (letter) => Math.ceil(letter.sealed.size / PIECE)
  const say = (address, said) => ask(address, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(said),
  })

  // Thrown away while it was on its way, a letter does not come back to the list.
  async function note(letter, more) {
    const there = await get('outbox', letter.key)
    if (there) await put('outbox', { ...there, ...more })
  }

  async function upload(letter) {
    const there = await ask(addressOf(letter))
    if (!there.ok) throw await Trouble.of(there)
    const { pieces } = await there.json()
    for (let number = 0; number < countOf(letter); number += 1) {
      if (pieces.includes(number)) continue
      const body = letter.sealed.slice(number * PIECE, (number + 1) * PIECE)
      const taken = await ask(`${addressOf(letter)}${number}/`, { method: 'POST', body })
      if (taken.status !== 204 && taken.status !== 422) throw await Trouble.of(taken)
    }
  }

  async function sendOne(letter) {
    await upload(letter)
    const answer = await say(addressOf(letter), { pieces: countOf(letter), ago: ago(letter) })
    if (answer.status === 200) {
      await put('sent', { key: letter.key, about: letter.about, at: Date.now(), ...(await answer.json()) })
      await drop('outbox', letter.key)
    } else if (answer.status === 422) {
      await note(letter, { refused: (await answer.json()).sentence })
    } else {
      throw await Trouble.of(answer)
    }
  }

  // A letter that was refused, given back to whoever wrote it: what was typed, and the files with it.
  async function openAgain(letter) {
    await upload(letter)
    const answer = await say(`${addressOf(letter)}mo-lai/`, { pieces: countOf(letter) })
    if (!answer.ok) throw await Trouble.of(answer)
    const said = await answer.json()
    const file = (type) => ({ name, content }) => ({ name, blob: new Blob([bytesOf(content)], { type }) })
    const [spoken] = said.sounds ?? []
    const sound = { webm: 'audio/webm', ogg: 'audio/ogg' }[spoken?.name.split('.').pop()] ?? 'audio/mp4'
    return { ...said, photos: (said.photos ?? []).map(file('image/jpeg')), voice: spoken ? file(sound)(spoken) : null }
  }

  // A dossier is somebody's: it goes with their sign-in, and only after they pressed for it. `signIn` is where to do so.
  async function deliver(letter) {
    const sealed = new Uint8Array(await letter.sealed.arrayBuffer())
    const text = btoa(Array.from(sealed, (byte) => String.fromCharCode(byte)).join(''))
    const answer = await fetch(`${letter.root}ho-so/${letter.key}/chuyen/`, {
      method: 'POST', credentials: 'same-origin', cache: 'no-store', headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ sealed: text, ago: ago(letter) }),
    })
    if (answer.status === 401) {
      await put('outbox', { ...letter, wanted: true })
      return { signIn: (await answer.json()).sign_in }
    }
    if (answer.status === 200) {
      await put('sent', { key: letter.key, kind: letter.kind, about: letter.about, at: Date.now(), ...(await answer.json()) })
      await drop('outbox', letter.key)
    } else if (answer.status === 422) {
      await put('outbox', { ...letter, refused: (await answer.json()).sentence })
    } else if (answer.status === 404) {
      await put('outbox', { ...letter, wanted: false })
    }
    return {}
  }

  const FIRST_PAUSE = 30 * 1000
  const LONGEST_PAUSE = 60 * 60 * 1000
  const waits = (letter) => !letter.refused && letter.kind !== 'dossier'

  // After each failure twice as long, and never all telephones at the same moment.
  function pause(tries, wait) {
    const grown = Math.min(FIRST_PAUSE * 2 ** (tries - 1), LONGEST_PAUSE)
    return Math.max(grown, wait) * (1 + Math.random() / 4)
  }

  // Each letter gets its chance, whatever becomes of the one before it. `line`: there is a line again, so what failed
  // for want of one need not wait any longer; `only`: somebody pressed for this letter.
  async function sendAll({ line = false, only = '' } = {}) {
    let failed = 0
    for (const letter of await all('outbox')) {
      if (!waits(letter)) continue
      if (letter.nextAt > Date.now() && letter.key !== only && !(line && !letter.answered)) {
        failed += 1
        continue
      }
      try {
        await sendOne(letter)
      } catch (problem) {
        failed += 1
        if (!navigator.onLine) break // nobody's fault, and no reason to wait longer next time
        const tries = (letter.tries ?? 0) + 1
        const answered = problem instanceof Trouble
        const nextAt = Date.now() + pause(tries, problem.wait ?? 0)
        await note(letter, { tries, nextAt, answered, reason: problem.sentence ?? '' })
      }
    }
    // The browser, which woke the worker for this, wakes it again later.
    if (failed) throw new Error(`${failed}`)
  }

  // When the first of those that rest may be tried again; none, and there is nothing to wait for.
  async function nextTry() {
    const times = (await all('outbox')).filter(waits).map(({ nextAt }) => nextAt).filter(Boolean)
    return times.length ? Math.min(...times) : null
  }

  // One sender at a time, be it a page or the worker; sent twice it would still be one report.
  async function send(how) {
    try {
      if (!navigator.locks) await sendAll(how)
      else await navigator.locks.request('motcua-send', () => sendAll(how))
    } finally {
      new BroadcastChannel('motcua-reports').postMessage('changed')
    }
  }

  self.motcuaQueue = { put, get, all, drop, enqueue, send, deliver, nextTry, openAgain }
})()
