/** The state of the operator's desk that is not data: which tab, which pane, where the focus belongs. */
import { ref } from 'vue'

export type ListTab = 'queue' | 'mine' | 'find'
export type ContextTab = 'home' | 'knowledge' | 'order'
export type DeskDialog = 'transfer' | 'snooze' | 'promise' | 'matter' | 'new-contact' | 'link'

export const listTab = ref<ListTab>('queue')
export const contextTab = ref<ContextTab>('home')
/** Narrow windows show the context pane as a page of its own. */
export const contextShown = ref(false)
export const deskDialog = ref<DeskDialog | null>(null)

export const COMPOSER = '[data-composer] textarea'
export const KNOWLEDGE_SEARCH = '[data-knowledge-search] input'
export const THREAD = '[data-thread]'
export const LIST = '[data-list]'

/** Focus something that may only be drawn after this tick. */
export function focusSoon(selector: string): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus())
}
export function openContext(tab: ContextTab): void {
  contextTab.value = tab
  contextShown.value = true
}
export function focusIsWithin(selector: string): boolean {
  return !!document.activeElement?.closest(selector)
}
