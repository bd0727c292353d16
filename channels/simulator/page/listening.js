// Hears what the visitor says through the microphone, where the browser can recognise speech.

import { voiceLanguage } from "./speech.js";

const Recognition = window.SpeechRecognition || window.webkitSpeechRecognition;

export const listening = {
  isPossible: Boolean(Recognition),
  current: null,

  // `onWords` hears the words so far, `onEnd` the words at the end, or "" for nothing, `onProblem` that it cannot be.
  start(language, { onWords, onEnd, onProblem }) {
    const recognition = new Recognition();
    let heard = "";
    recognition.lang = voiceLanguage(language);
    recognition.interimResults = true;
    recognition.onresult = ({ results }) => {
      heard = [...results].map(([best]) => best.transcript).join("");
      onWords(heard);
    };
    recognition.onerror = ({ error }) => { if (error !== "no-speech" && error !== "aborted") onProblem(); };
    recognition.onend = () => {
      this.current = null;
      onEnd(heard.trim());
    };
    this.current = recognition;
    try {
      recognition.start();
    } catch {
      this.current = null;
      onProblem();
    }
  },

  // What was heard until now counts.
  stop() {
    this.current?.stop();
  },

  // What was heard is forgotten.
  drop() {
    if (!this.current) return;
    this.current.onend = null;
    this.current.abort();
    this.current = null;
  },
};
