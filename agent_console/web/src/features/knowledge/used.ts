/** Articles that answered by word of mouth: what was read out on a call or at the counter is proposed at wrap-up. */
import { reactive } from 'vue'

export interface UsedArticle {
  articleId: string
  title: string
  language: string
}
const STORE = 'used-articles'
const MOST = 50

function restore(): [string, UsedArticle][] {
  try {
    return JSON.parse(localStorage.getItem(STORE) ?? '[]')
  } catch {
    return []
  }
}
const used = reactive(new Map<string, UsedArticle>(restore()))
const keep = () => localStorage.setItem(STORE, JSON.stringify([...used].slice(-MOST)))

export function rememberUsed(contactId: string, article: UsedArticle): void {
  used.delete(contactId)
  used.set(contactId, article)
  keep()
}
export function forgetUsed(contactId: string): void {
  used.delete(contactId)
  keep()
}
export const usedOn = (contactId: string): UsedArticle | null => used.get(contactId) ?? null
