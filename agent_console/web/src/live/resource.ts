/** One thing read from the server and kept fresh: loading, value, error, and a refetch that never shows older over newer. */
import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { onFacts, onRefetch } from './live'
import type { FactType } from './facts'

export interface Resource<Value> {
  value: ShallowRef<Value | null>
  error: ShallowRef<unknown>
  loading: Ref<boolean>
  refetch: () => Promise<void>
}

const BREATH_MS = 500

interface Options {
  /** Read again when one of these facts arrives, and `concerns` (if given) says it matters. */
  facts?: FactType[]
  concerns?: (ids: string[]) => boolean
  /** Read again, from nothing, when this changes. */
  key?: () => unknown
  when?: () => boolean
}

export function useResource<Value>(read: () => Promise<Value>, options: Options = {}): Resource<Value> {
  const value = shallowRef<Value | null>(null)
  const error = shallowRef<unknown>(null)
  const loading = ref(false)
  let latest = 0
  let newest: Promise<void> = Promise.resolve()

  /** Whoever waits for it sees what was true when they asked, also where a later reading overtakes this one. */
  function refetch(): Promise<void> {
    return (newest = readOnce())
  }
  async function readOnce() {
    if (options.when && !options.when()) return
    const mine = ++latest
    loading.value = true
    try {
      const answer = await read()
      if (mine !== latest) return newest
      value.value = answer
      error.value = null
    } catch (cause) {
      if (mine !== latest) return newest
      error.value = cause
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  /** The first fact is followed at once, a stream of them at most twice a second. */
  let soon: ReturnType<typeof setTimeout> | undefined
  let lastFollowed = 0
  function follow() {
    soon ??= setTimeout(
      () => {
        soon = undefined
        lastFollowed = Date.now()
        void refetch()
      },
      Math.max(0, lastFollowed + BREATH_MS - Date.now()),
    )
  }
  onScopeDispose(() => clearTimeout(soon))
  if (options.facts) onFacts(options.facts, (ids) => void ((options.concerns?.(ids) ?? true) && follow()))
  onRefetch(() => void refetch())
  watch(
    () => options.key?.(),
    () => {
      latest++
      value.value = null
      error.value = null
      void refetch()
    },
    { immediate: true },
  )
  return { value, error, loading, refetch }
}
