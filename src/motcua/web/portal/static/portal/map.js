// The map beside the list: it shows what the list says and nothing else. Without this script, or without Leaflet,
// the sketch stays. Only where the province names a server of map pictures is anything fetched from elsewhere.
const map = document.querySelector('[data-map]')
const { L } = self

function pointOf(row) {
  const { spot, latitude, longitude } = row.dataset
  const done = 'done' in row.dataset
  const icon = L.divIcon({ html: spot, className: `mc-map__point${done ? ' mc-map__point--done' : ''}`, iconSize: [30, 30] })
  return L.marker([Number(latitude), Number(longitude)], { icon, keyboard: true, riseOnHover: true })
}

function wordsOf(row) {
  const words = document.createElement('div')
  words.append(...Array.from(row.children, (each) => {
    const copy = each.tagName === 'H3' ? document.createElement('p') : each.cloneNode(true)
    if (each.tagName === 'H3') copy.append(each.querySelector('a').cloneNode(true))
    return copy
  }))
  return words
}

function put(row, drawn) {
  const { one, close } = map.dataset
  const point = pointOf(row).addTo(drawn)
  const element = point.getElement()
  element.setAttribute('aria-label', one.replace('{number}', row.dataset.spot).replace('{words}', row.querySelector('a').textContent))
  point.bindPopup(wordsOf(row), { autoPanPadding: [20, 20] })
  element.addEventListener('keydown', (event) => {
    if (event.key === ' ') { event.preventDefault(); point.openPopup() }
  })
  point.on('popupopen', ({ popup }) => {
    const box = popup.getElement()
    box.querySelector('.leaflet-popup-close-button')?.setAttribute('aria-label', close)
    box.querySelector('a[href]')?.focus({ preventScroll: true })
    box.onkeydown = (event) => { if (event.key === 'Escape') point.closePopup() }
  })
  point.on('popupclose', () => element.focus({ preventScroll: true }))
  return point
}

function draw() {
  const { bounds, landmarks, tiles, credit, larger, smaller } = map.dataset
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches
  map.hidden = false
  const drawn = L.map(map.querySelector('[data-land]'), {
    zoomControl: false, attributionControl: Boolean(credit), fadeAnimation: !calm, zoomAnimation: !calm,
    inertia: !calm, scrollWheelZoom: false, maxZoom: 17, renderer: L.svg({ padding: 1 }),
  })
  drawn.attributionControl?.setPrefix(false).addAttribution(credit.replace(/[&<>"]/g, ''))
  L.control.zoom({ zoomInTitle: larger, zoomOutTitle: smaller }).addTo(drawn)
  const rows = Array.from(document.querySelectorAll('[data-spot]'))
  const around = JSON.parse(bounds)
  const frame = around && L.latLngBounds([around[0], around[1]], [around[2], around[3]])
  const spots = rows.map(({ dataset }) => [Number(dataset.latitude), Number(dataset.longitude)])
  drawn.fitBounds((spots.length ? L.latLngBounds(spots) : frame).pad(0.15), { maxZoom: tiles ? 13 : 10, animate: false })
  if (tiles) L.tileLayer(tiles, { maxZoom: 17 }).addTo(drawn)
  if (frame) L.rectangle(frame, { color: '#0a5a54', weight: 2, fill: !tiles, fillOpacity: 0.05, interactive: false }).addTo(drawn)
  JSON.parse(landmarks).forEach(([name, latitude, longitude]) => {
    const words = document.createElement('span')
    words.textContent = name
    L.marker([latitude, longitude], {
      icon: L.divIcon({ html: words, className: 'mc-map__place', iconAnchor: [3, 10] }), interactive: false, keyboard: false,
    }).addTo(drawn)
  })
  rows.forEach((row) => put(row, drawn))
  document.querySelector('[data-sketch]')?.setAttribute('hidden', '')
}

if (map && L && (document.querySelector('[data-spot]') || map.dataset.bounds !== 'null')) draw()
