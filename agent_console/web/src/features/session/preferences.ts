/** What a reader chose for this browser: theme, language, sounds, pane widths. Kept in localStorage. */
import { reactive, watch } from 'vue'
import type { Language } from '@/api/types'
import { guessLanguage, isLanguage, showLanguage } from '@/i18n'

export type Theme = 'system' | 'light' | 'dark'

interface Preferences {
  theme: Theme
  language: Language | null
  sound: boolean
  afterSend: 'wait' | 'stay'
  listWidth: number
  contextWidth: number
}

const KEY = 'preferences'
const defaults: Preferences = {
  theme: 'system',
  language: null,
  sound: true,
  afterSend: 'wait',
  listWidth: 316,
  contextWidth: 360,
}

function read(): Preferences {
  try {
    return { ...defaults, ...JSON.parse(localStorage.getItem(KEY) ?? '{}') }
  } catch {
    return { ...defaults }
  }
}

export const preferences = reactive(read())
watch(preferences, (current) => localStorage.setItem(KEY, JSON.stringify(current)))

const systemDark = matchMedia('(prefers-color-scheme: dark)')
/** A page that is meant for a wall stays dark whatever was chosen. */
let forced: Theme | null = null
export function forceTheme(theme: Theme | null): void {
  forced = theme
  applyTheme()
}
function applyTheme() {
  const theme = forced ?? preferences.theme
  const dark = theme === 'dark' || (theme === 'system' && systemDark.matches)
  document.documentElement.dataset.theme = dark ? 'dark' : 'light'
}
systemDark.addEventListener('change', applyTheme)
watch(() => preferences.theme, applyTheme, { immediate: true })

export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language)
  preferences.language = language
}
export function startLanguage(): Promise<void> {
  return showLanguage(guessLanguage(preferences.language, navigator.languages))
}
export async function adoptAccountLanguage(language: Language | null): Promise<void> {
  if (!preferences.language && isLanguage(language)) await showLanguage(language)
}
