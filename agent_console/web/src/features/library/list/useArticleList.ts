/** The rows of one view, more of them as the reader comes near the end. */
import { computed, ref, watch } from 'vue'
import { listArticles, type ArticleRow } from '@/api/library'
import type { Query } from '@/api/client'
import { useResource } from '@/live/resource'

const PAGE = 100

interface Rows {
  items: ArticleRow[]
  hasMore: boolean
}

export function useArticleList(query: () => Query) {
  const wanted = ref(PAGE)
  const key = computed(() => JSON.stringify(query()))
  watch(key, () => (wanted.value = PAGE), { flush: 'sync' })

  async function read(): Promise<Rows> {
    const items: ArticleRow[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof listArticles>> = await listArticles({
        sort: 'updated',
        ...query(),
        limit: PAGE,
        cursor,
      })
      items.push(...page.items)
      cursor = page.next_cursor
    } while (cursor && items.length < wanted.value)
    return { items, hasMore: cursor !== null }
  }
  const rows = useResource(read, { key: () => key.value, facts: ['article.changed'] })
  async function more() {
    if (!rows.value.value?.hasMore || rows.loading.value) return
    wanted.value = rows.value.value.items.length + PAGE
    await rows.refetch()
  }
  return {
    rows: computed(() => rows.value.value?.items ?? null),
    hasMore: computed(() => rows.value.value?.hasMore ?? false),
    error: rows.error,
    loading: rows.loading,
    refetch: rows.refetch,
    more,
  }
}
