import { expect, it } from 'vitest'
import { settled } from './settled'

const rows = (ids: string) => [...ids].map((article_id) => ({ article_id }))

it.each([
  ['the first ones stand as they came', '', 'abc', 'abc'],
  ['the same ones in another order stay', 'abc', 'cab', 'abc'],
  ['a new one takes the free place', 'abc', 'dac', 'adc'],
  ['all new', 'abc', 'def', 'def'],
  ['fewer', 'abc', 'c', 'c'],
  ['fewer, and the first stays', 'abc', 'ca', 'ac'],
  ['more', 'a', 'xay', 'axy'],
  ['none', 'abc', '', ''],
])('%s', (_, shown, fresh, expected) => {
  expect(
    settled(rows(shown), rows(fresh))
      .map(({ article_id }) => article_id)
      .join(''),
  ).toBe(expected)
})
