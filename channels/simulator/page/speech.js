// Reads aloud what the line says, with the browser's own voices. Where there are none, it is quietly silent.

import { ourLanguage } from "./words.js";

const VOICES = { "zh-Hant": "zh-HK", "zh-Hans": "zh-CN", en: "en-GB" };
const SENTENCE = /[^。！？；.!?;]+[。！？；.!?;]*/g;
const KEPT = "phone.speech";

const synthesis = window.speechSynthesis;

export const speech = {
  isPossible: Boolean(synthesis && window.SpeechSynthesisUtterance),
  isOn: localStorage.getItem(KEPT) !== "off",

  turn(on) {
    this.isOn = on;
    localStorage.setItem(KEPT, on ? "on" : "off");
    if (!on) this.stop();
  },

  // After what is being said already. Sentence by sentence: long texts are cut off by some browsers.
  say(text, language) {
    if (!this.isOn || !this.isPossible) return;
    for (const sentence of text.match(SENTENCE) || []) {
      if (!sentence.trim()) continue;
      const utterance = new SpeechSynthesisUtterance(sentence.trim());
      utterance.lang = voiceLanguage(language);
      const voice = synthesis.getVoices().find(({ lang }) => lang.replace("_", "-") === utterance.lang);
      if (voice) utterance.voice = voice;
      synthesis.speak(utterance);
    }
  },

  stop() {
    if (this.isPossible) synthesis.cancel();
  },
};

// Any language tag to one that browsers have a voice for.
export function voiceLanguage(language) {
  return VOICES[ourLanguage(language)] || language;
}
