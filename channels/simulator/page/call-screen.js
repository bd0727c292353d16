// The screen of one call: who it is with, what it is doing, what is heard and said, and the keys.

import { drawLines } from "./call-lines.js";
import { DIALLING, endWord, isLive, isRingingHere, sign, stateWord } from "./call-states.js";
import { at, name, setIcon } from "./elements.js";
import { nameKeys, startKeypad } from "./keypad.js";
import { listening } from "./listening.js";
import { lasting, secondsBetween } from "./moments.js";
import { spaced } from "./numbers.js";
import { lineName, person, said, words } from "./session.js";
import { speech } from "./speech.js";
import { tones } from "./tones.js";

const NEAR_THE_END = 40;
const TICK_MILLISECONDS = 250;

// `keypad`: what the person wished, or null: then it is there until somebody is to be talked with.
// `cameFrom`: what had the focus in the apps before the call came over them.
const state = { call: null, sid: "", keypad: null, acts: null, ticking: 0, cameFrom: null };

export const callScreen = {
  // `acts`: press(key), say(words), hangUp(), answer(), decline(), again(), done(), minimise().
  start(acts) {
    state.acts = acts;
    startKeypad({ isListening: () => this.isOpen && isTalkable(state.call), onPress: acts.press });
    listen();
  },

  get isOpen() {
    return !at("call").hidden;
  },

  open(call) {
    const { isOpen: wasOpen } = this;
    const wasStage = at("call").dataset.stage;
    const focused = document.activeElement;
    if (call.sid !== state.sid && state.sid !== DIALLING) beginAnew();
    state.sid = call.sid;
    if (!wasOpen) state.cameFrom = at("apps").contains(focused) ? focused : null;
    state.call = call;
    at("call").hidden = false;
    at("apps").inert = true;
    draw();
    if (!wasOpen || wasStage !== at("call").dataset.stage) placeFocus(focused);
    if (!isLive(call)) listening.drop();
    clearInterval(state.ticking);
    state.ticking = isLive(call) ? setInterval(showTimer, TICK_MILLISECONDS) : 0;
  },

  close() {
    clearInterval(state.ticking);
    listening.drop();
    const hadFocus = at("call").contains(document.activeElement);
    at("call").hidden = true;
    at("apps").inert = false;
    state.call = null;
    if (hadFocus) backWhereItCameFrom();
  },

  redraw() {
    for (const [id, word] of [["hang-up", "hang_up"], ["call-minimise", "minimise"], ["say-send", "say_send"],
      ["say-listen", "speak"], ["call-speech", "speech"], ["call-tones", "tones"]]) name(at(id), words()[word]);
    at("call-log").setAttribute("aria-label", words().transcript);
    at("call-lines").replaceChildren();
    nameKeys();
    if (state.call) draw();
  },

  showProblem,
};

function beginAnew() {
  state.keypad = null;
  at("say-text").value = "";
  showSayButton();
  showProblem("");
}

function isTalkable(call) {
  return Boolean(call?.answered_at) && isLive(call);
}

function stageOf(call) {
  if (!isLive(call)) return "ended";
  return isRingingHere(call) ? "ringing" : "live";
}

function draw() {
  const { call } = state;
  at("call").dataset.stage = stageOf(call);
  at("call-name").textContent = lineName(call.line);
  at("call-number").textContent = spaced(call.line);
  at("call-state").textContent = stateText(call);
  at("call-sign").dataset.sign = sign(call);
  at("call-error").textContent = call.error_code ? said("error_number", { code: call.error_code }) : "";
  at("say-text").placeholder = call.doing === "record" ? words().say_message : words().say_placeholder;
  at("say-listen").hidden = !listening.isPossible;
  if (!isLive(call)) showProblem("");
  showSwitches();
  showKeypad();
  showTimer();
  showLines();
}

function stateText(call) {
  if (isRingingHere(call)) return words().incoming;
  const why = isLive(call) ? "" : endWord(call, words());
  return why ? words()[why] : words()[stateWord(call)];
}

function showLines() {
  const log = at("call-log");
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  drawLines(at("call-lines"), state.call.lines || [], { textLanguage: person().language });
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
}

