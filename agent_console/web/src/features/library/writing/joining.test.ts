import { describe, expect, it } from 'vitest'
import type { WrittenText } from '@/api/library'
import { addedLines, join, joinLines, standing } from './joining'

const lines = (text: string) => text.split('')
const text = (change: Partial<WrittenText> = {}): WrittenText => ({
  title: '停水',
  body: '一\n\n二\n\n三',
  short_text: '',
  sample_questions: ['幾時停水'],
  tree: null,
  ...change,
})
const tree = (steps: Record<string, string>) => ({
  start: 's1',
  steps: Object.fromEntries(Object.entries(steps).map(([id, words]) => [id, { text: words, kind: 'answer' as const }])),
})

describe('lines that two people changed', () => {
  it.each([
    ['apart', 'abcde', 'Abcde', 'abcdE', 'AbcdE'],
    ['one adds, one removes', 'abcde', 'abxcde', 'abcd', 'abxcd'],
    ['both the same', 'abc', 'abX', 'abX', 'abX'],
    ['only they', 'abc', 'abc', 'xyz', 'xyz'],
    ['only I', 'abc', 'xyz', 'abc', 'xyz'],
    ['at both ends', 'abc', 'xabc', 'abcy', 'xabcy'],
  ])('are put together: %s', (_, base, mine, theirs, joined) =>
    expect(joinLines(lines(base), lines(mine), lines(theirs))?.join('')).toBe(joined),
  )
  it.each([
    ['the same line', 'abc', 'aXc', 'aYc'],
    ['lines that touch', 'abcd', 'aXcd', 'abYd'],
    ['both at the end', 'abc', 'abcx', 'abcy'],
    ['one removes what the other changed', 'abcd', 'ad', 'abXd'],
  ])('wait for a choice: %s', (_, base, mine, theirs) =>
    expect(joinLines(lines(base), lines(mine), lines(theirs))).toBeNull(),
  )
})
it('joins each field of an article', () => {
  const mine = text({ body: '一甲\n\n二\n\n三', sample_questions: ['幾時停水', '停幾耐'] })
  const theirs = text({ title: '停水安排', body: '一\n\n二\n\n三乙' })
  expect(join(text(), mine, theirs)).toEqual(
    text({ title: '停水安排', body: '一甲\n\n二\n\n三乙', sample_questions: ['幾時停水', '停幾耐'] }),
  )
  expect(join(text(), text({ title: '甲' }), text({ title: '乙' }))).toBeNull()
})
it('joins the steps of a tree where no step has two authors', () => {
  const base = text({ tree: tree({ s1: 'a', s2: 'b' }) })
  const mine = text({ tree: tree({ s1: 'A', s2: 'b', s3: 'new' }) })
  expect(join(base, mine, text({ tree: tree({ s1: 'a', s2: 'B' }) }))?.tree).toEqual(
    tree({ s1: 'A', s2: 'B', s3: 'new' }),
  )
  expect(join(base, mine, text({ tree: tree({ s1: 'x', s2: 'b' }) }))).toBeNull()
  expect(join(base, mine, text({ tree: tree({ s1: 'a' }) }))).toBeNull()
})
it('knows which words are mine, and which of them still stand', () => {
  const mine = addedLines(text(), text({ body: '一甲\n\n二\n\n三', sample_questions: ['停幾耐'] }))
  expect(mine).toEqual(['一甲', '停幾耐'])
  expect(standing(mine, text({ body: '一甲\n\n二\n\n三乙' }))).toEqual(['一甲'])
})
