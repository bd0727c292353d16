// Whose phone this is and how the visitor likes to see it: what every app on the phone needs to know.

import { Carrier } from "./carrier.js";
import { spaced } from "./numbers.js";
import { inLanguage, preferredLanguage, WORDS } from "./words.js";

export const carrier = new Carrier(document.querySelector('meta[name="simulator-base"]').content);

export const session = {
  language: preferredLanguage(localStorage.getItem("phone.language"), navigator.languages),
  persons: [],
  lines: [],
  mailLines: [],
  phone: "",
  app: "messages",
  item: "", // what is open in the app: a mail, a call
};

export const words = () => WORDS[session.language];

// `{name}` in the words is replaced by its value.
export function said(word, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), words()[word]);
}

export function inMyLanguage(names) {
  return inLanguage(names, session.language);
}

export function person() {
  const known = session.persons.find(({ number }) => number === session.phone);
  return known || { number: session.phone, names: {}, home: {}, language: session.language, email: "" };
}

export function personName() {
  return inMyLanguage(person().names) || spaced(session.phone);
}

export function lineName(number) {
  const line = session.lines.find((known) => known.number === number);
  return (line && inMyLanguage(line.names)) || spaced(number);
}

// The address holds who is chosen and what is open, so that the browser's back button and a link work.
export function go(app, item = "") {
  location.hash = [session.phone, app, item].filter(Boolean).join("/");
}
