/** Unsent words, kept per contact and mode, so that no reload, sign-out or change of page loses them. */
import { reactive } from 'vue'

export type Mode = 'reply' | 'note'
export interface Draft {
  text: string
  articleId?: string
}

const PREFIX = 'draft:'
const cache = reactive(new Map<string, Draft>())
const keyOf = (contactId: string, mode: Mode) => `${PREFIX}${mode}:${contactId}`

export function readDraft(contactId: string, mode: Mode): Draft {
  const key = keyOf(contactId, mode)
  const held = cache.get(key)
  if (held) return held
  let draft: Draft = { text: '' }
  try {
    draft = JSON.parse(localStorage.getItem(key) ?? 'null') ?? draft
  } catch {
    // An unreadable draft is an empty one.
  }
  cache.set(key, draft)
  return cache.get(key)!
}

export function writeDraft(contactId: string, mode: Mode, draft: Draft): void {
  const key = keyOf(contactId, mode)
  cache.set(key, draft)
  if (draft.text.trim()) localStorage.setItem(key, JSON.stringify(draft))
  else localStorage.removeItem(key)
}
export function hasDraft(contactId: string): boolean {
  return !!readDraft(contactId, 'reply').text.trim()
}

/** Something inserted from elsewhere goes behind what is already written, never over it. */
export function insertIntoDraft(contactId: string, text: string, articleId?: string): void {
  const before = readDraft(contactId, 'reply')
  const written = before.text.trimEnd()
  writeDraft(contactId, 'reply', {
    text: written ? `${written}\n${text}` : text,
    articleId: articleId ?? before.articleId,
  })
}
