// What the phone page says, in three languages: each part has words of its own. Keys are the same everywhere.

import { CALL_WORDS } from "./call-words.js";
import { MAIL_WORDS } from "./mail-words.js";
import { PAGE_WORDS } from "./page-words.js";
import { TEXT_WORDS } from "./text-words.js";

export const LANGUAGES = ["zh-Hant", "zh-Hans", "en"];

export const WORDS = Object.fromEntries(LANGUAGES.map((language) => [
  language,
  { ...PAGE_WORDS[language], ...TEXT_WORDS[language], ...CALL_WORDS[language], ...MAIL_WORDS[language] },
]));

// The name in the wanted language, or in any other.
export function inLanguage(names, language) {
  return names[language] || names["zh-Hant"] || names["zh-Hans"] || names.en || "";
}

// The same name in the other script, for the second line of a row.
export function inOtherLanguage(names, language) {
  const shown = inLanguage(names, language);
  const candidates = language === "en" ? ["zh-Hant", "zh-Hans"] : ["en"];
  return candidates.map((other) => names[other]).find((name) => name && name !== shown) || "";
}

// A vendor's language (yue-HK, cmn-Hans-CN, zh-CN, en-GB) as one of ours, which chooses the glyphs; "" if it is none.
export function ourLanguage(tag) {
  const lower = tag.toLowerCase();
  if (lower.startsWith("en")) return "en";
  if (/^yue|hant|^zh-(hk|tw|mo)/.test(lower)) return "zh-Hant";
  return /^(zh|cmn)/.test(lower) ? "zh-Hans" : "";
}

export function preferredLanguage(kept, browserLanguages) {
  if (LANGUAGES.includes(kept)) return kept;
  return browserLanguages.map((tag) => (tag.toLowerCase() === "zh" ? "zh-Hant" : ourLanguage(tag))).find(Boolean) || "zh-Hant";
}
