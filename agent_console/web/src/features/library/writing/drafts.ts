/** What is being written beside what the server holds: when they may be joined, and when somebody must choose. Pure. */
import type { Writing, WrittenText } from '@/api/library'
import type { Language } from '@/api/types'
import { addedLines, join, standing } from './joining'

/** The words of one language as they stand here. `base` is what they were begun from. */
export interface Draft {
  text: WrittenText
  base: WrittenText
  /** The server's version of `base`; 0 where the language is new. */
  version: number
  /** What somebody else saved meanwhile, while other words stand here. */
  theirs: { text: WrittenText; version: number; author: string | null } | null
  /** Lines that were written here and saved since the page was opened. */
  own: readonly string[]
  /** What was sent last: the server may hold it before it says so, or without having said so. */
  sent?: WrittenText
  /** Words of somebody else came in here; `over` are those of mine that they took the place of. */
  news?: { author: string; over: WrittenText | null }
}

export const EMPTY: WrittenText = { title: '', body: '', short_text: '', sample_questions: [], tree: null }

export const wordsOf = ({ title, body, short_text, sample_questions, tree }: WrittenText): WrittenText => ({
  title,
  body,
  short_text,
  sample_questions: [...sample_questions],
  tree,
})
/** The server trims what it keeps, and writes the body of a tree itself. */
function kept(text: WrittenText): string {
  return JSON.stringify([
    text.title.trim(),
    text.tree ? '' : text.body.trim(),
    text.short_text.trim(),
    text.sample_questions.map((one) => one.trim()).filter(Boolean),
    text.tree,
  ])
}
export const isSame = (one: WrittenText, other: WrittenText) => kept(one) === kept(other)
export const isDirty = (draft: Draft) => !isSame(draft.text, draft.base)

/** The words that are being written in this language: the pending ones, else the published ones, else none. */
export function serverText(writing: Writing, language: Language) {
  const held = writing.pending[language] ?? writing.texts[language]
  return held
    ? { text: wordsOf(held), version: held.version, author: held.author_name }
    : { text: { ...EMPTY }, version: 0, author: null }
}
export function begin(writing: Writing, language: Language): Draft {
  const { text, version } = serverText(writing, language)
  return { text: wordsOf(text), base: text, version, theirs: null, own: [] }
}

/**
 * After the server was read again: untouched words follow, touched ones are joined with what somebody else changed
 * elsewhere in the text, and where both changed the same they wait for a choice. `me` wrote nobody else's words.
 */
export function follow(draft: Draft, writing: Writing, language: Language, me: string | null = null): Draft {
  const server = serverText(writing, language)
  const settled = { ...draft, base: server.text, version: server.version, theirs: null }
  if ([draft.text, draft.base, draft.sent].some((one) => one && isSame(server.text, one)))
    return { ...settled, own: standing([...draft.own, ...addedLines(draft.base, server.text)], server.text) }
  const others = { ...settled, sent: undefined, own: standing(draft.own, server.text) }
  if (!isDirty(draft)) {
    const over = draft.news?.over ?? (others.own.length < draft.own.length ? draft.text : null)
    return { ...others, text: wordsOf(server.text), ...newsFrom(server.author, me, over) }
  }
  const joined = join(draft.base, draft.text, server.text)
  if (!joined) return { ...draft, sent: undefined, theirs: server }
  return { ...others, text: joined, ...newsFrom(server.author, me, draft.news?.over ?? null) }
}
const newsFrom = (author: string | null, me: string | null, over: WrittenText | null) =>
  author && author !== me ? { news: { author, over } } : {}
/** My words again, over those that took their place. */
export function takeBack(draft: Draft): Draft {
  return draft.news?.over ? { ...draft, text: wordsOf(draft.news.over), news: undefined } : draft
}
/** My words go over theirs, or theirs take the place of mine. */
export function settle(draft: Draft, choice: 'mine' | 'theirs'): Draft {
  if (!draft.theirs) return draft
  const { text, version } = draft.theirs
  return {
    ...draft,
    sent: undefined,
    text: choice === 'mine' ? draft.text : wordsOf(text),
    base: text,
    version,
    theirs: null,
  }
}
/** What was kept on this computer, when the page is opened again. */
export function takeUp(draft: Draft, left: Pick<Draft, 'text' | 'base'>): Draft {
  if (isSame(left.text, draft.base)) return draft
  const mine = { ...draft, text: wordsOf(left.text) }
  if (isSame(left.base, draft.base)) return mine
  const joined = join(left.base, left.text, draft.base)
  if (joined) return { ...draft, text: joined }
  return { ...mine, base: left.base, theirs: { text: draft.base, version: draft.version, author: null } }
}
