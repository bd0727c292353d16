// Writing a mail or an answer: kept as a draft until it is sent or given up.

import { ChosenFiles, takeDropped } from "./chosen-files.js";
import { ADDRESS, mailbox, plainSubject, quoted } from "./conversations.js";
import { at, element, name } from "./elements.js";
import { textOf } from "./mail-view.js";
import { fullOf } from "./moments.js";
import { carrier, go, inMyLanguage, person, said, session, words } from "./session.js";

export const WRITE = "write";
const MEGABYTES = 10;
const FILES_AT_ONCE = 10;

// `shown`: whose draft stands in the fields.
const state = { drafts: new Map(), shown: "", isSending: false, onSent: null, mailById: null };
let files = null;

export function startWriting({ onSent, mailById }) {
  Object.assign(state, { onSent, mailById });
  files = new ChosenFiles({
    tray: at("mail-files-chosen"),
    input: at("mail-files"),
    megabytes: MEGABYTES,
    count: FILES_AT_ONCE,
    onChange: showSendable,
    onProblem: showProblem,
  });
  listen();
}

// Draws the words, and puts the draft of the address into the fields when another was there.
export function showWriting() {
  name(at("attach-files"), words().attach);
  at("mail-body").placeholder = words().mail_body;
  at("mail-files-chosen").setAttribute("aria-label", words().chosen_files);
  files.redraw();
  at("mail-addresses").replaceChildren(...session.mailLines.map(({ address, names }) => {
    const option = element("option", "", inMyLanguage(names));
    option.value = address;
    return option;
  }));
  if (session.mailLines.length > 1) at("mail-to").setAttribute("list", "mail-addresses");
  if (session.app === "mail" && session.item.split("-")[0] === WRITE) putDraft();
}

function putDraft() {
  const key = `${person().email} ${session.item}`;
  if (state.shown === key) return;
  const draft = draftOf(key);
  if (!draft) return;
  keepDraft();
  state.shown = key;
  at("mail-to").value = draft.to;
  at("mail-subject-field").value = draft.subject;
  at("mail-body").value = draft.text;
  files.put(draft.files);
  showProblem("");
  const isAnswer = Boolean(draft.inReplyTo);
  at(isAnswer || draft.to ? (isAnswer ? "mail-body" : "mail-subject-field") : "mail-to").focus();
  at("mail-body").setSelectionRange(0, 0);
  at("mail-body").scrollTop = 0;
}

function draftOf(key) {
  if (state.drafts.has(key)) return state.drafts.get(key);
  const inReplyTo = session.item.slice(WRITE.length + 1);
  if (!inReplyTo) return { to: session.mailLines[0]?.address || "", subject: "", text: "", inReplyTo: "", files: [] };
  const mail = state.mailById(inReplyTo);
  return mail && answerTo(mail);
}

function answerTo(mail) {
  const who = mailbox(mail.from);
  const line = said("quote_line", { when: fullOf(mail.date, session.language), who: `${who.name} <${who.address}>` });
  return {
    to: mail.isMine ? mailbox(mail.to).address : who.address,
    subject: said("reply_subject", { subject: plainSubject(mail.subject) }),
    text: quoted(textOf(mail), line),
    inReplyTo: mail.id,
    files: [],
  };
}

function keepDraft() {
  if (!state.shown) return;
  state.drafts.set(state.shown, {
    to: at("mail-to").value,
    subject: at("mail-subject-field").value,
    text: at("mail-body").value,
    inReplyTo: state.shown.split(" ")[1].slice(WRITE.length + 1),
    files: files.files,
  });
}

function dropDraft() {
  state.drafts.delete(state.shown);
  state.shown = "";
}

// Sending

async function send(event) {
  event.preventDefault();
  const to = at("mail-to").value.trim();
  const isAddress = ADDRESS.test(to);
  at("mail-to").setAttribute("aria-invalid", String(!isAddress));
  const problem = isAddress ? (at("mail-body").value.trim() || files.files.length ? "" : words().empty_mail_problem) : words().address_problem;
  showProblem(problem);
  if (problem || state.isSending) {
    if (problem) at(isAddress ? "mail-body" : "mail-to").focus();
    return;
  }
  await hand(to);
}

async function hand(to) {
  keepDraft();
  const key = state.shown;
  const draft = state.drafts.get(key);
  showSending(true);
  try {
    const sent = await carrier.sendMail(person().email, {
      to,
      subject: draft.subject.trim(),
      text: draft.text,
      ...(draft.inReplyTo ? { in_reply_to_mail_id: draft.inReplyTo } : {}),
      attachments: draft.files.map(({ name: fileName, content_type, content_base64 }) => ({ name: fileName, content_type, content_base64 })),
    }, (share) => { at("mail-progress").value = share; });
    state.drafts.delete(key);
    if (state.shown !== key) return;
    state.shown = "";
    state.onSent(sent);
    go("mail", sent.id);
  } catch {
    showProblem(words().mail_problem);
  } finally {
    showSending(false);
  }
}

function showSending(on) {
  state.isSending = on;
  at("mail-progress").hidden = !on;
  at("mail-progress").value = 0;
  at("mail-progress").setAttribute("aria-label", words().mail_sending);
  showSendable();
}

function showSendable() {
  at("send-mail").disabled = state.isSending || !files.isReady;
}

function showProblem(problem) {
  at("mail-problem").textContent = problem;
}

function listen() {
  at("mail-form").addEventListener("submit", send);
  at("attach-files").addEventListener("click", () => at("mail-files").click());
  at("cancel-mail").addEventListener("click", () => {
    const { inReplyTo } = (keepDraft(), state.drafts.get(state.shown) || {});
    dropDraft();
    go("mail", inReplyTo || "");
  });
  at("mail-body").addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("mail-form").requestSubmit();
  });
  takeDropped(at("mail-form"), files);
}
