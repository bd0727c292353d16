import { describe, expect, it } from 'vitest'
import type { Writing } from '@/api/library'
import { begin, follow, isDirty, settle, takeUp, type Draft } from './drafts'

const text = (title: string, version = 1) => ({
  title,
  body: 'x',
  short_text: '',
  sample_questions: [],
  tree: null,
  version,
  author_name: 'Ann',
})
const article = (published: string, pending?: string, version = 1) =>
  ({
    texts: { en: text(published, version) },
    pending: pending ? { en: text(pending, version) } : {},
  }) as unknown as Writing
const write = (draft: Draft, title: string): Draft => ({ ...draft, text: { ...draft.text, title } })

describe('what is being written', () => {
  it('begins from the pending words where there are some', () => {
    expect(begin(article('Old', 'New'), 'en').text.title).toBe('New')
    expect(begin(article('Old'), 'en').text.title).toBe('Old')
    expect(begin(article('Old'), 'zh-Hant')).toMatchObject({ version: 0, text: { title: '' } })
  })
  it('is not touched by a space at its end', () => {
    const draft = begin(article('Old'), 'en')
    expect(isDirty(write(draft, 'Old '))).toBe(false)
    expect(isDirty(write(draft, 'New'))).toBe(true)
  })
  it('follows the server while nobody writes here', () => {
    const draft = follow(begin(article('Old'), 'en'), article('Theirs', undefined, 2), 'en')
    expect(draft).toMatchObject({ version: 2, text: { title: 'Theirs' }, theirs: null })
  })
  it('stays as written when only its version moved on', () => {
    const draft = follow(write(begin(article('Old'), 'en'), 'Mine'), article('Old', undefined, 4), 'en')
    expect(draft).toMatchObject({ version: 4, text: { title: 'Mine' }, theirs: null })
  })
  it('is clean once the server holds the same words', () => {
    const draft = follow(write(begin(article('Old'), 'en'), 'Mine'), article('Old', 'Mine', 2), 'en')
    expect(isDirty(draft)).toBe(false)
  })
  it('waits for a choice when both changed it', () => {
    const draft = follow(write(begin(article('Old'), 'en'), 'Mine'), article('Theirs', undefined, 2), 'en')
    expect(draft.theirs).toMatchObject({ author: 'Ann', text: { title: 'Theirs' } })
    expect(settle(draft, 'mine')).toMatchObject({
      version: 2,
      text: { title: 'Mine' },
      base: { title: 'Theirs' },
      theirs: null,
    })
    const theirs = settle(draft, 'theirs')
    expect(theirs.text.title).toBe('Theirs')
    expect(isDirty(theirs)).toBe(false)
  })
  it('takes up what was left on this computer', () => {
    const fresh = begin(article('Old'), 'en')
    const left = write(fresh, 'Left')
    expect(takeUp(fresh, left)).toMatchObject({ text: { title: 'Left' }, theirs: null })
    expect(takeUp(begin(article('Theirs'), 'en'), left)).toMatchObject({
      text: { title: 'Left' },
      theirs: { text: { title: 'Theirs' } },
    })
    expect(isDirty(takeUp(begin(article('Left'), 'en'), left))).toBe(false)
  })
})
