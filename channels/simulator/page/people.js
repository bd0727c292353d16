// Draws the list of people whom the visitor may play.

import { element } from "./thread.js";
import { inLanguage, inOtherLanguage } from "./words.js";

export function drawPersons(list, persons, { language, chosen, onChoose }) {
  const focused = document.activeElement?.dataset.number;
  list.replaceChildren(...persons.map((person) => drawPerson(person, { language, chosen, onChoose })));
  // Drawing anew must not take the keyboard's place away.
  if (focused) list.querySelector(`[data-number="${focused}"]`)?.focus();
}

function drawPerson(person, { language, chosen, onChoose }) {
  const name = inLanguage(person.names, language);
  const row = element("button", "person");
  row.type = "button";
  row.dataset.number = person.number;
  row.setAttribute("aria-current", String(person.number === chosen));
  row.addEventListener("click", () => onChoose(person.number));

  const avatar = element("span", "avatar", initialOf(name));
  avatar.setAttribute("aria-hidden", "true");
  const names = element("span", "person-name");
  names.append(element("span", "", name));
  const other = inOtherLanguage(person.names, language);
  if (other) names.append(element("small", "", other));
  const home = element("span", "person-home", inLanguage(person.home, language));
  row.append(avatar, names, home, element("span", "person-number figures", person.number));

  const item = element("li");
  item.append(row);
  return item;
}

function initialOf(name) {
  const first = [...name.replace(/^\+/, "#")][0] || "?";
  return first.toUpperCase();
}
