// Says when something was and how long it took, in the reader's language.

const LOCALES = { "zh-Hant": "zh-HK", "zh-Hans": "zh-CN", en: "en-GB" };

export function timeOf(moment, language) {
  return formatted(moment, language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

export function dayName(moment, words, language) {
  const date = new Date(moment);
  const parts = { month: "long", day: "numeric", weekday: "short", ...yearUnlessThis(date) };
  return nearDay(date, words) || formatted(date, language, parts);
}

// Today by its time, yesterday by its name, other days by date: the right edge of a list.
export function whenOf(moment, words, language) {
  const date = new Date(moment);
  if (date.toDateString() === new Date().toDateString()) return timeOf(date, language);
  return nearDay(date, words) || formatted(date, language, { month: "short", day: "numeric", ...yearUnlessThis(date) });
}

export function fullOf(moment, language) {
  const date = { year: "numeric", month: "long", day: "numeric" };
  return formatted(moment, language, { ...date, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
}

// 75 → 1:15, 3675 → 1:01:15.
export function lasting(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60];
  const tail = String(rest).padStart(2, "0");
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

export function secondsBetween(from, to) {
  return (new Date(to) - new Date(from)) / 1000;
}

function nearDay(date, words) {
  const yesterday = new Date();
  yesterday.setDate(yesterday.getDate() - 1);
  if (date.toDateString() === new Date().toDateString()) return words.today;
  return date.toDateString() === yesterday.toDateString() ? words.yesterday : "";
}

function yearUnlessThis(date) {
  return date.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" };
}

function formatted(moment, language, parts) {
  return new Intl.DateTimeFormat(LOCALES[language], parts).format(new Date(moment));
}
