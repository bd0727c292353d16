// Draws the list of mails and one conversation.

import { drawAttached } from "./attached-files.js";
import { mailbox, withoutQuote } from "./conversations.js";
import { button, element, icon, reconcile } from "./elements.js";
import { fullOf, whenOf } from "./moments.js";
import { person, said, session, words } from "./session.js";
import { unbroken } from "./thread.js";

const SNIPPET_CHARACTERS = 120;

// `rows`: {mail, count, isUnread}: the newest of each conversation in the box.
export function drawMails(list, rows, { onOpen }) {
  reconcile(list, rows.map((row) => drawRow(row, onOpen)));
}

function drawRow({ mail, count, isUnread }, onOpen) {
  const item = element("li");
  item.dataset.key = mail.id;
  item.dataset.look = [session.language, count, isUnread, mail.state, whenOf(mail.date, words(), session.language)].join();
  const row = button(isUnread ? "mail-row unread" : "mail-row", { onPress: () => onOpen(mail.id) });
  const head = element("span", "mail-row-head");
  head.append(element("strong", "", partner(mail)));
  if (count > 1) head.append(element("span", "mail-count figures", String(count)));
  if (mail.attachments?.length) head.append(icon("attach"), element("span", "hidden", words().has_attachment));
  const time = element("time", "figures", whenOf(mail.date, words(), session.language));
  time.dateTime = mail.date;
  head.append(time);
  if (isUnread) row.append(element("span", "hidden", `${words().unread_mail}: `));
  row.append(head, element("span", "mail-row-subject", mail.subject || words().no_subject), drawSnippet(mail));
  item.append(row);
  return item;
}

function drawSnippet(mail) {
  if (mail.state === "failed") return element("span", "mail-row-snippet failed", words().mail_failed);
  const { own } = withoutQuote(textOf(mail));
  return element("span", "mail-row-snippet", own.replace(/\s+/g, " ").slice(0, SNIPPET_CHARACTERS));
}

function partner(mail) {
  return mail.isMine ? said("to_person", { name: mailbox(mail.to).name }) : mailbox(mail.from).name;
}

export function textOf(mail) {
  return mail.text?.trim() ? mail.text : mail.html_text || "";
}

// `isOpen(mail)`: the newest and the unread are unfolded.
export function drawConversation(list, mails, { isOpen, onTryAgain }) {
  reconcile(list, mails.map((mail) => drawMail(mail, { isOpen: isOpen(mail), onTryAgain })));
}

function drawMail(mail, { isOpen, onTryAgain }) {
  const item = element("li");
  item.dataset.key = mail.id;
  item.dataset.look = [session.language, mail.state].join();
  const details = element("details", mail.isMine ? "mail mine" : "mail");
  details.open = isOpen;
  details.append(drawHead(mail), drawBody(mail, onTryAgain));
  item.append(details);
  return item;
}

function drawHead(mail) {
  const summary = element("summary", "mail-head");
  const sender = mailbox(mail.from);
  const names = element("span", "mail-names");
  names.append(
    element("strong", "", mail.isMine ? words().by_me : sender.name),
    element("span", "mail-address", mail.isMine ? said("to_person", { name: mailbox(mail.to).address }) : words().to_me),
  );
  const time = element("time", "figures", whenOf(mail.date, words(), session.language));
  time.dateTime = mail.date;
  time.title = fullOf(mail.date, session.language);
  const avatar = element("span", "avatar");
  avatar.setAttribute("aria-hidden", "true");
  avatar.append(icon(mail.isMine ? "person" : "building"));
  summary.append(avatar, names, time);
  return summary;
}

function drawBody(mail, onTryAgain) {
  const body = element("div", "mail-body");
  const { own, quote } = withoutQuote(textOf(mail));
  body.append(drawText(own));
  if (quote) body.append(drawQuote(quote));
  if (mail.attachments?.length) body.append(drawAttached(mail.attachments, { className: "mail-files" }));
  if (mail.isMine && mail.state !== "delivered") body.append(drawState(mail, onTryAgain));
  return body;
}

function drawText(written) {
  const text = element("div", "mail-text");
  text.lang = person().language;
  text.append(...unbroken(written));
  return text;
}

function drawQuote(quote) {
  const details = element("details", "mail-quote");
  const summary = element("summary", "", "···");
  summary.setAttribute("aria-label", words().show_quoted);
  summary.title = words().show_quoted;
  details.append(summary, drawText(quote));
  return details;
}

function drawState(mail, onTryAgain) {
  const isFailed = mail.state === "failed";
  const state = element("div", isFailed ? "meta failed" : "meta");
  state.append(icon(isFailed ? "failed" : "sending"), element("span", "", isFailed ? words().mail_failed : words().mail_sending));
  if (isFailed) state.append(button("", { text: words().try_again, onPress: () => onTryAgain(mail) }));
  return state;
}
