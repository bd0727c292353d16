/** The state of the operator's desk that is not data: which tab, which pane, where the focus belongs. */
import { ref } from 'vue'

export type ListTab = 'queue' | 'mine' | 'find'
export type ContextTab = 'home' | 'knowledge' | 'order'
export type DeskDialog =
  | 'merge'
  | 'assign'
  | 'priority'
  | 'transfer'
  | 'snooze'
  | 'promise'
  | 'matter'
  | 'new-contact'
  | 'outbound'
  | 'link'
  | 'emergency'

export const listTab = ref<ListTab>('queue')
export const contextTab = ref<ContextTab>('home')
/** Narrow windows show the context pane as a page of its own. */
export const contextShown = ref(false)
export const deskDialog = ref<DeskDialog | null>(null)

export const COMPOSER = '[data-composer] textarea'
export const KNOWLEDGE_SEARCH = '[data-knowledge-search] input'
export const THREAD = '[data-thread]'
export const LIST = '[data-list]'

const PATIENT_FRAMES = 60

/** Focus something that is drawn within the next moment, such as a talk that is still being read. */
export function focusSoon(selector: string, frames = PATIENT_FRAMES): void {
  requestAnimationFrame(() => {
    const element = document.querySelector<HTMLElement>(selector)
    if (element) element.focus()
    else if (frames > 0) focusSoon(selector, frames - 1)
  })
}
export function openContext(tab: ContextTab): void {
  contextTab.value = tab
  contextShown.value = true
}
export function focusIsWithin(selector: string): boolean {
  return !!document.activeElement?.closest(selector)
}
