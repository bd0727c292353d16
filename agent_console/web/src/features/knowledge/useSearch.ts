/** A search that follows the typing: what was found last always belongs to the words that stand in the box. */
import { computed, onScopeDispose, reactive, ref, shallowRef, watch } from 'vue'
import { newKey } from '@/api/client'
import { searchArticles } from '@/api/knowledge'
import type { Language, SearchPage } from '@/api/types'
import { onRefetch } from '@/live/live'

const TYPING_MS = 160
const SHOWN = 12

export interface Filters {
  category: string | null
  language: Language | null
  kind: 'article' | 'tree' | null
}

export function useSearch(options: { contactId?: () => string } = {}) {
  const words = ref('')
  const filters = reactive<Filters>({ category: null, language: null, kind: null })
  const page = shallowRef<SearchPage | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  /** Words that grow in one box are one search; after a pick the next one begins. */
  let box = newKey()
  let latest = 0
  let running = Promise.resolve()
  let typing: ReturnType<typeof setTimeout> | undefined

  const asked = computed(() => words.value.trim())
  const isFiltered = computed(() => Object.values(filters).some(Boolean))

  function search(): Promise<void> {
    clearTimeout(typing)
    typing = undefined
    return (running = ask())
  }
  async function ask() {
    const mine = ++latest
    if (!asked.value) {
      page.value = error.value = null
      loading.value = false
      return
    }
    loading.value = true
    try {
      const answer = await searchArticles({
        q: asked.value,
        contact: options.contactId?.(),
        category: filters.category,
        written_in: filters.language,
        kind: filters.kind,
        box,
        limit: SHOWN,
      })
      if (mine !== latest) return
      page.value = answer
      error.value = null
    } catch (cause) {
      if (mine === latest) error.value = cause
    } finally {
      if (mine === latest) loading.value = false
    }
  }
  watch(words, () => {
    clearTimeout(typing)
    if (!asked.value) {
      Object.assign(filters, { category: null, language: null, kind: null })
      box = newKey()
      return void search()
    }
    typing = setTimeout(search, TYPING_MS)
  })
  watch(filters, () => void search())
  // What a lost connection did not answer is asked again when it is back.
  const askAgain = () => void (error.value && search())
  onRefetch(askAgain)
  addEventListener('online', askAgain)
  onScopeDispose(() => {
    clearTimeout(typing)
    removeEventListener('online', askAgain)
  })

  return {
    words,
    filters,
    isFiltered,
    page,
    error,
    loading,
    search,
    /** Until the hits of the words in the box are there; false where they are not. */
    async caughtUp(): Promise<boolean> {
      await (typing ? search() : running)
      return !typing && !loading.value && !error.value
    },
    /** The next words are another question. */
    renewBox() {
      box = newKey()
    },
  }
}
export type SearchBox = ReturnType<typeof useSearch>
