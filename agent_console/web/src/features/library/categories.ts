/** The categories of articles by code, read once and kept fresh while a page of the library is shown. */
import { computed } from 'vue'
import { listCategories } from '@/api/library'
import { useWords } from '@/i18n/words'
import { useResource } from '@/live/resource'

export function useCategories() {
  const { name } = useWords()
  const categories = useResource(listCategories, { facts: ['knowledge.changed'] })
  const byCode = computed(() => new Map((categories.value.value ?? []).map((one) => [one.code, one])))
  const categoryName = (code: string) => name(byCode.value.get(code)?.names) || code
  const options = computed(() =>
    [...(categories.value.value ?? [])]
      .sort((a, b) => a.position - b.position || a.code.localeCompare(b.code))
      .map((one) => ({ value: one.code, label: name(one.names) || one.code })),
  )
  return { categoryName, options }
}
