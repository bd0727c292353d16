/** How articles are told: their languages in one sign, their state in one word and tone. */
import type { ArticleState } from '@/api/library'
import type { Language } from '@/api/types'

export const SHORT: Record<Language, string> = { 'zh-Hant': '繁', 'zh-Hans': '简', en: 'EN' }
export const LONG: Record<Language, string> = { 'zh-Hant': '繁體中文', 'zh-Hans': '简体中文', en: 'English' }
export const TONE: Record<ArticleState, 'plain' | 'waiting' | 'ok' | 'note'> = {
  draft: 'plain',
  review: 'waiting',
  published: 'ok',
  retired: 'note',
}
/** How far what is being written is: of a published article its pending change. */
export const stageOf = (article: { state: ArticleState; pending_state: '' | 'draft' | 'review' }): ArticleState =>
  article.pending_state || article.state

export function validity(
  article: { valid_from: string | null; valid_until: string | null },
  now: number,
): 'not_yet' | 'ended' | null {
  if (article.valid_from && Date.parse(article.valid_from) > now) return 'not_yet'
  if (article.valid_until && Date.parse(article.valid_until) <= now) return 'ended'
  return null
}
export const isOverdue = (article: { review_due_at: string | null; state: ArticleState }, now: number): boolean =>
  article.state === 'published' && !!article.review_due_at && Date.parse(article.review_due_at) < now
