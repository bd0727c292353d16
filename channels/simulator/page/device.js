// What surrounds the apps: the clock, the theme, and whether the phone has a connection.

import { at, name, setIcon } from "./elements.js";
import { timeOf } from "./moments.js";
import { session, words } from "./session.js";

const CLOCK_MILLISECONDS = 10_000;
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
let theme = localStorage.getItem("phone.theme");

export function startDevice() {
  setInterval(showDeviceTime, CLOCK_MILLISECONDS);
  prefersDark.addEventListener("change", showTheme);
  at("theme").addEventListener("click", () => {
    theme = isDark() ? "light" : "dark";
    localStorage.setItem("phone.theme", theme);
    showTheme();
  });
}

export function showDevice() {
  showDeviceTime();
  showTheme();
}

export function showConnection(problem) {
  at("connection").textContent = problem;
  at("connection").hidden = !problem;
}

function showDeviceTime() {
  at("device-time").textContent = timeOf(new Date(), session.language);
}

function isDark() {
  return theme ? theme === "dark" : prefersDark.matches;
}

function showTheme() {
  document.documentElement.dataset.theme = isDark() ? "dark" : "light";
  name(at("theme"), isDark() ? words().to_light : words().to_dark);
  setIcon(at("theme"), isDark() ? "sun" : "moon");
}
