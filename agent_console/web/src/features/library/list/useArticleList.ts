/** The rows of one view, more of them as the reader comes near the end. */
import { computed, ref, watch } from 'vue'
import { listArticles } from '@/api/library'
import type { Query } from '@/api/client'
import { useResource } from '@/live/resource'
import { leftList, type Rows } from './leftList'

const PAGE = 100

/** `isQuiet`: while this very page changes many, each single change is not followed. */
export function useArticleList(query: () => Query, isQuiet: () => boolean) {
  const key = computed(() => JSON.stringify(query()))
  const left = leftList(key.value)
  const wanted = ref(left?.rows.items.length ?? PAGE)
  const adding = ref(false)
  watch(key, () => (wanted.value = PAGE), { flush: 'sync' })

  async function readPage(cursor: string | null): Promise<Rows> {
    const page = await listArticles({ sort: 'updated', ...query(), limit: PAGE, cursor })
    return { items: page.items, cursor: page.next_cursor }
  }
  async function read(): Promise<Rows> {
    let rows = await readPage(null)
    while (rows.cursor && rows.items.length < wanted.value) rows = joined(rows, await readPage(rows.cursor))
    return rows
  }
  const rows = useResource(read, { key: () => key.value, facts: ['article.changed'], concerns: () => !isQuiet() })
  if (left) rows.value.value = left.rows
  async function more() {
    const held = rows.value.value
    if (!held?.cursor || rows.loading.value || adding.value) return
    wanted.value = held.items.length + PAGE
    adding.value = true
    try {
      const next = await readPage(held.cursor)
      // What was read anew meanwhile may have moved on already.
      if (rows.value.value === held) rows.value.value = joined(held, next)
    } catch (cause) {
      rows.error.value = cause
    } finally {
      adding.value = false
    }
  }
  return {
    key,
    held: rows.value,
    rows: computed(() => rows.value.value?.items ?? null),
    hasMore: computed(() => !!rows.value.value?.cursor),
    error: rows.error,
    loading: computed(() => rows.loading.value || adding.value),
    refetch: rows.refetch,
    more,
  }
}
/** An article that was changed between two pages stands in both: once is enough. */
function joined(rows: Rows, next: Rows): Rows {
  const known = new Set(rows.items.map(({ id }) => id))
  return { items: [...rows.items, ...next.items.filter(({ id }) => !known.has(id))], cursor: next.cursor }
}
