import { describe, expect, it } from 'vitest'
import { stands, withArticle, withoutArticle, type Inserted } from './drafts'

const parking: Inserted = {
  articleId: 'a1',
  title: '訪客泊車',
  language: 'zh-Hant',
  text: '首兩小時免費。\n詳情：https://x/1',
  warnings: [],
}
const lift: Inserted = { ...parking, articleId: 'a2', title: '電梯', text: '請按警鐘。' }

describe('an article in what is being written', () => {
  it('goes behind what is written already', () => {
    expect(withArticle({ text: '您好，' }, parking)).toEqual({
      text: `您好，\n${parking.text}`,
      articleId: 'a1',
      inserted: [parking],
    })
    expect(withArticle({ text: '' }, parking).text).toBe(parking.text)
  })
  it('is put in once, until its words are changed', () => {
    const once = withArticle({ text: '' }, parking)
    expect(withArticle(once, parking)).toBe(once)
    const changed = { ...once, text: '首兩小時免費' }
    const again = withArticle(changed, parking)
    expect(again.text).toBe(`首兩小時免費\n${parking.text}`)
    expect(again.inserted).toHaveLength(1)
  })
  it('is taken back without a trace', () => {
    const before = { text: '您好，' }
    expect(withoutArticle(withArticle(before, parking), 'a1')).toEqual({
      ...before,
      articleId: undefined,
      inserted: [],
    })
    expect(withoutArticle(withArticle({ text: '' }, parking), 'a1').text).toBe('')
  })
  it('leaves alone what was written behind it', () => {
    const draft = { ...withArticle({ text: '您好' }, parking), text: `您好\n${parking.text}\n謝謝` }
    expect(withoutArticle(draft, 'a1').text).toBe('您好\n謝謝')
  })
  it('leaves its words where somebody changed them', () => {
    const draft = { ...withArticle({ text: '' }, parking), text: '首兩小時免費，之後收費' }
    expect(stands(draft, parking)).toBe(false)
    expect(withoutArticle(draft, 'a1')).toEqual({ text: draft.text, articleId: undefined, inserted: [] })
  })
  it('answers with the one before it, when the last one is taken back', () => {
    const both = withArticle(withArticle({ text: '' }, parking), lift)
    expect(both.articleId).toBe('a2')
    expect(withoutArticle(both, 'a2')).toEqual({ text: parking.text, articleId: 'a1', inserted: [parking] })
  })
})
