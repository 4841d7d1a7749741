// “Tell me on this telephone”: a subscription of this browser, for this one report.
const place = document.querySelector('[data-waking]')
const able = place && 'serviceWorker' in navigator && 'PushManager' in self && 'Notification' in self

const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))

async function subscribe() {
  const { key, address, yes, no } = place.dataset
  const told = place.querySelector('[data-told]')
  try {
    if (await Notification.requestPermission() !== 'granted') throw new Error('denied')
    await navigator.serviceWorker.register(place.dataset.worker, { scope: '/' })
    const { pushManager } = await navigator.serviceWorker.ready
    const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) })
    const token = place.querySelector('[name=csrfmiddlewaretoken]').value
    const answer = await fetch(address, {
      method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token }, body: JSON.stringify(subscription),
    })
    if (!answer.ok) throw new Error(`${answer.status}`)
    told.textContent = yes
    place.querySelector('button').hidden = true
  } catch (refused) {
    told.textContent = no
  }
}

if (able) {
  place.hidden = false
  place.querySelector('button').addEventListener('click', subscribe)
}
