// Draws the texts of one thread. Pure towards the page: values in, elements out.

import { drawAttached } from "./attached-files.js";
import { element, icon, reconcile } from "./elements.js";
import { dayName, timeOf } from "./moments.js";

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

function drawDay(at, words, language) {
  const shown = dayName(at, words, language);
  const row = element("li", "day", shown);
  row.dataset.key = `day ${day(at)}`;
  row.dataset.look = shown;
  return row;
}

function drawText({ text, first, last }, { words, language, textLanguage, arriving, onTryAgain }) {
  const media = text.media || [];
  const row = element("li", `text ${text.direction} ${text.state}`);
  row.classList.toggle("first", first);
  row.classList.toggle("last", last);
  row.classList.toggle("arriving", arriving.has(text.id));
  row.dataset.key = text.id;
  row.dataset.look = [text.state, first, last, language, textLanguage, media.map(({ url }) => url)].join();

  const who = text.direction === "sent" ? words.said_by_you : words.said_by_line;
  row.append(element("span", "hidden", `${who}: `));
  if (media.length) row.append(drawAttached(media, { className: "text-media" }));
  if (media.length && text.state === "sending") row.append(drawProgress(words));
  if (text.text) row.append(drawBubble(text.text, textLanguage));
  if (text.state === "failed") row.append(drawFailure(text, words, onTryAgain));
  else if (last || text.state === "sending") row.append(drawMeta(text, words, language));
  return row;
}

function drawBubble(text, textLanguage) {
  const bubble = element("div", "bubble");
  bubble.append(...unbroken(text));
  bubble.lang = textLanguage;
  return bubble;
}

function drawProgress(words) {
  const progress = element("progress", "text-progress");
  progress.max = 1;
  progress.value = 0;
  progress.setAttribute("aria-label", words.sending);
  return progress;
}

// How much of a text's photos has gone, without drawing them again.
export function showProgress(list, id, share) {
  const progress = list.querySelector(`[data-key="${id}"] progress`);
  if (progress) progress.value = share;
}

// References and telephone numbers never break in the middle of a line.
export function unbroken(text) {
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
  const again = element("button", "", words.try_again);
  again.type = "button";
  again.addEventListener("click", () => onTryAgain(text));
  meta.append(icon("failed"), element("span", "", words.failed), again);
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
