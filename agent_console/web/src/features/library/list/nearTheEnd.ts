/** Reads on before the reader comes to the end of a list. */
import { onScopeDispose, watch, type Ref } from 'vue'

export function whenNear(mark: Readonly<Ref<HTMLElement | null>>, more: () => void): void {
  const observer = new IntersectionObserver(
    (entries) => entries.some(({ isIntersecting }) => isIntersecting) && more(),
    { rootMargin: '600px' },
  )
  watch(mark, (element, before) => {
    if (before) observer.unobserve(before)
    if (element) observer.observe(element)
  })
  onScopeDispose(() => observer.disconnect())
}
