/** Calling the eye and ear back to this window: title, a short sound, a desktop notification. */

let audio: AudioContext | null = null

/** Two soft notes, made here so that no sound file is needed. */
export function playRing(urgent: boolean): void {
  try {
    audio ??= new AudioContext()
    const start = audio.currentTime
    const notes = urgent ? [880, 660, 880, 660] : [587, 784]
    notes.forEach((frequency, index) => playNote(audio!, frequency, start + index * 0.16))
  } catch {
    // A browser that was never clicked may refuse sound; the panel and the title still show.
  }
}
function playNote(context: AudioContext, frequency: number, at: number) {
  const oscillator = context.createOscillator()
  const volume = context.createGain()
  oscillator.frequency.value = frequency
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(0.12, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.001, at + 0.34)
  oscillator.connect(volume).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + 0.36)
}

export function notify(title: string, body: string, open: () => void): Notification | null {
  if (typeof Notification === 'undefined' || Notification.permission !== 'granted' || !document.hidden) return null
  const notification = new Notification(title, { body, tag: 'offer' })
  notification.onclick = () => {
    window.focus()
    open()
  }
  return notification
}
