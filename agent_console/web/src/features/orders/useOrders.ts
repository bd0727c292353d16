/** The work orders of one view, kept live, page by page. */
import { computed, ref, shallowRef, watch } from 'vue'
import { listWorkOrders } from '@/api/workOrders'
import type { Query } from '@/api/client'
import type { WorkOrder } from '@/api/types'
import { onFacts, onRefetch } from '@/live/live'

const PAGE = 100
const PAUSE_MS = 400

export function useOrders(query: () => Query) {
  const orders = shallowRef<WorkOrder[]>([])
  const cursor = ref<string | null>(null)
  const loaded = ref(false)
  const loading = ref(false)
  const error = shallowRef<unknown>(null)
  let latest = 0

  async function read(more = false): Promise<void> {
    const mine = ++latest
    loading.value = true
    try {
      // A refetch brings as many rows as are already shown, so that nothing is lost under the reader.
      const limit = more ? PAGE : Math.min(200, Math.max(PAGE, orders.value.length))
      const page = await listWorkOrders({ ...query(), limit, cursor: more ? cursor.value : null })
      if (mine !== latest) return
      orders.value = more ? [...orders.value, ...page.items] : page.items
      cursor.value = page.next_cursor
      loaded.value = true
      error.value = null
    } catch (cause) {
      if (mine === latest) error.value = cause
    } finally {
      if (mine === latest) loading.value = false
    }
  }
  let soon: ReturnType<typeof setTimeout> | undefined
  function readSoon() {
    soon ??= setTimeout(() => {
      soon = undefined
      void read()
    }, PAUSE_MS)
  }
  watch(
    () => JSON.stringify(query()),
    () => {
      loaded.value = false
      orders.value = []
      void read()
    },
    { immediate: true },
  )
  onFacts('work_order.changed', readSoon)
  onRefetch(() => void read())
  return { orders, loaded, loading, error, hasMore: computed(() => cursor.value !== null), read }
}
