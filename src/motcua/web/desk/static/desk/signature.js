// A pad to sign on: what is drawn goes into the hidden field of its form as a PNG. Without this script the pad
// stays hidden and the receiver signs the printed slip.
const INK = '#12233f'

for (const pad of document.querySelectorAll('[data-signature]')) {
  const canvas = pad.querySelector('canvas')
  const kept = pad.closest('form').elements.namedItem(pad.dataset.signature)
  const pen = canvas.getContext('2d')
  let drawing = false

  function clear() {
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    kept.value = ''
  }

  function place(event) {
    const box = canvas.getBoundingClientRect()
    return [
      (event.clientX - box.left) * (canvas.width / box.width),
      (event.clientY - box.top) * (canvas.height / box.height),
    ]
  }

  canvas.addEventListener('pointerdown', (event) => {
    drawing = true
    canvas.setPointerCapture(event.pointerId)
    pen.beginPath()
    pen.lineWidth = 3
    pen.lineCap = 'round'
    pen.lineJoin = 'round'
    pen.strokeStyle = INK
    pen.moveTo(...place(event))
    event.preventDefault()
  })
  canvas.addEventListener('pointermove', (event) => {
    if (!drawing) return
    pen.lineTo(...place(event))
    pen.stroke()
  })
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => {
      if (!drawing) return
      drawing = false
      kept.value = canvas.toDataURL('image/png')
    })
  }
  pad.querySelector('[data-signature-clear]').addEventListener('click', clear)
  clear()
  pad.hidden = false
}
