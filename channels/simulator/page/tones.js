// The phone's own sounds, made by WebAudio: keys, ringing, and music while waiting. Off until the visitor wants them.

const KEPT = "phone.tones";
const QUIET = 0.035;
const ROWS = [697, 770, 852, 941];
const COLUMNS = [1209, 1336, 1477];
const KEYS = ["123", "456", "789", "*0#"];
const MELODY = [392, 493.88, 587.33, 493.88, 440, 523.25, 659.25, 523.25];
const BEAT_SECONDS = 0.6;
const RING_SECONDS = 3;

let context = null;
let player = 0;
let playing = "";
let volume = null; // of what is playing: its notes are planned ahead, and must fall silent at once

export const tones = {
  isPossible: Boolean(window.AudioContext),
  isOn: localStorage.getItem(KEPT) === "on",

  turn(on) {
    this.isOn = on;
    localStorage.setItem(KEPT, on ? "on" : "off");
    if (!on) this.play("");
  },

  key(digit) {
    if (!this.isOn || !this.isPossible) return;
    const row = KEYS.findIndex((keys) => keys.includes(digit));
    if (row < 0) return;
    const speaker = newVolume();
    for (const frequency of [ROWS[row], COLUMNS[KEYS[row].indexOf(digit)]]) sound(speaker, frequency, { seconds: 0.14 });
  },

  // `what`: "music", "ring", or "" for silence.
  play(what) {
    const wanted = this.isOn && this.isPossible ? what : "";
    if (wanted === playing) return;
    clearInterval(player);
    volume?.disconnect();
    playing = wanted;
    const once = { music: playMelody, ring: playRing }[wanted];
    if (!once) return;
    volume = newVolume();
    once();
    player = setInterval(once, 1000 * (wanted === "music" ? MELODY.length * BEAT_SECONDS : RING_SECONDS));
  },
};

function playMelody() {
  MELODY.forEach((frequency, beat) => sound(volume, frequency, { after: beat * BEAT_SECONDS, seconds: BEAT_SECONDS * 1.6 }));
}

function playRing() {
  for (const after of [0, 0.5]) {
    for (const frequency of [440, 480]) sound(volume, frequency, { after, seconds: 0.4 });
  }
}

function newVolume() {
  context ||= new AudioContext();
  const made = context.createGain();
  made.gain.value = QUIET;
  made.connect(context.destination);
  return made;
}

// A soft beginning and end: a bare oscillator clicks.
function sound(speaker, frequency, { after = 0, seconds }) {
  const start = context.currentTime + after;
  const [oscillator, gain] = [context.createOscillator(), context.createGain()];
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(1, start + 0.02);
  gain.gain.linearRampToValueAtTime(0, start + seconds);
  oscillator.connect(gain).connect(speaker);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}
