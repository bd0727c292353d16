// How mails belong together, and how one is quoted in its answer. Pure: mails in, values out.

const PREFIX = /^\s*((re|fw|fwd|aw|sv|回覆|回复|答覆|答复|轉寄|转发|轉發)(\[\d+\])?\s*[:：]\s*)+/i;
const TAG = /\s*[[(（【]?\b[CWI]-\d{4}-\d{4,}\b[\])）】]?\s*/g;
const ATTRIBUTION = /^(於|在|On\b)?.{4,160}(寫道|写道|wrote)\s*[：:]\s*$/;
const MAILBOX = /^\s*"?(.*?)"?\s*<([^<>\s]+)>\s*$/;
export const ADDRESS = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;

// "Name <a@b>" as {name, address}; the name of a bare address is the address.
export function mailbox(written) {
  const [, name, address] = MAILBOX.exec(written) || ["", "", written.trim()];
  return { name: name || address, address: address.toLowerCase() };
}

export function plainSubject(subject) {
  return subject.replace(PREFIX, "").trim();
}

// Oldest first within a conversation; the conversation with the newest mail first.
export function conversations(mails) {
  const sorted = [...mails].sort((a, b) => a.date.localeCompare(b.date));
  const groups = [];
  for (const mail of sorted) {
    const own = groups.find((group) => answers(mail, group)) || groups.find((group) => continues(mail, group));
    if (own) own.push(mail);
    else groups.push([mail]);
  }
  return groups.sort((a, b) => b.at(-1).date.localeCompare(a.at(-1).date));
}

function answers(mail, group) {
  const answered = [mail.in_reply_to, ...(mail.references || [])];
  return group.some(({ message_id: id }) => id && answered.includes(id));
}

// Some programs lose the references; then the subject has to do.
function continues(mail, group) {
  return PREFIX.test(mail.subject) && sameSubject(mail, group[0]);
}

function sameSubject(mail, other) {
  const core = (subject) => plainSubject(subject).replace(TAG, " ").trim();
  return Boolean(core(mail.subject)) && core(mail.subject) === core(other.subject);
}

// `line` introduces what is quoted: 「…寫道：」.
export function quoted(text, line) {
  const rows = text.trimEnd().split("\n").map((row) => (row.startsWith(">") ? `>${row}` : `> ${row}`.trimEnd()));
  return `\n\n${line}\n${rows.join("\n")}`;
}

// What is new in a mail, and what it repeats of an earlier one.
export function withoutQuote(text) {
  const rows = text.split("\n");
  const start = rows.findIndex((row, index) => (
    (ATTRIBUTION.test(row.trim()) && followedByQuote(rows, index)) || (row.startsWith(">") && restIsQuote(rows, index))
  ));
  if (start < 0) return { own: text.trimEnd(), quote: "" };
  const own = rows.slice(0, start).join("\n").trimEnd();
  // A mail that says nothing of its own is shown whole.
  return own ? { own, quote: rows.slice(start).join("\n").trim() } : { own: text.trimEnd(), quote: "" };
}

function followedByQuote(rows, index) {
  const next = rows.slice(index + 1).find((row) => row.trim());
  return next !== undefined && next.startsWith(">");
}

function restIsQuote(rows, index) {
  return rows.slice(index).every((row) => !row.trim() || row.startsWith(">"));
}
