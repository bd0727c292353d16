// Calls: whom to call, the call that is going on, and the calls that were.

import { callScreen } from "./call-screen.js";
import { DIALLING, endWord, isIncoming, isLive, isRingingHere, listWord } from "./call-states.js";
import { at, name } from "./elements.js";
import { lasting, secondsBetween } from "./moments.js";
import { showNotice } from "./notice.js";
import { spaced } from "./numbers.js";
import { drawCallableLines, drawRecents, drawRecord } from "./recents.js";
import { carrier, go, lineName, person, session, words } from "./session.js";
import { speech } from "./speech.js";
import { setUnread } from "./tabs.js";
import { tones } from "./tones.js";

const RETRY_MILLISECONDS = 2000;
const HAN = /\p{Script=Han}/u;

// `shown`: the call on the screen; `isSmall`: it goes on behind the apps; `spoken`: how far each call was read aloud.
const state = { calls: new Map(), shown: "", isSmall: false, spoken: new Map(), acting: Promise.resolve() };

export const calls = {
  start() {
    callScreen.start({
      press: pressKey,
      say: (text) => act("say", { text }),
      hangUp: () => act("hangup"),
      answer: () => act("answer"),
      decline: () => act("decline"),
      again: () => dial(state.calls.get(state.shown).line),
      done: closeScreen,
      minimise: () => { makeSmall(true); },
      soundsChanged: playSounds,
    });
    at("call-return").addEventListener("click", () => { makeSmall(false); });
    at("to-recents").addEventListener("click", () => go("calls"));
    setInterval(showReturn, 500);
  },

  open() {
    state.calls = new Map();
    state.shown = "";
    state.isSmall = false;
    speech.stop();
    showAll();
  },

  show() {
    noteSeen();
    showMissed();
    showApp();
  },

  async refresh() {
    const { phone } = session;
    try {
      const found = await carrier.calls(phone);
      if (phone === session.phone) found.forEach((call) => put(call, { isOld: true }));
      if (phone === session.phone) showAll();
    } catch {
      setTimeout(() => phone === session.phone && this.refresh(), RETRY_MILLISECONDS);
    }
  },

  hear(frame) {
    if (frame.type !== "call") return;
    put(frame.call);
    showAll();
  },

  redraw() {
    callScreen.redraw();
    name(at("to-recents"), words().back_to_calls);
    showAll();
  },
};

// What the carrier says of a call; an older word about it may come later, and is passed over. `isOld`: it went on
// before this page looked, and is not read aloud from its beginning.
function put(call, { isOld = false } = {}) {
  const known = state.calls.get(call.sid);
  const lines = call.lines || known?.lines || [];
  if (known && (!isLive(known) ? isLive(call) : lines.length < known.lines.length)) return;
  state.calls.set(call.sid, { ...call, lines });
  if (call.sid !== DIALLING) state.calls.delete(DIALLING);
  if (call.sid === state.shown && state.isSmall && !isLive(call)) tellOfEnd(call);
  const shown = state.calls.get(state.shown);
  if (isLive(call) && (!shown || !isLive(shown))) Object.assign(state, { shown: call.sid, isSmall: false });
  if (isOld && !known) state.spoken.set(call.sid, lines.at(-1)?.position ?? -1);
  readAloud(known, state.calls.get(call.sid));
}

// Whoever does something else meanwhile is told, and not interrupted.
function tellOfEnd(call) {
  state.shown = "";
  const text = words()[endWord(call, words()) || "call_over"];
  showNotice({ iconName: "calls", title: lineName(call.line), text, onOpen: () => go("calls", call.sid) });
}

// Acts

function dial(line) {
  at("calls-problem").textContent = "";
  const { phone } = session;
  const now = new Date().toISOString();
  const asked = { sid: DIALLING, phone, line, direction: "inbound", status: "queued", doing: "idle", started_at: now, lines: [] };
  Object.assign(state, { shown: DIALLING, isSmall: false });
  state.calls.set(DIALLING, asked);
  showAll();
  // Whoever hangs up before the carrier has answered means this call.
  state.acting = place(phone, line);
}

async function place(phone, line) {
  try {
    const call = await carrier.call(phone, line);
    if (phone !== session.phone) return;
    if (state.shown === DIALLING) state.shown = call.sid;
    put(call);
  } catch (error) {
    if (phone !== session.phone) return;
    state.calls.delete(DIALLING);
    if (state.shown === DIALLING) state.shown = "";
    // Another window of the same person may be calling already: then its call is shown.
    if (error.code === "line_busy") calls.refresh();
    else at("calls-problem").textContent = words().call_problem;
    if (!state.shown) go("calls");
  }
  showAll();
}

