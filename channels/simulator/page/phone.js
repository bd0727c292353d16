// The phone page: who the visitor is, which app is open, and what the carrier tells.

import { calls } from "./calls.js";
import { showConnection, showDevice, startDevice } from "./device.js";
import { at, name } from "./elements.js";
import { mail } from "./mail.js";
import { messages } from "./messages.js";
import { hideNotice, listenToNotice } from "./notice.js";
import { listenToPeople, NUMBER, showPersons } from "./people.js";
import { carrier, personName, session, words } from "./session.js";
import { APPS, setUnread, showTabs } from "./tabs.js";

const RETRY_MILLISECONDS = 2000;
const wide = matchMedia("(min-width: 820px)");
const apps = { messages, calls, mail };
let stopFollowing = () => {};

function eachApp(act) {
  for (const app of Object.values(apps)) act(app);
}

function showLanguage() {
  document.documentElement.lang = session.language;
  document.title = words().title;
  for (const place of document.querySelectorAll("[data-word]")) place.textContent = words()[place.dataset.word];
  for (const back of document.querySelectorAll(".to-people")) name(back, words().back);
  for (const app of document.querySelectorAll(".app")) app.setAttribute("aria-label", words()[`tab_${app.dataset.app}`]);
  at("language").value = session.language;
  showDevice();
  showPersons();
  showTabs();
  showWhoIAm();
  eachApp((app) => app.redraw());
}

function showWhoIAm() {
  for (const place of document.querySelectorAll("[data-me]")) place.textContent = personName();
}

function readAddress() {
  const [asked, app = "", item = ""] = decodeURIComponent(location.hash.slice(1)).split("/");
  const remembered = localStorage.getItem("phone.person");
  const fallback = wide.matches ? remembered || session.persons[0]?.number || "" : "";
  const number = NUMBER.test(asked) ? asked : fallback;
  document.body.dataset.view = number ? "phone" : "people";
  if (!number) return;
  Object.assign(session, { app: APPS.includes(app) ? app : "messages", item });
  choosePerson(number);
  showApp();
}

function choosePerson(number) {
  if (number === session.phone) return;
  const previous = session.phone;
  session.phone = number;
  localStorage.setItem("phone.person", number);
  hideNotice();
  showPersons();
  showWhoIAm();
  for (const app of APPS) setUnread(app, 0);
  // Before it is known whose phone this is, a tab would lead nowhere.
  at("tabs").inert = false;
  eachApp((app) => app.open(previous));
  follow();
}

function follow() {
  stopFollowing();
  stopFollowing = carrier.follow(session.phone, {
    onFrame: (frame) => eachApp((app) => app.hear(frame)),
    onOpen: () => {
      showConnection("");
      eachApp((app) => app.refresh());
    },
    onLost: () => showConnection(words().reconnecting),
  });
}

function showApp() {
  for (const section of document.querySelectorAll(".app")) section.hidden = section.dataset.app !== session.app;
  showTabs();
  apps[session.app].show();
}

function listen() {
  at("language").addEventListener("change", ({ target }) => {
    session.language = target.value;
    localStorage.setItem("phone.language", session.language);
    showLanguage();
  });
  wide.addEventListener("change", readAddress);
  addEventListener("hashchange", readAddress);
  for (const back of document.querySelectorAll(".to-people")) back.addEventListener("click", () => { location.hash = ""; });
  listenToPeople();
  listenToNotice();
  startDevice();
}

async function start() {
  listen();
  eachApp((app) => app.start());
  showLanguage();
  for (;;) {
    try {
      [session.persons, session.lines] = await Promise.all([carrier.persons(), carrier.lines()]);
      // A carrier may have no mail.
      if (session.persons.some(({ email }) => email)) session.mailLines = await carrier.mailLines();
      break;
    } catch {
      showConnection(words().load_problem);
      await new Promise((resolve) => { setTimeout(resolve, RETRY_MILLISECONDS); });
    }
  }
  showConnection("");
  showPersons();
  readAddress();
}

start();
