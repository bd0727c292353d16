// Texts: the thread with one line, and what is being written there.

import { ChosenFiles, takeDropped } from "./chosen-files.js";
import { at, element, name } from "./elements.js";
import { showNotice } from "./notice.js";
import { spaced } from "./numbers.js";
import { carrier, go, inMyLanguage, lineName, person, session, words } from "./session.js";
import { setUnread } from "./tabs.js";
import { drawTexts, showProgress } from "./thread.js";

const NEAR_THE_END = 60;
const RETRY_MILLISECONDS = 2000;
const MEGABYTES = 5;
const PHOTOS_AT_ONCE = 10;
const wide = matchMedia("(min-width: 820px)");

const state = {
  line: "",
  texts: new Map(),
  hasEarlier: false,
  isLoaded: false,
  unread: 0,
  drafts: new Map(),
};
let localTexts = 0;
let photos = null;

export const messages = {
  start() {
    photos = new ChosenFiles({
      tray: at("text-photos"),
      input: at("photo-files"),
      megabytes: MEGABYTES,
      count: PHOTOS_AT_ONCE,
      isPhotosOnly: true,
      shrink: true,
      onChange: showDraft,
      onProblem: (problem) => { at("composer-problem").textContent = problem; },
    });
    listen();
  },

  // Another phone was taken up: `previous` is whose words now stand in the field.
  open(previous) {
    state.line ||= textLines()[0]?.number || "";
    if (previous) state.drafts.set(previous, { text: at("text").value, photos: photos.files });
    // What was typed before the page was ready belongs to the first person.
    const draft = previous ? state.drafts.get(session.phone) : { text: at("text").value, photos: photos.files };
    photos.put(draft?.photos || []);
    setDraft(draft?.text || "");
    at("composer-problem").textContent = "";
    Object.assign(state, { unread: 0 });
    openThread();
  },

  show() {
    state.unread = 0;
    setUnread("messages", 0);
    if (state.isLoaded) toEnd();
    if (wide.matches) at("text").focus();
  },

  refresh: loadNewest,

  hear(frame) {
    if (frame.type !== "text") return;
    const { text } = frame;
    const isNews = text.direction === "received" && !state.texts.has(text.id);
    if (text.line === state.line) receive(text);
    const isOpen = session.app === "messages";
    if (!isNews || (isOpen && at("call").hidden)) return;
    if (!isOpen) state.unread += 1;
    setUnread("messages", state.unread);
    showNotice({ iconName: "messages", title: lineName(text.line), text: text.text, onOpen: () => openLine(text.line) });
  },

  redraw() {
    at("text").placeholder = words().write;
    for (const [id, word] of [["send", "send"], ["examples-toggle", "examples"], ["add-photo", "add_photo"]]) {
      name(at(id), words()[word]);
    }
    at("examples").setAttribute("aria-label", words().examples);
    at("text-photos").setAttribute("aria-label", words().chosen_photos);
    photos.redraw();
    showHead();
    showExamples();
    showTexts();
  },
};

// The thread

function openThread() {
  state.texts = new Map();
  state.isLoaded = false;
  state.hasEarlier = false;
  at("texts").replaceChildren();
  showHead();
  showExamples();
  showTexts();
}

function textLines() {
  return session.lines.filter((line) => line.takes_texts);
}

function openLine(line) {
  if (line !== state.line) {
    state.line = line;
    openThread();
    loadNewest();
  }
  go("messages");
}

function showHead() {
  const several = textLines().length > 1;
  at("line-name").textContent = state.line ? lineName(state.line) : "";
  at("line-name").classList.toggle("hidden", several);
  at("line-number").textContent = spaced(state.line);
  at("line").closest("label").hidden = !several;
  if (!several) return;
  at("line").replaceChildren(...textLines().map(({ number }) => {
    const option = element("option", "", lineName(number));
    option.value = number;
    return option;
  }));
  at("line").value = state.line;
}

async function loadNewest() {
  const { phone } = session;
  const { line } = state;
  const isStale = () => phone !== session.phone || line !== state.line;
  if (!line) return;
  try {
    const page = await carrier.texts(phone, line);
    if (isStale()) return;
    if (!state.isLoaded) state.hasEarlier = page.has_more;
    const isFirst = !state.isLoaded;
    state.isLoaded = true;
    putTexts(page.items, { quietly: isFirst });
  } catch {
    setTimeout(() => isStale() || loadNewest(), RETRY_MILLISECONDS);
  }
}

async function loadEarlier() {
  const known = [...state.texts.values()].map(({ position }) => position).filter(Number.isFinite);
  const thread = at("thread");
  const fromEnd = thread.scrollHeight - thread.scrollTop;
  try {
    const page = await carrier.texts(session.phone, state.line, Math.min(...known));
    state.hasEarlier = page.has_more;
    putTexts(page.items, { quietly: true, scroll: false });
    thread.scrollTop = thread.scrollHeight - fromEnd;
  } catch {
    at("composer-problem").textContent = words().load_problem;
  }
}

// The feed may tell of a text of ours before the answer to its sending does: then it takes the place of our own copy.
function receive(text) {
  const copy = [...state.texts.values()].find((own) => isLocal(own) && own.state === "sending" && isSame(own, text));
  const isOurs = Boolean(copy) && text.direction === "sent" && !state.texts.has(text.id);
  if (isOurs) state.texts.delete(copy.id);
  putTexts([text], { quietly: isOurs });
}

