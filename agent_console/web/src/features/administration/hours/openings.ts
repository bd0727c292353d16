/** Whether somebody is there, and when next, in words. */
import { useWords } from '@/i18n/words'
import { alwaysOpen, together, writeBlocks, type Weekly } from './hours'

export function useOpenings() {
  const words = useWords()
  const { t, date, time, day } = words
  function opening(calendar: { is_open: boolean; opens_at: string | null; weekly: Weekly } | null): string {
    if (!calendar) return t('admin.hours.openAlways')
    if (calendar.is_open) return t('admin.hours.openNow')
    if (!calendar.opens_at) return t('admin.hours.neverOpens')
    const soon = Date.parse(calendar.opens_at) - Date.now() < 86_400_000 * 6
    return t('admin.hours.opensAt', {
      when: `${soon ? day(calendar.opens_at) : date(calendar.opens_at)} ${time(calendar.opens_at)}`,
    })
  }
  /** "Mon–Fri 09:00–18:00 · Sat 09:00–13:00" */
  function summary(weekly: Weekly): string {
    if (alwaysOpen(weekly)) return t('admin.hours.dayAndNight')
    const parts = together(weekly)
      .filter((days) => days.blocks.length)
      .map(({ first, last, blocks }) => {
        const days =
          first === last
            ? t(`admin.day.${first}`)
            : t('admin.hours.days', { first: t(`admin.day.${first}`), last: t(`admin.day.${last}`) })
        return `${days} ${writeBlocks(blocks)}`
      })
    return parts.join(' · ') || t('admin.hours.neverOpens')
  }
  return { ...words, opening, summary }
}
