/** One thing read from the server and kept fresh: loading, value, error, and a refetch that never shows older over newer. */
import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { onFacts, onRefetch } from './live'
import type { FactType } from './facts'

export interface Resource<Value> {
  value: ShallowRef<Value | null>
  error: ShallowRef<unknown>
  loading: Ref<boolean>
  refetch: () => Promise<void>
}

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

  async function refetch() {
    if (options.when && !options.when()) return
    const mine = ++latest
    loading.value = true
    try {
      const answer = await read()
      if (mine !== latest) return
      value.value = answer
      error.value = null
    } catch (cause) {
      if (mine === latest) error.value = cause
    } finally {
      if (mine === latest) loading.value = false
    }
  }

  if (options.facts) onFacts(options.facts, (ids) => void ((options.concerns?.(ids) ?? true) && refetch()))
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
