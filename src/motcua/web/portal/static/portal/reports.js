// The place of the telephone, when somebody asks for it: one press, and it can be taken out again.
// Without this script, or where the telephone says nothing, choosing a commune is enough.
document.querySelectorAll('[data-here]').forEach((box) => {
  if (!('geolocation' in navigator)) return
  const [latitude, longitude] = box.querySelectorAll('input')
  const told = box.querySelector('[data-told]')
  const drop = box.querySelector('[data-drop]')
  const { asking, found, none, dropped } = box.dataset
  box.querySelector('[data-buttons]').hidden = false

  box.querySelector('[data-ask]').addEventListener('click', () => {
    told.textContent = asking
    navigator.geolocation.getCurrentPosition(({ coords }) => {
      latitude.value = coords.latitude.toFixed(6)
      longitude.value = coords.longitude.toFixed(6)
      told.textContent = found.replace('{m}', Math.round(coords.accuracy))
      drop.hidden = false
      latitude.dispatchEvent(new Event('input', { bubbles: true }))
    }, () => { told.textContent = none }, { enableHighAccuracy: true, timeout: 20000, maximumAge: 60000 })
  })
  drop.addEventListener('click', () => {
    latitude.value = longitude.value = ''
    told.textContent = dropped
    drop.hidden = true
    latitude.dispatchEvent(new Event('input', { bubbles: true }))
  })
})
