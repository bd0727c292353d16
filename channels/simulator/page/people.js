// The list of people whom the visitor may play, and the field for any other number.

import { at, element } from "./elements.js";
import { spaced } from "./numbers.js";
import { inMyLanguage, session, words } from "./session.js";
import { inOtherLanguage } from "./words.js";

export const NUMBER = /^\+[1-9]\d{6,14}$/;

export function showPersons() {
  const { persons, phone } = session;
  const others = phone && !persons.some(({ number }) => number === phone) ? [otherPerson()] : [];
  const focused = document.activeElement?.dataset.number;
  at("persons").replaceChildren(...[...persons, ...others].map(drawPerson));
  // Drawing anew must not take the keyboard's place away.
  if (focused) at("persons").querySelector(`[data-number="${focused}"]`)?.focus();
}

export function listenToPeople() {
  at("own-number").addEventListener("submit", useOwnNumber);
}

function otherPerson() {
  return { number: session.phone, names: { [session.language]: words().other_number }, home: {} };
}

function useOwnNumber(event) {
  event.preventDefault();
  const number = at("own-number-input").value.replace(/[\s()-]/g, "");
  const isNumber = NUMBER.test(number);
  at("own-number-problem").textContent = isNumber ? "" : words().number_problem;
  at("own-number-input").setAttribute("aria-invalid", String(!isNumber));
  if (isNumber) choose(number);
}

function drawPerson(person) {
  const name = inMyLanguage(person.names);
  const row = element("button", "person");
  row.type = "button";
  row.dataset.number = person.number;
  row.setAttribute("aria-current", String(person.number === session.phone));
  row.addEventListener("click", () => choose(person.number));

  const avatar = element("span", "avatar", initialOf(name));
  avatar.setAttribute("aria-hidden", "true");
  const names = element("span", "person-name");
  names.append(element("span", "", name));
  const other = inOtherLanguage(person.names, session.language);
  if (other) names.append(element("small", "", other));
  const home = element("span", "person-home", inMyLanguage(person.home));
  row.append(avatar, names, home, element("span", "person-number figures", spaced(person.number)));

  const item = element("li");
  item.append(row);
  return item;
}

// Whoever compares two people wants to see the same app of both.
function choose(number) {
  location.hash = session.app === "messages" ? number : `${number}/${session.app}`;
}

function initialOf(name) {
  const first = [...name.replace(/^\+/, "#")][0] || "?";
  return first.toUpperCase();
}
