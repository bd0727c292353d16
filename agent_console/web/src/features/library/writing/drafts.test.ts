import { describe, expect, it } from 'vitest'
import type { Writing } from '@/api/library'
import { begin, follow, isDirty, settle, takeBack, takeUp, type Draft } from './drafts'

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
  it('is joined with what somebody else changed elsewhere', () => {
    const mine = write(begin(article('Old'), 'en'), 'Mine')
    const theirs = article('Old', undefined, 2)
    theirs.texts.en!.body = 'y'
    const draft = follow(mine, theirs, 'en', 'Bob')
    expect(draft).toMatchObject({ version: 2, text: { title: 'Mine', body: 'y' }, theirs: null })
    expect(draft.news).toEqual({ author: 'Ann', over: null })
    expect(isDirty(draft)).toBe(true)
    expect(follow(mine, theirs, 'en', 'Ann').news).toBeUndefined()
  })
  it('is at no odds with what was sent while its writer goes on', () => {
    const sent = write(begin(article('Old'), 'en'), 'Sent')
    const draft = follow(
      { ...write(sent, 'Sent and more'), sent: sent.text },
      article('Sent', undefined, 2),
      'en',
      'Bob',
    )
    expect(draft).toMatchObject({ version: 2, text: { title: 'Sent and more' }, theirs: null })
  })
  it('says when somebody else took the place of what was saved here, and brings it back', () => {
    const saved = follow(write(begin(article('Old'), 'en'), 'Mine'), article('Mine', undefined, 2), 'en', 'Bob')
    const gone = follow(saved, article('Theirs', undefined, 3), 'en', 'Bob')
    expect(gone).toMatchObject({ text: { title: 'Theirs' }, news: { author: 'Ann', over: { title: 'Mine' } } })
    const later = follow(gone, article('Theirs too', undefined, 4), 'en', 'Bob')
    expect(later.news?.over?.title).toBe('Mine')
    expect(takeBack(later)).toMatchObject({ version: 4, text: { title: 'Mine' }, news: undefined })
    const untouched = follow(begin(article('Old'), 'en'), article('Theirs', undefined, 2), 'en', 'Bob')
    expect(untouched.news).toEqual({ author: 'Ann', over: null })
  })
  it('follows back to words that were once sent from here', () => {
    const sent = begin(article('One'), 'en')
    const followed = follow({ ...sent, sent: sent.text }, article('Two', undefined, 2), 'en', 'Bob')
    const back = follow(followed, article('One', undefined, 3), 'en', 'Bob')
    expect(back.text.title).toBe('One')
    expect(isDirty(back)).toBe(false)
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
