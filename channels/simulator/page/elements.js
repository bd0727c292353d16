// Makes and keeps the page's elements. Knows nothing of texts, calls or mail.

const SVG = "http://www.w3.org/2000/svg";

export const at = (id) => document.getElementById(id);

export function element(name, className, text) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text !== undefined) made.textContent = text;
  return made;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", iconAddress(name));
  svg.setAttribute("aria-hidden", "true");
  svg.append(use);
  return svg;
}

export function setIcon(place, name) {
  place.querySelector("use").setAttribute("href", iconAddress(name));
}

function iconAddress(name) {
  return `/phone/assets/icons.svg#${name}`;
}

export function button(className, { label, text, iconName, onPress }) {
  const made = element("button", className);
  made.type = "button";
  if (label) name(made, label);
  if (iconName) made.append(icon(iconName));
  if (text) made.append(element("span", "", text));
  made.addEventListener("click", onPress);
  return made;
}

// A name for who hears the page, and the same words for who points at it.
export function name(place, label) {
  place.setAttribute("aria-label", label);
  place.title = label;
}

// Rows carry `data-key` and `data-look`. Those that did not change stay in place, so that a screen reader hears only
// what is new, and the keyboard's place is kept.
export function reconcile(list, rows) {
  const kept = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const focused = list.contains(document.activeElement) ? focusedKey(list) : "";
  rows.forEach((row, index) => {
    const old = kept.get(row.dataset.key);
    if (old) kept.delete(row.dataset.key);
    const shown = old && old.dataset.look === row.dataset.look ? old : row;
    if (old && shown !== old) replace(old, shown);
    if (list.children[index] !== shown) list.insertBefore(shown, list.children[index] || null);
  });
  kept.forEach((child) => child.remove());
  if (focused && !list.contains(document.activeElement)) focusAgain(list, focused);
}

// A part that says it is the same (`data-part`) is kept: photos need not load again, and focus can come back to them.
function replace(old, row) {
  const [kept, drawn] = [old, row].map((place) => place.querySelector("[data-part]"));
  if (kept && drawn && kept.dataset.part === drawn.dataset.part) drawn.replaceWith(kept);
  old.replaceWith(row);
}

function focusedKey(list) {
  return [...list.children].find((child) => child.contains(document.activeElement))?.dataset.key || "";
}

function focusAgain(list, key) {
  const row = [...list.children].find((child) => child.dataset.key === key);
  row?.querySelector("button, a")?.focus();
}
