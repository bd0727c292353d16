/** By which ways an owner can be answered: one, or several where contacts were merged. */
import { ref, shallowRef, watch } from 'vue'
import { listWays } from '@/api/supervision'
import type { AnswerWay, Contact } from '@/api/types'

export function useWays(contact: () => Contact) {
  const ways = shallowRef<AnswerWay[]>([])
  const way = ref<AnswerWay | null>(null)
  let latest = 0

  async function read() {
    const mine = ++latest
    if (!contact().merged.length) {
      ways.value = []
      way.value = null
      return
    }
    const answer = await listWays(contact().id).catch(() => null)
    if (!answer || mine !== latest) return
    const chosen = answer.items.find(({ contact_id }) => contact_id === way.value?.contact_id)
    ways.value = answer.items
    way.value = chosen ?? answer.items[0] ?? null
  }
  watch(
    () => contact().id,
    () => (way.value = null),
  )
  // Where the owner wrote last is the way until somebody chooses.
  watch(
    () =>
      [
        contact().id,
        contact().last_inbound_at,
        contact()
          .merged.map(({ id }) => id)
          .join(),
      ].join(),
    () => void read(),
    { immediate: true },
  )
  return { ways, way }
}
