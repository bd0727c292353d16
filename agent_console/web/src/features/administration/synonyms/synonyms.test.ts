import { describe, expect, it } from 'vitest'
import { setHolding, setsWith, wordsOf } from './synonyms'

const LIFT = { id: '1', words: ['電梯', '升降機', 'lift'], version: 1 }
const FEE = { id: '2', words: ['管理費', '物業費', 'lift levy'], version: 1 }
const WATER = { id: '3', words: ['停水', 'no lift of water'], version: 1 }

describe('words typed into one line', () => {
  it.each([
    ['電梯, 升降機、lift', ['電梯', '升降機', 'lift']],
    ['電梯／升降機；lift  shaft', ['電梯', '升降機', 'lift shaft']],
    ['Lift, lift , LIFT', ['Lift']],
    [' ,, ', []],
  ])('%s', (line, words) => expect(wordsOf(line)).toEqual(words))
})

describe('looking for a set', () => {
  it('shows the newest first while nothing is looked for', () => {
    expect(setsWith([LIFT, FEE], ' ')).toEqual([FEE, LIFT])
  })
  it('puts words that begin so before words that only hold it', () => {
    expect(setsWith([WATER, LIFT, FEE], 'Lift')).toEqual([LIFT, FEE, WATER])
  })
})

describe('a word that another set holds already', () => {
  it('is found whatever its capitals', () => expect(setHolding([LIFT, FEE], ['LIFT'])).toBe(LIFT))
  it('does not count in the set itself', () => expect(setHolding([LIFT, FEE], ['lift'], '1')).toBeNull())
})