function pressKey(digit) {
  speech.stop();
  tones.key(digit);
  act("digits", { digits: digit });
}

// One after the other, as they were pressed and said. Gives whether it arrived.
function act(what, body) {
  const { shown } = state;
  if (what !== "digits" && what !== "say") speech.stop();
  const acted = state.acting.then(async () => {
    const sid = shown === DIALLING ? state.shown : shown;
    if (!sid) return false;
    try {
      put(await carrier.actOnCall(sid, what, body));
      callScreen.showProblem("");
      return true;
    } catch {
      callScreen.showProblem(words().act_problem);
      calls.refresh();
      return false;
    } finally {
      showAll();
    }
  });
  state.acting = acted;
  return acted;
}

function makeSmall(isSmall) {
  state.isSmall = isSmall;
  showAll();
  if (isSmall) at("call-return").focus();
}

function closeScreen() {
  state.shown = "";
  showAll();
}

// Reading aloud

// Only what was not read yet, and nothing any more once the call is over.
function readAloud(known, call) {
  const { lines } = call;
  const from = state.spoken.get(call.sid) ?? -1;
  state.spoken.set(call.sid, Math.max(from, lines.at(-1)?.position ?? -1));
  const wasCut = known && (known.doing !== call.doing || !isLive(call)) && known.doing === "queue";
  if (!isLive(call) || wasCut) speech.stop();
  if (!isLive(call)) return;
  for (const line of lines.filter(({ position }) => position > from)) {
    if (line.kind === "digits") speech.stop();
    if (line.kind === "prompt" || line.kind === "heard") speech.say(line.text, languageOf(line));
  }
}

// People do not name the language they speak.
function languageOf(line) {
  if (line.language) return line.language;
  const { language } = person();
  if (!HAN.test(line.text)) return "en";
  return language === "en" ? "zh-Hant" : language;
}

function playSounds() {
  const call = state.calls.get(state.shown);
  if (!call || !isLive(call)) tones.play("");
  else if (!call.answered_at) tones.play("ring");
  else tones.play(call.doing === "queue" || call.doing === "held" ? "music" : "");
}

// Showing

function showAll() {
  const call = state.calls.get(state.shown);
  if (call && !(state.isSmall && isLive(call))) callScreen.open(call);
  else callScreen.close();
  const isRinging = Boolean(call && isRingingHere(call));
  document.title = isRinging ? `${words().incoming} · ${lineName(call.line)}` : words().title;
  showReturn();
  playSounds();
  if (session.app === "calls") noteSeen();
  showMissed();
  showApp();
}

function showReturn() {
  const call = state.calls.get(state.shown);
  const isShown = Boolean(call && state.isSmall && isLive(call));
  at("call-return").hidden = !isShown;
  if (!isShown) return;
  at("call-return-text").textContent = `${words().return_to_call} · ${lineName(call.line)}`;
  at("call-return-timer").textContent = call.answered_at ? lasting(secondsBetween(call.answered_at, new Date())) : "";
}

function showApp() {
  const record = session.app === "calls" && state.calls.get(session.item);
  at("to-recents").hidden = !record;
  at("calls-list").hidden = Boolean(record);
  at("call-record").hidden = !record;
  at("calls-title").textContent = record ? lineName(record.line) : words().calls_title;
  at("calls-subtitle").textContent = record ? spaced(record.line) : "";
  if (record) drawRecord(record, { onCall: dial });
  drawCallableLines({ onCall: dial });
  drawRecents([...state.calls.values()], { onOpen: (sid) => go("calls", sid) });
}

// Missed calls

function seenKey() {
  return `phone.calls-seen ${session.phone}`;
}

function noteSeen() {
  const newest = [...state.calls.values()].map(({ started_at: at_ }) => at_).sort().at(-1);
  if (newest) localStorage.setItem(seenKey(), newest);
}

function showMissed() {
  const seen = localStorage.getItem(seenKey()) || "";
  const missed = [...state.calls.values()].filter((call) => (
    !isLive(call) && isIncoming(call) && listWord(call) === "missed" && call.started_at > seen
  ));
  setUnread("calls", missed.length);
}
