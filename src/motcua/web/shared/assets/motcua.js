// Enhances pages that already work without it: loads govuk-frontend only where something on the page needs it.
const NEEDED = [
  '[data-module="govuk-error-summary"]',
  '[data-prevent-double-click]',
  '[aria-controls^="conditional-"]',
  '[data-aria-controls^="conditional-"]',
  '[data-module="govuk-character-count"]',
  '[data-module="govuk-password-input"]',
  '[data-module="govuk-notification-banner"]',
  '[data-module="govuk-service-navigation"]',
  'a[role="button"]',
].join(',')

document.body.classList.add('js-enabled', 'govuk-frontend-supported')

if (document.querySelector(NEEDED)) {
  const { components } = document.querySelector('script[data-components]').dataset
  const { initAll } = await import(new URL(components, document.baseURI))
  initAll()
}

if (document.querySelector('[data-choose-place]')) {
  const { places } = document.querySelector('script[data-components]').dataset
  const { enhanceAll } = await import(new URL(places, document.baseURI))
  enhanceAll()
}

// A page kept by the browser and shown again by "back" would still have its buttons locked.
window.addEventListener('pageshow', (event) => {
  if (event.persisted) document.querySelectorAll('form[data-once]').forEach((form) => delete form.dataset.sent)
})

// A form that must be sent once: a second press is swallowed here, and refused by the server anyway.
document.addEventListener('submit', (event) => {
  const form = event.target.closest('form[data-once]')
  if (!form) return
  if (form.dataset.sent) event.preventDefault()
  form.dataset.sent = 'yes'
})