function showTimer() {
  const { call } = state;
  const until = call.ended_at || new Date().toISOString();
  const { record } = call;
  if (!call.answered_at) at("call-timer").textContent = "";
  else if (isLive(call) && record) at("call-timer").textContent = recorded(record, until);
  else at("call-timer").textContent = lasting(secondsBetween(call.answered_at, until));
}

function recorded(record, now) {
  const seconds = Math.min(secondsBetween(record.started_at, now), record.max_length);
  return `${lasting(seconds)} / ${lasting(record.max_length)}`;
}

function showSwitches() {
  at("call-speech").hidden = !speech.isPossible;
  at("call-speech").setAttribute("aria-pressed", String(speech.isOn));
  setIcon(at("call-speech"), speech.isOn ? "speech" : "speech-off");
  at("call-tones").hidden = !tones.isPossible;
  at("call-tones").setAttribute("aria-pressed", String(tones.isOn));
}

function showKeypad() {
  const { call } = state;
  const isNeeded = !["conference", "held"].includes(call.doing);
  const isShown = state.keypad ?? isNeeded;
  const log = at("call-log");
  const wasAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < NEAR_THE_END;
  at("keypad").hidden = !isShown;
  at("keypad-toggle").setAttribute("aria-expanded", String(isShown));
  for (const key of at("keypad").children) key.disabled = !isTalkable(call);
  if (wasAtEnd) log.scrollTop = log.scrollHeight;
}

// Where the next act is. But whoever writes when it rings does not answer by the next blank of a sentence.
function placeFocus(focused) {
  const { stage } = at("call").dataset;
  const isWriting = stage === "ringing" && focused?.matches("input, textarea") && Boolean(focused.value);
  if (isWriting && !at("apps").contains(focused)) return;
  const places = { ringing: isWriting ? "call" : "answer", live: "call", ended: "call-done" };
  at(places[stage]).focus({ preventScroll: true });
}

function backWhereItCameFrom() {
  state.cameFrom?.focus();
  if (!at("apps").contains(document.activeElement)) at("tabs").querySelector("[aria-current]")?.focus();
}

function showProblem(problem) {
  at("call-problem").textContent = problem;
}

// Saying something

function showSayButton() {
  at("say-send").disabled = !at("say-text").value.trim();
}

async function sayIt(event) {
  event?.preventDefault();
  const text = at("say-text").value.trim();
  if (!text) return;
  at("say-text").value = "";
  showSayButton();
  if (await state.acts.say(text)) return;
  // What could not be said stands there again, unless something else was begun.
  if (!at("say-text").value) at("say-text").value = text;
  showSayButton();
}

function turnListening() {
  if (listening.current) {
    listening.stop();
    return;
  }
  speech.stop();
  showProblem("");
  listening.start(person().language, {
    onWords: (heard) => {
      at("say-text").value = heard;
      showSayButton();
    },
    onEnd: (heard) => {
      showListening(false);
      if (heard) sayIt();
    },
    onProblem: () => {
      showListening(false);
      showProblem(words().no_listening);
    },
  });
  showListening(Boolean(listening.current));
}

function showListening(on) {
  at("say-listen").setAttribute("aria-pressed", String(on));
  name(at("say-listen"), on ? words().listening : words().speak);
  at("say-text").placeholder = on ? words().listening : words().say_placeholder;
}

// Wiring

function listen() {
  const { acts } = state;
  for (const [id, act] of [["hang-up", "hangUp"], ["answer", "answer"], ["decline", "decline"], ["call-again", "again"],
    ["call-done", "done"], ["call-minimise", "minimise"]]) at(id).addEventListener("click", () => acts[act]());
  at("keypad-toggle").addEventListener("click", () => {
    state.keypad = at("keypad").hidden;
    showKeypad();
  });
  at("call-speech").addEventListener("click", () => {
    speech.turn(!speech.isOn);
    showSwitches();
  });
  at("call-tones").addEventListener("click", () => {
    tones.turn(!tones.isOn);
    showSwitches();
    acts.soundsChanged();
  });
  at("say-listen").addEventListener("click", turnListening);
  at("say-text").addEventListener("input", showSayButton);
  at("say-text").addEventListener("keydown", ({ key }) => { if (key === "Escape") at("call").focus(); });
  at("say").addEventListener("submit", sayIt);
}
