// Draws the texts of one thread. Pure towards the page: values in, elements out.

const GROUP_MILLISECONDS = 3 * 60 * 1000;
const WHOLE = /([CWI]-\d{4}-\d{4,}|\+?\d[\d ]{6,}\d)/;
const LONGEST_WHOLE = 24;

// Texts in the order they were seen, each with what it needs to know of its neighbours.
export function arranged(texts) {
  const sorted = [...texts].sort((a, b) => a.at.localeCompare(b.at) || a.position - b.position);
  return sorted.map((text, index) => ({
    text,
    newDay: !index || day(sorted[index - 1].at) !== day(text.at),
    first: !together(sorted[index - 1], text),
    last: !together(text, sorted[index + 1]),
  }));
}

function together(earlier, later) {
  return Boolean(
    earlier && later && earlier.direction === later.direction && day(earlier.at) === day(later.at) &&
    new Date(later.at) - new Date(earlier.at) < GROUP_MILLISECONDS,
  );
}

function day(at) {
  return new Date(at).toDateString();
}

// `arriving`: ids that were not shown before, and may move in softly.
export function drawTexts(list, texts, { words, language, textLanguage, arriving, onTryAgain }) {
  const rows = arranged(texts).flatMap((row) => {
    const drawn = drawText(row, { words, language, textLanguage, arriving, onTryAgain });
    return row.newDay ? [drawDay(row.text.at, words, language), drawn] : [drawn];
  });
  reconcile(list, rows);
}

// Elements that did not change stay in place, so that a screen reader hears only what is new.
function reconcile(list, rows) {
  const kept = new Map([...list.children].map((child) => [child.dataset.key, child]));
  rows.forEach((row, index) => {
    const old = kept.get(row.dataset.key);
    if (old) kept.delete(row.dataset.key);
    const element = old && old.dataset.look === row.dataset.look ? old : row;
    if (old && element !== old) old.replaceWith(element);
    if (list.children[index] !== element) list.insertBefore(element, list.children[index] || null);
  });
  kept.forEach((child) => child.remove());
}

function drawDay(at, words, language) {
  const shown = dayName(new Date(at), words, language);
  const row = element("li", "day", shown);
  row.dataset.key = `day ${day(at)}`;
  row.dataset.look = shown;
  return row;
}

function dayName(date, words, language) {
  const today = new Date();
  const yesterday = new Date(today);
  yesterday.setDate(today.getDate() - 1);
  if (date.toDateString() === today.toDateString()) return words.today;
  if (date.toDateString() === yesterday.toDateString()) return words.yesterday;
  const sameYear = date.getFullYear() === today.getFullYear();
  const parts = { month: "long", day: "numeric", weekday: "short", ...(sameYear ? {} : { year: "numeric" }) };
  return new Intl.DateTimeFormat(locale(language), parts).format(date);
}

function drawText({ text, first, last }, { words, language, textLanguage, arriving, onTryAgain }) {
  const row = element("li", `text ${text.direction} ${text.state}`);
  row.classList.toggle("first", first);
  row.classList.toggle("last", last);
  row.classList.toggle("arriving", arriving.has(text.id));
  row.dataset.key = text.id;
  row.dataset.look = [text.state, first, last, language, textLanguage].join();

  const who = text.direction === "sent" ? words.said_by_you : words.said_by_line;
  row.append(element("span", "hidden", `${who}: `));
  const bubble = element("div", "bubble");
  bubble.append(...unbroken(text.text));
  bubble.lang = textLanguage;
  row.append(bubble);
  if (text.state === "failed") row.append(drawFailure(text, words, onTryAgain));
  else if (last || text.state === "sending") row.append(drawMeta(text, words, language));
  return row;
}

// References and telephone numbers never break in the middle of a line.
function unbroken(text) {
  return unbrokenParts(text).map((part) => (part.whole ? element("span", "figures", part.text) : part.text));
}

// What is longer than any number has to break, or it would stick out of its bubble.
export function unbrokenParts(text) {
  return text
    .split(WHOLE)
    .map((part, index) => ({ text: part, whole: index % 2 === 1 && part.length <= LONGEST_WHOLE }))
    .filter((part) => part.text);
}

function drawFailure(text, words, onTryAgain) {
  const meta = element("div", "meta failed");
  const button = element("button", "", words.try_again);
  button.type = "button";
  button.addEventListener("click", () => onTryAgain(text));
  meta.append(icon("failed"), element("span", "", words.failed), button);
  return meta;
}

function drawMeta(text, words, language) {
  const meta = element("div", "meta");
  const time = element("time", "", timeOf(text.at, language));
  time.dateTime = text.at;
  meta.append(time);
  if (text.direction === "sent") {
    const mark = icon(text.state);
    mark.classList.add(text.state);
    meta.append(mark, element("span", "hidden", words[text.state]));
  }
  return meta;
}

export function timeOf(at, language) {
  const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  return new Intl.DateTimeFormat(locale(language), parts).format(new Date(at));
}

function locale(language) {
  return { "zh-Hant": "zh-HK", "zh-Hans": "zh-CN", en: "en-GB" }[language];
}

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

function icon(name) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const use = document.createElementNS(namespace, "use");
  use.setAttribute("href", `#icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}
