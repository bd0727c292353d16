// What just arrived while another app is open: a strip at the top of the screen that leads there.

import { at, setIcon } from "./elements.js";

const SHOWN_MILLISECONDS = 6000;
let timer = 0;
let open = () => {};

export function showNotice({ iconName, title, text, onOpen }) {
  setIcon(at("notice"), iconName);
  at("notice-title").textContent = title;
  at("notice-words").textContent = text;
  at("notice").hidden = false;
  open = onOpen;
  hideSoon();
}

export function hideNotice() {
  clearTimeout(timer);
  at("notice").hidden = true;
}

export function listenToNotice() {
  at("notice").addEventListener("click", () => {
    hideNotice();
    open();
  });
}

// Nobody's keyboard or pointer is on it when it goes.
function hideSoon() {
  clearTimeout(timer);
  timer = setTimeout(() => (at("notice").matches(":hover, :focus") ? hideSoon() : hideNotice()), SHOWN_MILLISECONDS);
}
