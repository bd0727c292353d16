/**
 * Tells the others that this window shows a contact, and whether its reader writes an answer; hears the same of them.
 * A hidden window looks at nothing.
 */
import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { listViewers, lookAway, sayViewing } from '@/api/supervision'
import type { Viewer } from '@/api/types'
import { now } from '@/i18n/clock'
import { onFacts, onRefetch, serverNow } from '@/live/live'
import { user } from '../session/session'
import { othersOf } from './present'

const BEAT_MS = 10_000
/** Whoever has not touched a key for so long is thinking, not typing. */
const TYPING_MS = 5_000

interface Wish {
  /** Null where the reader need not be seen, as in a contact that is over. */
  contactId: () => string | null
  /** What is being written to the owner. */
  words: () => string
}

export function useViewing({ contactId, words }: Wish) {
  const viewers = shallowRef<Viewer[]>([])
  const isTyping = ref(false)
  let beat: ReturnType<typeof setInterval> | undefined
  let pause: ReturnType<typeof setTimeout> | undefined
  let latest = 0

  /** Being seen is a courtesy: where it fails, nothing else should. */
  async function take(read: Promise<{ items: Viewer[] }>) {
    const mine = ++latest
    const answer = await read.catch(() => null)
    if (answer && mine === latest) viewers.value = answer.items
  }
  const say = () => {
    const id = contactId()
    if (id && document.visibilityState === 'visible') void take(sayViewing(id, isTyping.value))
  }
  function leave(id: string | null) {
    if (id) void lookAway(id).catch(() => undefined)
  }

  watch(
    contactId,
    (id, before) => {
      leave(before ?? null)
      clearInterval(beat)
      clearTimeout(pause)
      viewers.value = []
      isTyping.value = false
      latest++
      if (!id) return
      say()
      beat = setInterval(say, BEAT_MS)
    },
    { immediate: true },
  )
  watch([words, contactId], ([text, id], [before, idBefore]) => {
    if (id !== idBefore || text === before) return
    clearTimeout(pause)
    const writes = text.trim() !== ''
    if (writes) pause = setTimeout(() => (isTyping.value = false), TYPING_MS)
    isTyping.value = writes
  })
  watch(isTyping, say)

  const onVisibility = () => (document.visibilityState === 'visible' ? say() : leave(contactId()))
  document.addEventListener('visibilitychange', onVisibility)
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', onVisibility)
    clearInterval(beat)
    clearTimeout(pause)
    leave(contactId())
  })
  const read = () => {
    const id = contactId()
    if (id) void take(listViewers(id))
  }
  onFacts('contact.viewers', (ids) => void (ids.includes(contactId() ?? '') && read()))
  onRefetch(say)

  const others = computed(() => (now.value ? othersOf(viewers.value, user.value?.id, serverNow()) : []))
  return { others, typing: computed(() => others.value.filter((viewer) => viewer.is_typing)) }
}