function isSame(own, text) {
  return own.text === text.text && own.media.length === (text.media || []).length;
}

function putTexts(texts, { quietly = false, scroll = true } = {}) {
  const arriving = new Set(quietly ? [] : texts.map(({ id }) => id).filter((id) => !state.texts.has(id)));
  for (const text of texts) state.texts.set(text.id, text);
  const wasAtEnd = isAtEnd();
  const fromMe = texts.some(({ id, direction }) => direction === "sent" && arriving.has(id));
  showTexts(arriving);
  if (!scroll) return;
  if (quietly || wasAtEnd || fromMe) toEnd();
  else if (arriving.size) at("to-newest").hidden = false;
}

function showTexts(arriving = new Set()) {
  const texts = [...state.texts.values()];
  at("log").setAttribute("aria-busy", String(!state.isLoaded));
  at("texts").hidden = !texts.length;
  at("empty").hidden = !state.isLoaded || texts.length > 0;
  at("earlier").hidden = !state.hasEarlier;
  if (state.isLoaded && !texts.length) openExamples(true);
  drawTexts(at("texts"), texts, {
    words: words(), language: session.language, textLanguage: person().language, arriving, onTryAgain: tryAgain,
  });
}

function isAtEnd() {
  const thread = at("thread");
  return thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR_THE_END;
}

function toEnd() {
  at("thread").scrollTop = at("thread").scrollHeight;
}

// Writing

function setDraft(text) {
  at("text").value = text;
  showDraft();
}

function showDraft() {
  const field = at("text");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
  const hasSomething = field.value.trim() || photos.files.length;
  at("send").disabled = !hasSomething || !photos.isReady || !state.line;
}

async function sendDraft(event) {
  event.preventDefault();
  if (at("send").disabled) return;
  const text = at("text").value.trim();
  const media = photos.take();
  setDraft("");
  openExamples(false);
  at("composer-problem").textContent = "";
  at("text").focus();
  await hand(newLocalText(text, media));
}

// What is not yet known to the carrier is shown at once under an id of our own.
function newLocalText(text, media) {
  localTexts += 1;
  const shared = { direction: "sent", state: "sending", at: new Date().toISOString(), position: Infinity };
  return { id: `local-${localTexts}`, line: state.line, text, media, ...shared };
}

function isLocal(text) {
  return text.id.startsWith("local-");
}

async function hand(local) {
  const { phone } = session;
  putTexts([local]);
  try {
    const stored = await carrier.send(phone, {
      line: local.line,
      text: local.text,
      media: local.media.map(({ name: fileName, content_type, content_base64 }) => ({ name: fileName, content_type, content_base64 })),
      onProgress: (share) => showProgress(at("texts"), local.id, share),
    });
    if (phone !== session.phone) return;
    state.texts.delete(local.id);
    // The feed may have been faster, and then knows more than this answer.
    putTexts([state.texts.get(stored.id) || stored], { quietly: true, scroll: false });
  } catch {
    if (phone !== session.phone) return;
    putTexts([{ ...local, state: "failed" }]);
    at("composer-problem").textContent = words().send_problem;
  }
}

async function tryAgain(text) {
  at("composer-problem").textContent = "";
  // The button is about to go; the keyboard's place stays in the thread.
  at("thread").focus();
  if (isLocal(text)) {
    await hand({ ...text, state: "sending" });
    return;
  }
  putTexts([{ ...text, state: "sending" }]);
  try {
    const stored = await carrier.tryAgain(text.id);
    const shown = state.texts.get(text.id);
    if (shown?.state === "sending") putTexts([stored]);
  } catch {
    putTexts([text]);
  }
}

// Examples

function showExamples() {
  const home = inMyLanguage(person().home) || words().example_home;
  at("examples").replaceChildren(...words().example_texts.map((example) => {
    const text = example.replace("{home}", home);
    const choice = element("button", "", text);
    choice.type = "button";
    choice.addEventListener("click", () => {
      setDraft(text);
      at("text").focus();
    });
    return choice;
  }));
}

function openExamples(open) {
  const wasAtEnd = isAtEnd();
  at("examples").hidden = !open;
  at("examples-toggle").setAttribute("aria-expanded", String(open));
  if (wasAtEnd) toEnd();
}

// Wiring

function listen() {
  at("line").addEventListener("change", ({ target }) => {
    state.line = target.value;
    openThread();
    loadNewest();
  });
  at("earlier").addEventListener("click", loadEarlier);
  at("thread").addEventListener("scroll", () => { if (isAtEnd()) at("to-newest").hidden = true; });
  at("to-newest").addEventListener("click", toEnd);
  at("examples-toggle").addEventListener("click", () => openExamples(at("examples").hidden));
  at("add-photo").addEventListener("click", () => at("photo-files").click());
  at("composer").addEventListener("submit", sendDraft);
  at("text").addEventListener("input", showDraft);
  at("text").addEventListener("keydown", (event) => {
    // An input method's Enter chooses a character; it does not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    at("composer").requestSubmit();
  });
  takeDropped(document.querySelector('[data-app="messages"]'), photos);
  // Photos get their size when they are loaded: whoever looked at the end shall still see it.
  at("texts").addEventListener("load", ({ target }) => {
    if (at("thread").scrollHeight - at("thread").scrollTop - at("thread").clientHeight < NEAR_THE_END + target.clientHeight) toEnd();
  }, true);
}
