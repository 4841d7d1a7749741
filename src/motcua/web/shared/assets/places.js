// A long list of places gets a box above it: a few letters, with or without their marks, shorten the list.
// The list itself stays what it is, so without this script nothing is missing.
const folded = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase()

function enhance(group) {
  const select = group.querySelector('select')
  const all = Array.from(select.children, (child) => child.cloneNode(true))
  const { find, none, found } = group.dataset

  const label = document.createElement('label')
  label.className = 'govuk-hint mc-places__find'
  label.textContent = find
  const box = document.createElement('input')
  Object.assign(box, { type: 'text', className: 'govuk-input mc-places__box', autocomplete: 'off', spellcheck: false })
  box.id = label.htmlFor = `${select.id}-find`
  const told = document.createElement('p')
  told.className = 'govuk-hint mc-places__told'
  told.setAttribute('aria-live', 'polite')
  select.before(label, box)
  select.after(told)

  function shorten() {
    const words = folded(box.value).split(/\s+/).filter(Boolean)
    const fits = (option) => words.every((word) => folded(option.textContent).includes(word))
    const chosen = select.value
    const kept = all.map((child) => {
      const copy = child.cloneNode(true)
      copy.querySelectorAll('option').forEach((option) => {
        if (!fits(option)) option.remove()
      })
      return copy
    }).filter((child) => child.matches('option') || child.children.length)
    select.replaceChildren(...kept)
    const options = select.querySelectorAll('optgroup option')
    select.value = chosen
    if (select.selectedIndex < 0) select.selectedIndex = 0
    if (words.length && options.length === 1) select.value = options[0].value
    told.textContent = !words.length ? '' : options.length ? `${found} ${options.length}` : none
  }

  box.addEventListener('input', shorten)
  // Enter in the box means "find this", not "send the form".
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault()
  })
}

export function enhanceAll(root = document) {
  root.querySelectorAll('[data-choose-place]').forEach(enhance)
}
