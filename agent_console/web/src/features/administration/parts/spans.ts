/** Spans of time in the reader's words. */
import { useWords } from '@/i18n/words'
import { span } from '../queues/steps'

export function useSpans() {
  const words = useWords()
  function spanWords(seconds: number): string {
    if (seconds > 120 && seconds % 60 !== 0) {
      const whole = seconds - (seconds % 60)
      return `${spanWords(whole)} ${words.t('admin.span.seconds', { count: seconds % 60 }, seconds % 60)}`
    }
    const { unit, count } = span(seconds)
    return words.t(`admin.span.${unit}`, { count }, count)
  }
  return { ...words, spanWords }
}
