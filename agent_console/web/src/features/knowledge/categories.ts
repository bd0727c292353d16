/** What the categories are called; read once in a window, and again when somebody renames them. */
import { shallowRef } from 'vue'
import { listCategories, type ArticleCategory } from '@/api/knowledge'
import { onFacts } from '@/live/live'
import { useWords } from '@/i18n/words'

const categories = shallowRef<readonly ArticleCategory[] | null>(null)
let asked: Promise<void> | null = null

function read(): Promise<void> {
  return (asked ??= listCategories().then(
    (page) => void (categories.value = page.items),
    // Without their names categories are called by their codes; the next screen asks again.
    () => void (asked = null),
  ))
}

export function useCategories() {
  const { name } = useWords()
  void read()
  onFacts('knowledge.changed', () => {
    asked = null
    void read()
  })
  return {
    categoryName: (code: string) => name(categories.value?.find((one) => one.code === code)?.names) || code,
  }
}
