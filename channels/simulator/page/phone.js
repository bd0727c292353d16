// The phone page: who the visitor is, the thread with the line, and what is being written.

import { Carrier } from "./carrier.js";
import { drawPersons } from "./people.js";
import { drawTexts, element, timeOf } from "./thread.js";
import { inLanguage, preferredLanguage, WORDS } from "./words.js";

const NEAR_THE_END = 60;
const RETRY_MILLISECONDS = 2000;
const NUMBER = /^\+[1-9]\d{6,14}$/;
const wide = matchMedia("(min-width: 820px)");

const at = (id) => document.getElementById(id);
const carrier = new Carrier(document.querySelector('meta[name="simulator-base"]').content);

const state = {
  language: preferredLanguage(localStorage.getItem("phone.language"), navigator.languages),
  theme: localStorage.getItem("phone.theme"),
  persons: [],
  lines: [],
  phone: "",
  line: "",
  texts: new Map(),
  hasEarlier: false,
  isLoaded: false,
  drafts: new Map(),
};
let stopFollowing = () => {};
let localTexts = 0;

const words = () => WORDS[state.language];

// Language and theme

function showLanguage() {
  document.documentElement.lang = state.language;
  document.title = words().title;
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = words()[place.dataset.word];
  at("language").value = state.language;
  at("text").placeholder = words().write;
  for (const [id, word] of [["send", "send"], ["back", "back"], ["examples-toggle", "examples"]]) {
    at(id).setAttribute("aria-label", words()[word]);
    at(id).title = words()[word];
  }
  at("examples").setAttribute("aria-label", words().examples);
  showTheme();
  showPersons();
  showThreadHead();
  showExamples();
  showTexts();
}

function isDark() {
  return state.theme ? state.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
}

function showTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  const button = at("theme");
  const label = isDark() ? words().to_light : words().to_dark;
  button.setAttribute("aria-label", label);
  button.title = label;
  button.querySelector("use").setAttribute("href", isDark() ? "#icon-sun" : "#icon-moon");
}

// Who the visitor is

function person() {
  const known = state.persons.find(({ number }) => number === state.phone);
  return known || { number: state.phone, names: {}, home: {}, language: state.language };
}

function showPersons() {
  const others = state.phone && !state.persons.some(({ number }) => number === state.phone) ? [otherPerson()] : [];
  drawPersons(at("persons"), [...state.persons, ...others], {
    language: state.language,
    chosen: state.phone,
    onChoose: (number) => { location.hash = number; },
  });
}

function otherPerson() {
  return { number: state.phone, names: { [state.language]: words().other_number }, home: {} };
}

function useOwnNumber(event) {
  event.preventDefault();
  const number = at("own-number-input").value.replace(/[\s()-]/g, "");
  const isNumber = NUMBER.test(number);
  at("own-number-problem").textContent = isNumber ? "" : words().number_problem;
  at("own-number-input").setAttribute("aria-invalid", String(!isNumber));
  if (isNumber) location.hash = number;
}

// The address holds who is chosen, so that the browser's back button and a link to one person work.
function readAddress() {
  const asked = decodeURIComponent(location.hash.slice(1));
  const remembered = localStorage.getItem("phone.person");
  const fallback = wide.matches ? remembered || state.persons[0]?.number || "" : "";
  choosePerson(NUMBER.test(asked) ? asked : fallback);
}

function choosePerson(number) {
  document.body.dataset.view = number ? "thread" : "people";
  if (!number || number === state.phone) return;
  // What was typed before the page was ready belongs to the first person.
  if (state.phone) state.drafts.set(state.phone, at("text").value);
  setDraft(state.phone ? state.drafts.get(number) || "" : at("text").value);
  state.phone = number;
  localStorage.setItem("phone.person", number);
  showPersons();
  openThread();
  if (wide.matches) at("text").focus();
}

// The thread

function openThread() {
  stopFollowing();
  state.texts = new Map();
  state.isLoaded = false;
  state.hasEarlier = false;
  at("texts").replaceChildren();
  showThreadHead();
  showExamples();
  showTexts();
  if (!state.phone || !state.line) return;
  stopFollowing = carrier.follow(state.phone, {
    onText: (text) => text.line === state.line && receive(text),
    onOpen: () => loadNewest(),
    onLost: () => showConnection(words().reconnecting),
  });
}

function showThreadHead() {
  const line = state.lines.find(({ number }) => number === state.line);
  const several = state.lines.length > 1;
  at("line-name").textContent = line ? inLanguage(line.names, state.language) || line.number : "";
  at("line-number").textContent = state.line;
  at("line").closest("label").hidden = !several;
  if (several) {
    at("line").replaceChildren(...state.lines.map(({ number, names }) => {
      const option = element("option", "", inLanguage(names, state.language) || number);
      option.value = number;
      return option;
    }));
    at("line").value = state.line;
  }
  at("me-name").textContent = inLanguage(person().names, state.language) || state.phone;
}

async function loadNewest() {
  const asked = state.phone;
  try {
    const page = await carrier.texts(state.phone, state.line);
    if (asked !== state.phone) return;
    showConnection("");
    if (!state.isLoaded) state.hasEarlier = page.has_more;
    const isFirst = !state.isLoaded;
    state.isLoaded = true;
    putTexts(page.items, { quietly: isFirst });
  } catch {
    if (asked !== state.phone) return;
    showConnection(words().load_problem);
    setTimeout(() => asked === state.phone && loadNewest(), RETRY_MILLISECONDS);
  }
}

