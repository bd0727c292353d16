// Mail: the boxes of whoever's phone this is, a conversation, and what has not been read.

import { conversations, mailbox, plainSubject } from "./conversations.js";
import { at, name } from "./elements.js";
import { drawConversation, drawMails } from "./mail-view.js";
import { showWriting, startWriting, WRITE } from "./mail-write.js";
import { showNotice } from "./notice.js";
import { carrier, go, person, session, words } from "./session.js";
import { setUnread } from "./tabs.js";

const RETRY_MILLISECONDS = 2000;
const READ_KEPT = 500;

// `newest`: the last mail of the conversation that is looked at.
const state = { mails: new Map(), box: "inbox", read: new Set(), isLoaded: false, newest: "" };

export const mail = {
  start() {
    // What came of it may be told before the answer to its sending is here.
    startWriting({ onSent: (sent) => state.mails.has(sent.id) || put(sent), mailById: (id) => state.mails.get(id) });
    for (const [id, box] of [["inbox", "inbox"], ["sent-box", "sent"]]) {
      at(id).addEventListener("click", () => {
        state.box = box;
        showAll();
      });
    }
    at("write-mail").addEventListener("click", () => go("mail", WRITE));
    at("to-mails").addEventListener("click", () => go("mail", answered(session.item)));
    at("reply-mail").addEventListener("click", () => go("mail", `${WRITE}-${conversation().at(-1).id}`));
  },

  open() {
    Object.assign(state, { mails: new Map(), box: "inbox", isLoaded: false, read: readKept() });
    showAll();
  },

  show() {
    state.newest = "";
    showAll();
  },

  async refresh() {
    const { email } = person();
    if (!email) return;
    try {
      const found = await carrier.mails(email);
      if (email !== person().email) return;
      state.isLoaded = true;
      found.forEach(keep);
      showAll();
    } catch {
      setTimeout(() => email === person().email && this.refresh(), RETRY_MILLISECONDS);
    }
  },

  hear(frame) {
    if (frame.type !== "mail") return;
    const isNews = !state.mails.has(frame.mail.id);
    const heard = put(frame.mail);
    if (!isNews || heard.isMine || (session.app === "mail" && at("call").hidden)) return;
    const { name: title } = mailbox(heard.from);
    showNotice({ iconName: "mail", title, text: heard.subject, onOpen: () => go("mail", heard.id) });
  },

  redraw() {
    name(at("write-mail"), words().write_mail);
    name(at("to-mails"), words().back_to_mails);
    for (const list of ["mails", "mail-thread-mails"]) at(list).replaceChildren();
    showWriting();
    showAll();
  },
};

function keep(found) {
  const known = state.mails.get(found.id);
  // A list that was read a moment earlier may arrive later; what is delivered stays so.
  if (known?.state === "delivered") return known;
  const kept = { ...found, isMine: found.direction === "sent" };
  state.mails.set(found.id, kept);
  return kept;
}

function put(found) {
  const kept = keep(found);
  showAll();
  return kept;
}

// What the item in the address leads back to: the mail that is being answered, or the list.
function answered(item) {
  return item.startsWith(`${WRITE}-`) ? item.slice(WRITE.length + 1) : "";
}

function conversation() {
  return conversations(state.mails.values()).find((mails) => mails.some(({ id }) => id === session.item)) || [];
}

// Showing

function showAll() {
  const isWriting = session.app === "mail" && session.item.split("-")[0] === WRITE && Boolean(person().email);
  const shown = session.app === "mail" && !isWriting ? conversation() : [];
  at("to-mails").hidden = !isWriting && !shown.length;
  at("mail-list").hidden = isWriting || shown.length > 0;
  at("mail-thread").hidden = at("mail-acts").hidden = !shown.length;
  at("mail-form").hidden = !isWriting;
  at("mail-title").textContent = isWriting ? titleOfDraft() : words().mail_title;
  at("mail-address").textContent = person().email || "";
  if (isWriting) showWriting();
  else if (shown.length) showConversation(shown);
  else showList();
  setUnread("mail", [...state.mails.values()].filter(isUnread).length);
}

function titleOfDraft() {
  return answered(session.item) ? words().reply : words().write_mail;
}

function showList() {
  const isInbox = state.box === "inbox";
  const rows = conversations(state.mails.values()).flatMap((mails) => {
    const inBox = mails.filter(({ isMine }) => isMine !== isInbox);
    return inBox.length ? [{ mail: inBox.at(-1), count: mails.length, isUnread: isInbox && inBox.some(isUnread) }] : [];
  });
  rows.sort((a, b) => b.mail.date.localeCompare(a.mail.date));
  drawMails(at("mails"), rows, { onOpen: (id) => go("mail", id) });
  at("inbox").setAttribute("aria-pressed", String(isInbox));
  at("sent-box").setAttribute("aria-pressed", String(!isInbox));
  showEmpty(rows, isInbox);
}

function showEmpty(rows, isInbox) {
  const hasMailbox = Boolean(person().email);
  document.querySelector(".mail-bar").hidden = !hasMailbox;
  at("no-mail").hidden = rows.length > 0 || (hasMailbox && !state.isLoaded);
  const empty = isInbox ? words().no_mail : words().no_sent_mail;
  at("no-mail-title").textContent = hasMailbox ? empty : words().no_mailbox;
  at("no-mail-text").textContent = hasMailbox ? words().no_mail_text : words().no_mailbox_text;
}

function showConversation(mails) {
  const newest = mails.at(-1);
  const wereUnread = new Set(mails.filter(isUnread).map(({ id }) => id));
  noteRead(mails);
  at("mail-subject").textContent = plainSubject(mails[0].subject) || words().no_subject;
  drawConversation(at("mail-thread-mails"), mails, {
    isOpen: (one) => one === newest || wereUnread.has(one.id),
    // Said at once and not by the answer, which may come after the news of how it went.
    onTryAgain: (one) => {
      put({ ...one, state: "sending" });
      carrier.tryMailAgain(one.id).catch(() => put(one));
    },
  });
  if (state.newest === newest.id) return;
  state.newest = newest.id;
  at("mail-thread").scrollTop = 0;
  at("mail-thread-mails").lastElementChild.scrollIntoView({ block: "nearest" });
}

// What was read

function isUnread(one) {
  return !one.isMine && !state.read.has(one.id);
}

function noteRead(mails) {
  if (!mails.some(isUnread)) return;
  for (const { id } of mails) state.read.add(id);
  localStorage.setItem(keptUnder(), JSON.stringify([...state.read].slice(-READ_KEPT)));
}

function readKept() {
  try {
    return new Set(JSON.parse(localStorage.getItem(keptUnder())));
  } catch {
    return new Set();
  }
}

function keptUnder() {
  return `phone.mail-read ${person().email}`;
}
