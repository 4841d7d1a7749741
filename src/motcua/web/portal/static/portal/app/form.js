// A dossier's form filled in without network: kept on this telephone as it is typed, closed for the server when it is done.
const { show } = self.motcuaApp
const queue = self.motcuaQueue
const form = document.querySelector('form[data-offline-dossier]')
const { key: serverPoint, root, procedure, about, kept, queued, empty, cannot } = form.dataset
const KEY = `dossier-${procedure}`
const told = form.querySelector('[data-told]')

const inputsOf = (section) => Array.from(section.querySelectorAll('[name]')).filter((each) => each.type !== 'file')
const stands = (input) => !input.closest('[hidden]')
const chosen = (input) => !['radio', 'checkbox'].includes(input.type) || input.checked

// What an answer brings up comes up when it is given, as on the pages of the portal; what does not stand answers nothing.
function bringUp() {
  const boxes = inputsOf(form)
  const given = (name) => boxes.filter((each) => each.name === name && chosen(each) && stands(each)).map((each) => each.value)
  form.querySelectorAll('[data-when]').forEach((asked) => {
    const wanted = Object.entries(JSON.parse(asked.dataset.when))
    asked.hidden = !wanted.every(([name, values]) => given(name).some((value) => values.includes(value)))
  })
}

// By page and by the name of the input, as a page of the portal would send it; what was left open is not there.
function typed() {
  const pages = {}
  form.querySelectorAll('[data-page]').forEach((section) => {
    inputsOf(section).filter((each) => stands(each) && chosen(each) && each.value.trim() !== '').forEach((each) => {
      const page = pages[section.dataset.page] ??= {}
      ;(page[each.name] ??= []).push(each.value)
    })
  })
  return pages
}

function giveBack(pages) {
  form.querySelectorAll('[data-page]').forEach((section) => {
    const page = pages[section.dataset.page] ?? {}
    inputsOf(section).forEach((each) => {
      const values = page[each.name] ?? []
      if (['radio', 'checkbox'].includes(each.type)) each.checked = values.includes(each.value)
      else if (values.length) [each.value] = values
    })
  })
}

async function keep() {
  await queue.put('drafts', { key: KEY, typed: typed() })
  told.textContent = kept
}

async function finish() {
  const pages = typed()
  if (!Object.keys(pages).length) {
    told.textContent = empty
    return
  }
  await queue.enqueue({ procedure, typed: pages }, serverPoint, about, root, { kind: 'dossier' })
  await queue.drop('drafts', KEY)
  form.reset()
  bringUp()
  told.textContent = queued
  await show()
  document.querySelector('[data-on-this-phone]').scrollIntoView({ block: 'center' })
}

async function begin() {
  if (!('indexedDB' in self) || !crypto.subtle) {
    told.textContent = cannot
    return
  }
  const there = await queue.get('drafts', KEY)
  form.hidden = false
  if (there) giveBack(there.typed)
  bringUp()
  form.addEventListener('input', () => { bringUp(); keep() })
  form.addEventListener('submit', (event) => { event.preventDefault(); event.stopImmediatePropagation(); finish() })
}

begin()