async function loadEarlier() {
  const known = [...state.texts.values()].map(({ position }) => position).filter(Number.isFinite);
  const thread = at("thread");
  const fromEnd = thread.scrollHeight - thread.scrollTop;
  try {
    const page = await carrier.texts(state.phone, state.line, Math.min(...known));
    state.hasEarlier = page.has_more;
    putTexts(page.items, { quietly: true, scroll: false });
    thread.scrollTop = thread.scrollHeight - fromEnd;
  } catch {
    showConnection(words().load_problem);
  }
}

// The feed may tell of a text of ours before the answer to its sending does: then it takes the place of our own copy.
function receive(text) {
  const copy = [...state.texts.values()].find((own) => isLocal(own) && own.state === "sending" && own.text === text.text);
  const isOurs = Boolean(copy) && text.direction === "sent" && !state.texts.has(text.id);
  if (isOurs) state.texts.delete(copy.id);
  putTexts([text], { quietly: isOurs });
}

function putTexts(texts, { quietly = false, scroll = true } = {}) {
  const arriving = new Set(quietly ? [] : texts.map(({ id }) => id).filter((id) => !state.texts.has(id)));
  for (const text of texts) state.texts.set(text.id, text);
  const thread = at("thread");
  const wasAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR_THE_END;
  const fromMe = texts.some(({ id, direction }) => direction === "sent" && arriving.has(id));
  showTexts(arriving);
  if (!scroll) return;
  if (quietly || wasAtEnd || fromMe) thread.scrollTop = thread.scrollHeight;
  else if (arriving.size) at("to-newest").hidden = false;
}

function showTexts(arriving = new Set()) {
  const texts = [...state.texts.values()];
  const list = at("texts");
  at("log").setAttribute("aria-busy", String(!state.isLoaded));
  list.hidden = !texts.length;
  at("empty").hidden = !state.isLoaded || texts.length > 0;
  at("earlier").hidden = !state.hasEarlier;
  if (state.isLoaded && !texts.length) openExamples(true);
  drawTexts(list, texts, {
    words: words(), language: state.language, textLanguage: person().language, arriving, onTryAgain: tryAgain,
  });
}

function showConnection(problem) {
  at("connection").textContent = problem;
  at("connection").hidden = !problem;
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
  at("send").disabled = !field.value.trim() || !state.line;
}

async function sendDraft(event) {
  event.preventDefault();
  const text = at("text").value.trim();
  if (!text || !state.line) return;
  setDraft("");
  openExamples(false);
  at("composer-problem").textContent = "";
  at("text").focus();
  await hand(newLocalText(text));
}

// What is not yet known to the carrier is shown at once under an id of our own.
function newLocalText(text) {
  localTexts += 1;
  const now = new Date().toISOString();
  return { id: `local-${localTexts}`, line: state.line, direction: "sent", text, state: "sending", at: now, position: Infinity };
}

function isLocal(text) {
  return text.id.startsWith("local-");
}

async function hand(local) {
  const phone = state.phone;
  putTexts([local]);
  try {
    const stored = await carrier.send(phone, local.line, local.text);
    if (phone !== state.phone) return;
    state.texts.delete(local.id);
    // The feed may have been faster, and then knows more than this answer.
    putTexts([state.texts.get(stored.id) || stored], { quietly: true, scroll: false });
  } catch {
    if (phone !== state.phone) return;
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
  const home = inLanguage(person().home, state.language) || words().example_home;
  at("examples").replaceChildren(...words().example_texts.map((example) => {
    const text = example.replace("{home}", home);
    const button = element("button", "", text);
    button.type = "button";
    button.addEventListener("click", () => {
      setDraft(text);
      at("text").focus();
    });
    return button;
  }));
}

function openExamples(open) {
  const thread = at("thread");
  const wasAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < NEAR_THE_END;
  at("examples").hidden = !open;
  at("examples-toggle").setAttribute("aria-expanded", String(open));
  if (wasAtEnd) thread.scrollTop = thread.scrollHeight;
}

// Wiring

function listen() {
  at("language").addEventListener("change", ({ target }) => {
    state.language = target.value;
    localStorage.setItem("phone.language", state.language);
    showLanguage();
  });
  at("theme").addEventListener("click", () => {
    state.theme = isDark() ? "light" : "dark";
    localStorage.setItem("phone.theme", state.theme);
    showTheme();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
  wide.addEventListener("change", readAddress);
  addEventListener("hashchange", readAddress);
  at("own-number").addEventListener("submit", useOwnNumber);
  at("back").addEventListener("click", () => { location.hash = ""; });
  at("line").addEventListener("change", ({ target }) => {
    state.line = target.value;
    openThread();
  });
  at("earlier").addEventListener("click", loadEarlier);
  at("thread").addEventListener("scroll", ({ target }) => {
    if (target.scrollHeight - target.scrollTop - target.clientHeight < NEAR_THE_END) at("to-newest").hidden = true;
  });
  at("to-newest").addEventListener("click", () => { at("thread").scrollTop = at("thread").scrollHeight; });
  at("examples-toggle").addEventListener("click", () => openExamples(at("examples").hidden));
  at("composer").addEventListener("submit", sendDraft);
  at("text").addEventListener("input", showDraft);
  at("text").addEventListener("keydown", (event) => {
    // An input method's Enter chooses a character; it does not send.
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    at("composer").requestSubmit();
  });
}

function showDeviceTime() {
  at("device-time").textContent = timeOf(new Date().toISOString(), state.language);
}

async function start() {
  listen();
  showLanguage();
  showDeviceTime();
  setInterval(showDeviceTime, 10_000);
  for (;;) {
    try {
      [state.persons, state.lines] = await Promise.all([carrier.persons(), carrier.lines()]);
      break;
    } catch {
      showConnection(words().load_problem);
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MILLISECONDS); });
    }
  }
  showConnection("");
  state.line = state.lines[0]?.number || "";
  showPersons();
  readAddress();
}

start();
