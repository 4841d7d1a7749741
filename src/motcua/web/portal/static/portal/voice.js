// A voice note: recorded here, heard once more, and put into the file box of the form, which sends it like any file.
// Without this script, or without a microphone, the box takes a recording that is there already.
const box = document.querySelector('[data-voice]')
const KINDS = ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4']
const BITS_A_SECOND = 24000

function begin() {
  const { mostSeconds, mostBytes, recording, recorded, denied, large, name } = box.dataset
  const most = Number(mostSeconds)
  const [start, stop, drop, said, heard, file] = ['[data-start]', '[data-stop]', '[data-drop]', '[data-said]', '[data-heard]', '[type=file]']
    .map((each) => box.querySelector(each))
  const kind = self.MediaRecorder && navigator.mediaDevices?.getUserMedia && KINDS.find((each) => MediaRecorder.isTypeSupported(each))
  let began = 0
  let counting = 0
  let recorder = null

  const seconds = () => Math.min(most, Math.round((Date.now() - began) / 1000))
  const tell = (words) => { said.textContent = words.replace('{now}', seconds()).replace('{most}', most) }

  // What is in the box now, however it came there, can be heard; what is too large is taken out again.
  function show() {
    const [chosen] = file.files
    const fits = !chosen || chosen.size <= Number(mostBytes)
    if (!fits) {
      file.value = ''
      said.textContent = large
    }
    if (heard.src) URL.revokeObjectURL(heard.src)
    heard.hidden = drop.hidden = !chosen || !fits
    if (chosen && fits) heard.src = URL.createObjectURL(chosen)
    else heard.removeAttribute('src')
  }

  function put(parts) {
    const held = new DataTransfer()
    const bare = kind.split(';')[0]
    held.items.add(new File(parts, `${name}.${bare === 'audio/mp4' ? 'm4a' : 'webm'}`, { type: bare }))
    file.files = held.files
    file.dispatchEvent(new Event('change', { bubbles: true }))
  }

  function ended(parts, stream) {
    clearInterval(counting)
    stream.getTracks().forEach((track) => track.stop())
    start.hidden = false
    stop.hidden = true
    tell(recorded)
    put(parts)
    start.focus()
  }

  async function record() {
    let stream
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true })
    } catch (refused) {
      said.textContent = denied
      return
    }
    const parts = []
    recorder = new MediaRecorder(stream, { mimeType: kind, audioBitsPerSecond: BITS_A_SECOND })
    recorder.addEventListener('dataavailable', ({ data }) => { if (data.size) parts.push(data) })
    recorder.addEventListener('stop', () => ended(parts, stream))
    recorder.start()
    began = Date.now()
    counting = setInterval(() => {
      if (Date.now() - began >= most * 1000 && recorder.state === 'recording') recorder.stop()
      else tell(recording)
    }, 500)
    tell(recording)
    start.hidden = true
    stop.hidden = false
    stop.focus()
  }

  file.addEventListener('change', show)
  drop.addEventListener('click', () => {
    file.value = ''
    said.textContent = ''
    file.dispatchEvent(new Event('change', { bubbles: true }))
  })
  if (!kind || !self.DataTransfer) return
  box.querySelector('[data-recorder]').hidden = false
  start.addEventListener('click', record)
  stop.addEventListener('click', () => { if (recorder?.state === 'recording') recorder.stop() })
}

if (box) begin()
