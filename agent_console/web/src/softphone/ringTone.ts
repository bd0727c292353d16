/** The ring of a telephone, made here so that no sound file is needed: two short bursts, a pause, again and again. */
import { readonly, ref } from 'vue'

const TONES_HZ = [440, 480]
const BURSTS = [0, 0.6]
const BURST_SECONDS = 0.4
const EVERY_SECONDS = 4
const LOUDNESS = 0.07

let audio: AudioContext | null = null
let ring: ReturnType<typeof setInterval> | undefined
/** Whether this window is the one that sounds. */
let isVoice = false
let letOthersSound: (() => void) | undefined
const blocked = ref(false)
/** The browser keeps silent until somebody has touched the page. */
export const ringIsBlocked = readonly(blocked)

const wasTouched = () => navigator.userActivation?.hasBeenActive ?? true

function soundOnce() {
  if (!audio || !isVoice) return
  const start = audio.currentTime + 0.02
  for (const burst of BURSTS) for (const frequency of TONES_HZ) playTone(audio, frequency, start + burst)
}
function playTone(context: AudioContext, frequency: number, at: number) {
  const oscillator = context.createOscillator()
  const volume = context.createGain()
  oscillator.frequency.value = frequency
  volume.gain.setValueAtTime(0, at)
  volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.03)
  volume.gain.setValueAtTime(LOUDNESS, at + BURST_SECONDS - 0.05)
  volume.gain.linearRampToValueAtTime(0, at + BURST_SECONDS)
  oscillator.connect(volume).connect(context.destination)
  oscillator.start(at)
  oscillator.stop(at + BURST_SECONDS + 0.02)
}

async function begin() {
  forget()
  blocked.value = false
  try {
    audio ??= new AudioContext()
    await audio.resume()
    // Stopped while the browser made up its mind.
    if (ring) soundOnce()
  } catch {
    // No sound device: the panel, the title and the notification still call.
  }
}
const onTouch = () => void begin()
function forget() {
  removeEventListener('pointerdown', onTouch)
  removeEventListener('keydown', onTouch)
}

/** Of several windows one sounds: the first that asks. */
function withOnlyVoice(run: () => void) {
  if (!navigator.locks) return run()
  void navigator.locks.request('ring-tone', { ifAvailable: true }, (lock) => {
    if (!lock || !ring) return undefined
    run()
    return new Promise<void>((resolve) => (letOthersSound = resolve))
  })
}

export function startRing(): void {
  if (ring) return
  ring = setInterval(soundOnce, EVERY_SECONDS * 1000)
  withOnlyVoice(sound)
}
function sound() {
  isVoice = true
  // A sound before the first touch is refused by the browser, loudly in its console.
  if (wasTouched()) return void begin()
  blocked.value = true
  addEventListener('pointerdown', onTouch)
  addEventListener('keydown', onTouch)
}
/** Silent at once, also within a burst. */
export function stopRing(): void {
  clearInterval(ring)
  ring = undefined
  isVoice = false
  letOthersSound?.()
  forget()
  blocked.value = false
  void audio?.suspend().catch(() => undefined)
}
