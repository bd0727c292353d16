import { describe, expect, it } from 'vitest'
import { bodyOf, emptyDraft, newQuestion, wholeLanguages, withoutChoice } from './draft'

const question = { id: 'q1', texts: {}, choices: [{ en: 'a' }, { en: 'b' }, { en: 'c' }], right: 1 }

describe('a bulletin being written', () => {
  it('can be read in the languages that have title and text', () => {
    expect(wholeLanguages({ titles: { en: 'A', 'zh-Hant': '甲' }, texts: { en: 'text', 'zh-Hant': ' ' } })).toEqual([
      'en',
    ])
  })

  it('gives each question an id of its own', () => {
    expect(newQuestion([]).id).toBe('q1')
    expect(newQuestion([question, { ...question, id: 'q3' }]).id).toBe('q4')
    expect(newQuestion([{ ...question, id: 'q2' }]).id).toBe('q3')
  })

  it('keeps the right answer when another one goes', () => {
    expect(withoutChoice(question, 0).right).toBe(0)
    expect(withoutChoice(question, 2).right).toBe(1)
    expect(withoutChoice(question, 1).right).toBe(0)
  })

  it('does not send what is only shown', () => {
    expect(bodyOf({ ...emptyDraft(), version: 3 })).not.toHaveProperty('article_titles')
    expect(bodyOf({ ...emptyDraft(), version: 3 })).not.toHaveProperty('version')
  })
})
