// Draws what was heard, said and pressed in a call.

import { element, icon, reconcile } from "./elements.js";
import { words } from "./session.js";
import { unbroken } from "./thread.js";
import { ourLanguage } from "./words.js";

const SPEAKERS = { prompt: "line_said", heard: "line_said", said: "you_said", digits: "you_pressed" };

export function drawLines(list, lines, { textLanguage }) {
  reconcile(list, together(lines.filter(isShown)).map((line) => drawLine(line, textLanguage)));
}

// Of what the carrier notes, a person on the phone notices little.
function isShown(line) {
  return line.kind !== "event" || Boolean(eventText(line.text));
}

function eventText(event) {
  return words()[`event_${event}`] || "";
}

// Keys pressed one after the other are read as one number; music that goes on is one line.
function together(lines) {
  return lines.reduce((rows, line) => {
    const last = rows.at(-1);
    const isSame = last && last.kind === line.kind && (line.kind === "digits" || line.kind === "music");
    if (!isSame) return [...rows, line];
    const text = line.kind === "digits" ? `${last.text}${line.text}` : last.text;
    return [...rows.slice(0, -1), { ...last, text }];
  }, []);
}

function drawLine(line, textLanguage) {
  const row = element("li", `call-line ${line.kind}`);
  row.dataset.key = String(line.position);
  row.dataset.look = [line.kind, line.text].join();
  if (SPEAKERS[line.kind]) row.append(element("span", "hidden", `${words()[SPEAKERS[line.kind]]}: `));
  row.append(...contentOf(line, textLanguage));
  return row;
}

function contentOf(line, textLanguage) {
  if (line.kind === "music") return [icon("tones"), element("span", "", words().music)];
  if (line.kind === "digits") return [icon("keypad"), element("span", "figures", line.text)];
  if (line.kind === "event") return [element("span", "", eventText(line.text))];
  const bubble = element("div", "bubble");
  bubble.lang = ourLanguage(line.language || "") || textLanguage;
  bubble.append(...unbroken(line.text));
  return [bubble];
}
