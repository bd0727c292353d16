// The phone's apps along its lower edge, each with what has not been seen yet.

import { at, button, element } from "./elements.js";
import { go, session, words } from "./session.js";

export const APPS = ["messages", "calls", "mail"];
const LARGEST_SHOWN = 99;
const unread = new Map();

export function setUnread(app, count) {
  if (unread.get(app) === count) return;
  unread.set(app, count);
  showTabs();
}

export function showTabs() {
  at("tabs").setAttribute("aria-label", words().apps);
  if (at("tabs").children.length !== APPS.length) at("tabs").replaceChildren(...APPS.map(newTab));
  APPS.forEach((app, index) => showTab(at("tabs").children[index], app));
}

function newTab(app) {
  const tab = button("tab", { iconName: app, text: " ", onPress: () => go(app) });
  const badge = element("span", "badge figures");
  badge.append(element("span"), element("span", "hidden"));
  tab.append(badge);
  return tab;
}

function showTab(tab, app) {
  const count = unread.get(app) || 0;
  const [, label, badge] = tab.children;
  label.textContent = words()[`tab_${app}`];
  badge.hidden = !count;
  badge.firstChild.textContent = count > LARGEST_SHOWN ? `${LARGEST_SHOWN}+` : String(count);
  badge.lastChild.textContent = ` ${words().unread}`;
  tab.toggleAttribute("aria-current", app === session.app);
  if (app === session.app) tab.setAttribute("aria-current", "page");
}
