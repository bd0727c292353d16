// The twelve keys: by pointer, and by the keyboard's own digits, star and hash.

import { at, element, name } from "./elements.js";
import { said, words } from "./session.js";

const KEYS = [
  ["1", ""], ["2", "ABC"], ["3", "DEF"],
  ["4", "GHI"], ["5", "JKL"], ["6", "MNO"],
  ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"],
  ["*", ""], ["0", "+"], ["#", ""],
];
const PRESSED_MILLISECONDS = 140;

// `isListening` tells whether the keyboard belongs to the call just now.
export function startKeypad({ isListening, onPress }) {
  const press = (key) => {
    show(key);
    onPress(key);
  };
  at("keypad").replaceChildren(...KEYS.map(([key, letters]) => {
    const made = element("button", "key");
    made.type = "button";
    made.dataset.digit = key;
    if (letters) made.dataset.letters = letters;
    made.append(element("span", "key-digit", key));
    made.addEventListener("click", () => press(key));
    return made;
  }));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isWriting(event.target)) return;
    if (!isListening() || !KEYS.some(([key]) => key === event.key)) return;
    event.preventDefault();
    press(event.key);
  });
}

export function nameKeys() {
  at("keypad").setAttribute("aria-label", words().keypad);
  name(at("keypad-toggle"), words().keypad);
  for (const key of at("keypad").children) key.setAttribute("aria-label", said("key", { key: key.dataset.digit }));
}

function isWriting(target) {
  return target.matches("input, textarea, select");
}

function show(key) {
  const pressed = at("keypad").querySelector(`[data-digit="${CSS.escape(key)}"]`);
  pressed.classList.add("pressed");
  setTimeout(() => pressed.classList.remove("pressed"), PRESSED_MILLISECONDS);
}
