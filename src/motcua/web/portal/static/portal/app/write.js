// Writing a report without network: kept on this telephone as it is typed, closed for the server when it is finished.
const { sendWhenPossible } = self.motcuaApp
const queue = self.motcuaQueue
const form = document.querySelector('form[data-offline-report]')
const { key: serverPoint, root, kept, needsPlace, needsContact, needsPhoto, short, long, most, cannot, queued } = form.dataset
const KEY = 'report'
const MOST = Number(most)
const WIDEST = 1280
const boxes = ['category', 'area', 'detail', 'latitude', 'longitude', 'content', 'name', 'phone', 'email']
const told = form.querySelector(':scope > [data-told]')
const problems = document.querySelector('[data-problems]')
let photos = []
let voice = null
let clearing = false

const value = (name) => form.elements[name].value.trim()
const chosen = () => form.elements.category.selectedOptions[0]

// A picture as large as is useful, drawn anew: a tenth of the bytes, and nothing that a camera writes beside it.
async function smaller(file) {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, WIDEST / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(picture.width * scale)
  canvas.height = Math.round(picture.height * scale)
  canvas.getContext('2d').drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  return new Promise((resolve) => { canvas.toBlob(resolve, 'image/jpeg', 0.72) })
}

async function keep() {
  if (clearing) return
  const said = Object.fromEntries(boxes.map((name) => [name, form.elements[name].value]))
  await queue.put('drafts', { key: KEY, ...said, shows: form.elements.shows.checked, photos, voice })
  told.textContent = kept
}

function showPhotos() {
  const list = form.querySelector('[data-photos]')
  list.replaceChildren(...photos.map((photo, number) => {
    const item = document.createElement('li')
    item.className = 'mc-files__item'
    const button = document.createElement('button')
    Object.assign(button, { type: 'button', className: 'mc-files__remove', textContent: list.dataset.remove })
    button.addEventListener('click', () => { photos.splice(number, 1); showPhotos(); keep() })
    item.append(`${number + 1}. ${photo.name} (${Math.ceil(photo.blob.size / 1024)} kB)`, button)
    return item
  }))
}

async function base64(blob) {
  const address = await new Promise((resolve, reject) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.onerror = () => reject(reader.error)
    reader.readAsDataURL(blob)
  })
  return address.slice(address.indexOf(',') + 1)
}

// A recording of yesterday stands in its box again, to be heard or taken out.
function giveBack(kept) {
  if (!kept || !form.elements.sound || !self.DataTransfer) return
  const held = new DataTransfer()
  held.items.add(new File([kept.blob], kept.name, { type: kept.blob.type }))
  form.elements.sound.files = held.files
  voice = kept
  form.elements.sound.dispatchEvent(new Event('change', { bubbles: true }))
}

function missing() {
  const about = chosen()?.dataset ?? {}
  const found = []
  if (!value('category')) found.push(['category', form.dataset.needsCategory])
  if (about.place === 'required' && !value('area')) found.push(['area', needsPlace])
  if (value('content').length < 10) found.push(['content', short])
  if (value('content').length > 10000) found.push(['content', long])
  if (about.contact === 'required' && !value('phone') && !value('email')) found.push(['phone', needsContact])
  if (value('phone') && !/^(\+84|0)[0-9][0-9 .]{7,13}$/.test(value('phone'))) found.push(['phone', form.dataset.badPhone])
  if (value('email') && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value('email'))) found.push(['email', form.dataset.badEmail])
  if (about.photo === 'required' && !photos.length) found.push(['photos', needsPhoto])
  return found
}

function say(found) {
  const list = problems.querySelector('ul')
  list.replaceChildren(...found.map(([name, sentence]) => {
    const item = document.createElement('li')
    const link = document.createElement('a')
    Object.assign(link, { href: `#${name}`, textContent: sentence })
    item.append(link)
    return item
  }))
  problems.hidden = found.length === 0
  if (found.length) problems.focus()
}

async function finish() {
  const found = missing()
  say(found)
  if (found.length) return
  const said = Object.fromEntries(boxes.map((name) => [name, value(name)]))
  said.shows = form.elements.shows.checked
  said.sounds = voice ? [{ name: voice.name, content: await base64(voice.blob) }] : []
  said.photos = await Promise.all(photos.map(async ({ name, blob }) => ({ name, content: await base64(blob) })))
  await queue.enqueue(said, serverPoint, chosen().textContent.trim(), root)
  clearing = true
  form.reset()
  form.querySelector('[data-here] [data-drop]:not([hidden])')?.click()
  photos = []
  form.elements.sound?.dispatchEvent(new Event('change', { bubbles: true }))
  showPhotos()
  clearing = false
  await queue.drop('drafts', KEY)
  told.textContent = queued
  told.scrollIntoView({ block: 'center' })
  await sendWhenPossible()
}

async function begin() {
  if (!('indexedDB' in self) || !crypto.subtle) {
    told.textContent = cannot
    return
  }
  const there = await queue.get('drafts', KEY)
  if (there) {
    boxes.forEach((name) => { form.elements[name].value = there[name] ?? '' })
    form.elements.shows.checked = there.shows
    photos = there.photos
    showPhotos()
    giveBack(there.voice)
    if (there.latitude) {
      const here = form.querySelector('[data-here]')
      here.querySelector('[data-told]').textContent = here.dataset.kept
      here.querySelector('[data-drop]').hidden = false
    }
  }
  form.hidden = false
  form.addEventListener('input', (event) => { if (event.target.type !== 'file') keep() })
  form.elements.sound?.addEventListener('change', async ({ target }) => {
    const [chosen] = target.files
    voice = chosen ? { name: chosen.name, blob: new Blob([await chosen.arrayBuffer()], { type: chosen.type }) } : null
    await keep()
  })
  form.elements.photos.addEventListener('change', async ({ target }) => {
    for (const file of [...target.files].slice(0, MOST - photos.length)) {
      const blob = await smaller(file).catch(() => null)
      if (blob) photos.push({ name: file.name.replace(/\.[^.]*$/, '') + '.jpg', blob })
    }
    target.value = ''
    showPhotos()
    await keep()
  })
  form.addEventListener('submit', (event) => { event.preventDefault(); event.stopImmediatePropagation(); finish() })
}

begin()
