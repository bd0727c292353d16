/** What is being written beside what the server holds: when they may be joined, and when somebody must choose. Pure. */
import type { Writing, WrittenText } from '@/api/library'
import type { Language } from '@/api/types'

/** The words of one language as they stand here. `base` is what they were begun from. */
export interface Draft {
  text: WrittenText
  base: WrittenText
  /** The server's version of `base`; 0 where the language is new. */
  version: number
  /** What somebody else saved meanwhile, while other words stand here. */
  theirs: { text: WrittenText; version: number; author: string | null } | null
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
  return { text: wordsOf(text), base: text, version, theirs: null }
}

/** After the server was read again: untouched words follow, touched ones stay, and differing ones wait for a choice. */
export function follow(draft: Draft, writing: Writing, language: Language): Draft {
  const server = serverText(writing, language)
  if (isSame(server.text, draft.text)) return { ...draft, base: server.text, version: server.version, theirs: null }
  if (!isDirty(draft)) return { text: wordsOf(server.text), base: server.text, version: server.version, theirs: null }
  if (isSame(server.text, draft.base)) return { ...draft, version: server.version, theirs: null }
  return { ...draft, theirs: server }
}
/** My words go over theirs, or theirs take the place of mine. */
export function settle(draft: Draft, choice: 'mine' | 'theirs'): Draft {
  if (!draft.theirs) return draft
  const { text, version } = draft.theirs
  return { text: choice === 'mine' ? draft.text : wordsOf(text), base: text, version, theirs: null }
}
/** What was kept on this computer, when the page is opened again. */
export function takeUp(draft: Draft, left: Pick<Draft, 'text' | 'base'>): Draft {
  if (isSame(left.text, draft.base)) return draft
  const mine = { ...draft, text: wordsOf(left.text) }
  if (isSame(left.base, draft.base)) return mine
  return { ...mine, base: left.base, theirs: { text: draft.base, version: draft.version, author: null } }
}
