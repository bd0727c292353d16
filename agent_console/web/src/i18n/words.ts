/** What screens say with the reader's language: names, times, and how long ago. */
import { useI18n } from 'vue-i18n'
import type { Language, Names } from '@/api/types'
import { pickName } from './index'
import { dateKey } from './times'

const formats = new Map<string, Intl.DateTimeFormat>()
function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options)
  let found = formats.get(key)
  if (!found) formats.set(key, (found = new Intl.DateTimeFormat(localeFor(language), options)))
  return found
}
function localeFor(language: string): string {
  return { 'zh-Hant': 'zh-HK', 'zh-Hans': 'zh-CN' }[language] ?? 'en-GB'
}

export function useWords() {
  const { t, te, locale } = useI18n()
  const language = () => locale.value as Language

  const time = (at: string | Date) =>
    format(language(), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at))
  const date = (at: string | Date) =>
    format(language(), { month: 'short', day: 'numeric', weekday: 'short' }).format(new Date(at))
  const fullDate = (at: string | Date) =>
    format(language(), { year: 'numeric', month: 'long', day: 'numeric', weekday: 'short' }).format(new Date(at))
  const shortDate = (at: string | Date) => format(language(), { month: 'numeric', day: 'numeric' }).format(new Date(at))

  /** Today by the clock, earlier by date: the shortest words that cannot be misread. */
  function moment(at: string | null | undefined, now = new Date()): string {
    if (!at) return ''
    if (dateKey(at) === dateKey(now)) return time(at)
    const day = new Date(at).getFullYear() === now.getFullYear() ? shortDate(at) : fullDate(at)
    return `${day} ${time(at)}`
  }
  function day(at: string, now = new Date()): string {
    const yesterday = new Date(now.getTime() - 86_400_000)
    if (dateKey(at) === dateKey(now)) return t('time.today')
    if (dateKey(at) === dateKey(yesterday)) return t('time.yesterday')
    return new Date(at).getFullYear() === now.getFullYear() ? date(at) : fullDate(at)
  }
  return {
    t,
    te,
    locale,
    language,
    name: (names: Names | null | undefined) => pickName(names, language()),
    together: (names: string[]) => names.join(language() === 'en' ? ', ' : '、'),
    time,
    date,
    fullDate,
    moment,
    day,
  }
}
