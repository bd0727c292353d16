// The lines that may be called, the calls that were, and one of those with all that was said.

import { drawLines } from "./call-lines.js";
import { endWord, isIncoming, isLive, listWord } from "./call-states.js";
import { at, button, element, icon, name, reconcile } from "./elements.js";
import { fullOf, lasting, secondsBetween, whenOf } from "./moments.js";
import { spaced } from "./numbers.js";
import { lineName, person, said, session, words } from "./session.js";

const ICONS = { incoming: "incoming", missed: "missed", declined: "missed", outgoing: "outgoing", unanswered: "outgoing" };

export function drawCallableLines({ onCall }) {
  const callable = session.lines.filter((line) => line.takes_calls);
  reconcile(at("call-lines-list"), callable.map(({ number }) => drawLine(number, onCall)));
}

function drawLine(number, onCall) {
  const item = element("li", "line");
  item.dataset.key = number;
  item.dataset.look = session.language;
  const avatar = element("span", "avatar line-avatar");
  avatar.setAttribute("aria-hidden", "true");
  avatar.append(icon("building"));
  const names = element("span", "line-names");
  names.append(element("strong", "", lineName(number)), element("span", "figures", spaced(number)));
  const label = said("call_line", { line: lineName(number) });
  item.append(avatar, names, button("round green small", { label, iconName: "call", onPress: () => onCall(number) }));
  return item;
}

export function drawRecents(calls, { onOpen }) {
  const ended = calls.filter((call) => !isLive(call)).sort((a, b) => b.started_at.localeCompare(a.started_at));
  reconcile(at("recents"), ended.map((call) => drawRecent(call, onOpen)));
  at("no-recents").hidden = ended.length > 0;
}

function drawRecent(call, onOpen) {
  const word = listWord(call);
  const item = element("li");
  item.dataset.key = call.sid;
  item.dataset.look = [session.language, whenOf(call.started_at, words(), session.language), word].join();
  const row = button(`recent ${word}`, { onPress: () => onOpen(call.sid) });
  const names = element("span", "recent-names");
  names.append(element("strong", "", lineName(call.line)), element("span", "figures", outcome(call)));
  const time = element("time", "figures", whenOf(call.started_at, words(), session.language));
  time.dateTime = call.started_at;
  row.append(icon(ICONS[word]), names, time, icon("next"));
  item.append(row);
  return item;
}

// Which way it went, how it ended, how long it took.
function outcome(call) {
  const why = call.answered_at || isIncoming(call) ? "" : endWord(call, words());
  const took = call.answered_at ? lasting(secondsBetween(call.answered_at, call.ended_at)) : "";
  const isFailure = call.error_code ? words().call_broken : "";
  return [words()[listWord(call)], isFailure, words()[why], took].filter(Boolean).filter(once).join(" · ");
}

function once(part, index, parts) {
  return parts.indexOf(part) === index;
}

export function drawRecord(call, { onCall }) {
  const look = [call.sid, call.ended_at, call.lines.length, session.language].join();
  if (at("call-record").dataset.look === look) return;
  at("call-record").dataset.look = look;
  const why = endWord(call, words());
  const list = element("ol", "record-lines");
  const facts = element("p", "record-facts");
  facts.append(
    element("span", "", fullOf(call.started_at, session.language)),
    element("span", "", outcome(call)),
    ...(why && call.answered_at ? [element("span", "", words()[why])] : []),
    ...(call.error_code ? [element("span", "call-error", said("error_number", { code: call.error_code }))] : []),
  );
  const again = button("wide", { iconName: "call", text: words().call_again, onPress: () => onCall(call.line) });
  if (isIncoming(call)) name(again, said("call_line", { line: lineName(call.line) }));
  const log = element("div", "record-log");
  log.tabIndex = 0;
  log.setAttribute("role", "region");
  log.setAttribute("aria-label", words().transcript);
  log.append(list);
  drawLines(list, call.lines, { textLanguage: person().language });
  at("call-record").replaceChildren(facts, log, again);
}
