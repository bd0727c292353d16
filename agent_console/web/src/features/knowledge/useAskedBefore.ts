/** What may spare a new gap while a question is written down: gaps that ask the same, articles that answer it. */
import { onScopeDispose, shallowRef, watch } from 'vue'
import { findAskedBefore, type AnsweringArticle, type SimilarGap } from '@/api/gaps'

const BREATH_MS = 250
const LEAST = 2
const MOST = 2000

export interface AskedBefore {
  gaps: SimilarGap[]
  articles: AnsweringArticle[]
}
const NOTHING: AskedBefore = { gaps: [], articles: [] }

/** Follows the words; what cannot be had is nothing, and what is there belongs to the words or to fewer of them. */
export function useAskedBefore(words: () => string, contactId: () => string | undefined) {
  const found = shallowRef<AskedBefore>(NOTHING)
  let latest = 0
  let typing: ReturnType<typeof setTimeout> | undefined

  async function ask(question: string) {
    const mine = ++latest
    const answer = await findAskedBefore(question, contactId()).catch(() => null)
    if (mine === latest) found.value = answer ? { gaps: answer.items, articles: answer.articles ?? [] } : NOTHING
  }
  watch(
    () => [words().trim().slice(0, MOST), contactId()] as const,
    ([question, contact], before) => {
      clearTimeout(typing)
      latest++
      if (question.length < LEAST || contact !== before?.[1]) found.value = NOTHING
      if (question.length >= LEAST) typing = setTimeout(() => void ask(question), before ? BREATH_MS : 0)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(typing)
    latest++
  })
  return found
}
