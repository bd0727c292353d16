/** Three languages of equal standing; each is loaded when it is chosen, and the words of some pages only with them. */
import { createI18n } from 'vue-i18n'
import type { Language, Names } from '@/api/types'

export const LANGUAGES: { value: Language; label: string }[] = [
  { value: 'zh-Hant', label: '繁體中文' },
  { value: 'zh-Hans', label: '简体中文' },
  { value: 'en', label: 'English' },
]

/** Words by key, nested: what the JSON files hold. */
interface Messages {
  [key: string]: string | Messages
}

/** Words that travel apart: an operator's first page does not wait for those of an administrator. */
export type WordsPart =
  'administration' | 'library' | 'gaps' | 'bulletins' | 'places' | 'services' | 'insights' | 'article'
type Files = Record<Language, () => Promise<{ default: Messages }>>
const files: Files = {
  'zh-Hant': () => import('./zh-Hant.json'),
  'zh-Hans': () => import('./zh-Hans.json'),
  en: () => import('./en.json'),
}
/** A part is a folder with one file for each language. */
const parts = import.meta.glob<{ default: Messages }>('./*/*.json')
const partsInUse = new Set<WordsPart>()
const partsLoaded = new Set<string>()

export const i18n = createI18n<false>({
  legacy: false,
  locale: 'zh-Hant',
  messages: {},
  missingWarn: import.meta.env.DEV,
  fallbackWarn: false,
})

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language.value === value)
}

/** The reader's language before we know the account: what was chosen here last, else the browser's, else ours. */
export function guessLanguage(chosen: unknown, browser: readonly string[]): Language {
  if (isLanguage(chosen)) return chosen
  for (const tag of browser) {
    if (/^zh\b/i.test(tag)) return /hans|cn|sg/i.test(tag) ? 'zh-Hans' : 'zh-Hant'
    if (/^en\b/i.test(tag)) return 'en'
  }
  return 'zh-Hant'
}

export async function showLanguage(language: Language): Promise<void> {
  if (!(i18n.global.availableLocales as string[]).includes(language)) {
    i18n.global.setLocaleMessage(language, (await files[language]()).default)
  }
  await loadParts(language)
  i18n.global.locale.value = language
  document.documentElement.lang = language
}

async function loadParts(language: Language): Promise<void> {
  for (const part of partsInUse) {
    if (partsLoaded.has(`${part}:${language}`)) continue
    i18n.global.mergeLocaleMessage(language, (await parts[`./${part}/${language}.json`]!()).default)
    partsLoaded.add(`${part}:${language}`)
  }
}
/** From now on these words are there too, in the reader's language and in any chosen later. */
export async function needWords(part: WordsPart): Promise<void> {
  partsInUse.add(part)
  await loadParts(i18n.global.locale.value as Language)
}

/** A name in the reader's language, else in the nearest one there is. */
export function pickName(names: Names | null | undefined, language: Language): string {
  if (!names) return ''
  const nearest: Language[] = language === 'en' ? ['en', 'zh-Hant', 'zh-Hans'] : [language, 'zh-Hant', 'zh-Hans', 'en']
  for (const candidate of nearest) if (names[candidate]) return names[candidate]
  return ''
}
