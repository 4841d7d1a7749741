// “Tell me on this telephone”: a subscription of this browser, for one report or for everything of who signed in.
const place = document.querySelector('[data-waking]')
const able = place && 'serviceWorker' in navigator && 'PushManager' in self && 'Notification' in self

const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (sign) => sign.charCodeAt(0))

async function send(address, subscription) {
  const token = place.querySelector('[name=csrfmiddlewaretoken]').value
  const answer = await fetch(address, {
    method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRFToken': token }, body: JSON.stringify(subscription),
  })
  if (!answer.ok) throw new Error(`${answer.status}`)
}

function begin() {
  const { key, here, gone, yes, sleeps, no, worker } = place.dataset
  const [wake, sleep, told] = ['[data-wake]', '[data-sleep]', '[data-told]'].map((each) => place.querySelector(each))
  const say = (words, woken) => {
    told.textContent = words
    wake.hidden = woken
    sleep.hidden = !woken
  }

  async function subscribe() {
    try {
      if (await Notification.requestPermission() !== 'granted') throw new Error('denied')
      await navigator.serviceWorker.register(worker, { scope: '/' })
      const { pushManager } = await navigator.serviceWorker.ready
      await send(here, await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(key) }))
      say(yes, true)
    } catch (refused) {
      told.textContent = no
    }
  }

  // The subscription of the browser stays: other reports may wake it. Only this page's is ended.
  async function unsubscribe() {
    const there = await (await navigator.serviceWorker.ready).pushManager.getSubscription()
    try {
      if (there) await send(gone, there)
      say(sleeps, false)
    } catch (refused) {
      told.textContent = no
    }
  }

  place.hidden = false
  wake.addEventListener('click', subscribe)
  sleep.addEventListener('click', unsubscribe)
  // Where this browser is woken by anything already, it can be told to stop; whether by this, the server knows.
  navigator.serviceWorker.getRegistration().then((there) => there?.pushManager.getSubscription())
    .then((there) => { sleep.hidden = !there }).catch(() => {})
}

if (able) begin()
