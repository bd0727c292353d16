/** The messages of one contact: all pages at first, then only the last page again when something happens. */
import { computed, ref, shallowRef, watch } from 'vue'
import { listMessages } from '@/api/contacts'
import type { Message } from '@/api/types'
import { onFacts, onRefetch } from '@/live/live'

interface Page {
  cursor: string | null
  items: Message[]
}

/** `alsoIn` names the contacts merged into it, whose messages stand in the same talk. */
export function useThread(contactId: () => string | null, alsoIn: () => string[] = () => []) {
  const pages = shallowRef<Page[]>([])
  const error = shallowRef<unknown>(null)
  const loaded = ref(false)
  let latest = 0

  const messages = computed(() => pages.value.flatMap((page) => page.items))

  /** Reads from the last known page on: older pages never change, except by a delivery report, which comes in time. */
  async function readOn(fromStart = false): Promise<void> {
    const id = contactId()
    if (!id) return
    const mine = ++latest
    const kept = fromStart ? [] : pages.value.slice(0, -1)
    let cursor = fromStart ? null : (pages.value.at(-1)?.cursor ?? null)
    const read: Page[] = []
    try {
      for (;;) {
        const page = await listMessages(id, cursor)
        if (mine !== latest) return
        read.push({ cursor, items: page.items })
        if (!page.next_cursor) break
        cursor = page.next_cursor
      }
      pages.value = [...kept, ...read]
      error.value = null
      loaded.value = true
    } catch (cause) {
      if (mine === latest) error.value = cause
    }
  }

  watch(
    contactId,
    () => {
      latest++
      pages.value = []
      loaded.value = false
      error.value = null
      void readOn(true)
    },
    { immediate: true },
  )
  onFacts(['message.added', 'contact.changed'], (ids) => {
    const id = contactId()
    if (id && loaded.value && [id, ...alsoIn()].some((one) => ids.includes(one))) void readOn()
  })
  // A merge or its undoing changes what stands in the middle of the talk.
  watch(
    () => alsoIn().join(),
    () => loaded.value && void readOn(true),
  )
  onRefetch(() => void readOn(true))

  /** An answer of our own is shown at once; the next read brings the same row again. */
  function add(message: Message) {
    const isHere = [contactId(), ...alsoIn()].includes(message.contact_id)
    if (!isHere || messages.value.some((known) => known.id === message.id)) return
    const last = pages.value.at(-1) ?? { cursor: null, items: [] }
    pages.value = [...pages.value.slice(0, -1), { ...last, items: [...last.items, message] }]
  }
  return { messages, error, loaded, add, refetch: () => readOn(true) }
}
