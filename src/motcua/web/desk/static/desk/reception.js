// The counter by keyboard: Enter goes to the next box, in the number of the person it looks them up; Ctrl+Enter receives.
// Without this file every button does the same by a press.
const form = document.querySelector('form[data-counter]')
const boxes = 'input:not([type=hidden]):not([type=file]), select'

form.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' || event.target.matches('textarea, button, summary')) return
  event.preventDefault()
  if (event.ctrlKey) {
    form.querySelector('[data-receive]').click()
    return
  }
  if (event.target.name === 'so-dinh-danh') {
    form.querySelector('[data-look-up]').click()
    return
  }
  const shown = [...form.querySelectorAll(boxes)].filter((box) => box.offsetParent !== null)
  const next = shown[shown.indexOf(event.target) + 1]
  if (next) next.focus()
  else form.querySelector('[data-receive]').focus()
})
