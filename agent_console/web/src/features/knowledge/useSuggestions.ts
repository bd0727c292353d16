/** The articles that may answer a contact, without anybody typing; they follow the talk, but never under a hand. */
import { computed, ref, shallowRef, watch } from 'vue'
import { listSuggestions } from '@/api/knowledge'
import type { Contact, Suggestion } from '@/api/types'
import { useResource } from '@/live/resource'
import { settled } from './settled'

/** Where a hit was found: the search it came of, and its place there. */
export interface Found {
  searchId: string | null
  rank: number
}
export interface Suggested extends Found {
  hit: Suggestion
}

export function useSuggestions(contact: () => Contact) {
  const read = useResource(() => listSuggestions(contact().id), {
    key: () => [contact().id, contact().subject, contact().place_id].join(),
    facts: ['message.added', 'contact.changed', 'article.changed'],
    concerns: (ids) => ids.includes(contact().id) || contact().merged.some(({ id }) => ids.includes(id)),
    when: () => contact().state !== 'closed',
  })
  /** Somebody points at them or walks through them. */
  const held = ref(false)
  const shown = shallowRef<Suggested[]>([])

  const fresh = computed<Suggested[]>(() =>
    (read.value.value?.items ?? []).map((hit, index) => ({
      hit,
      searchId: read.value.value!.search_id,
      rank: index + 1,
    })),
  )
  function show() {
    const before = shown.value.map((one) => ({ ...one, article_id: one.hit.article_id }))
    const next = fresh.value.map((one) => ({ ...one, article_id: one.hit.article_id }))
    shown.value = settled(before, next)
  }
  watch(
    () => contact().id,
    () => {
      held.value = false
      shown.value = []
    },
  )
  // While a contact is read anew there is nothing to show yet; what stands stays until the answer comes.
  watch([fresh, held], () => !held.value && (read.value.value || !shown.value.length) && show(), { immediate: true })
  return { shown, held, read }
}
export type Suggestions = ReturnType<typeof useSuggestions>
