/** Unsent words, kept per contact and mode, so that no reload, sign-out or change of page loses them. */
import { reactive } from 'vue'

export type Mode = 'reply' | 'note'
/** An article that went into the words: `text` is what was put there, `warnings` what the writer should know of it. */
export interface Inserted {
  articleId: string
  title: string
  language: string
  text: string
  warnings: readonly string[]
}
export interface Draft {
  text: string
  /** What the reply answers with: the article that was inserted last. */
  articleId?: string
  inserted?: Inserted[]
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
  if (draft.text.trim()) {
    cache.set(key, draft)
    localStorage.setItem(key, JSON.stringify(draft))
  } else {
    // With the last word goes what was inserted, too.
    cache.set(key, { text: draft.text })
    localStorage.removeItem(key)
  }
}
export function hasDraft(contactId: string): boolean {
  return !!readDraft(contactId, 'reply').text.trim()
}

/** Something inserted from elsewhere goes behind what is already written, never over it. */
export function insertIntoDraft(contactId: string, text: string, articleId?: string): void {
  const before = readDraft(contactId, 'reply')
  writeDraft(contactId, 'reply', {
    ...before,
    text: joined(before.text, text),
    articleId: articleId ?? before.articleId,
  })
}
function joined(before: string, text: string): string {
  const written = before.trimEnd()
  return written ? `${written}\n${text}` : text
}

/** Pure: the same article is put in once, as long as its words still stand there. */
export function withArticle(draft: Draft, added: Inserted): Draft {
  if (draft.inserted?.some((one) => one.articleId === added.articleId && stands(draft, one))) return draft
  const others = (draft.inserted ?? []).filter((one) => one.articleId !== added.articleId)
  return { text: joined(draft.text, added.text), articleId: added.articleId, inserted: [...others, added] }
}
/** Whether the words are still as they were put there. */
export const stands = (draft: Draft, inserted: Inserted) => draft.text.includes(inserted.text)

/** Pure: the article is out of it, and with it its words where nobody has changed them. */
export function withoutArticle(draft: Draft, articleId: string): Draft {
  const taken = draft.inserted?.find((one) => one.articleId === articleId)
  const left = (draft.inserted ?? []).filter((one) => one !== taken)
  const text = taken && stands(draft, taken) ? cut(draft.text, taken.text) : draft.text
  return { text, articleId: left.at(-1)?.articleId, inserted: left }
}
function cut(text: string, words: string): string {
  const at = text.lastIndexOf(words)
  const before = text.slice(0, at).replace(/\n$/, '')
  const after = text.slice(at + words.length)
  return before || after.replace(/^\n/, '') ? before + after : ''
}
