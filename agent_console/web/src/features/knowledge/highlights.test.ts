import { expect, it } from 'vitest'
import { pieces } from './highlights'

const shown = (text: string, ranges: [number, number][]) =>
  pieces(text, ranges)
    .map(({ text, marked }) => (marked ? `[${text}]` : text))
    .join('')

it.each([
  ['in the middle', '廚房漏水處理', [[2, 4]], '廚房[漏水]處理'],
  [
    'at both ends',
    'leak and leak',
    [
      [0, 4],
      [9, 13],
    ],
    '[leak] and [leak]',
  ],
  [
    'overlapping',
    'abcdef',
    [
      [1, 4],
      [3, 5],
    ],
    'a[bcd][e]f',
  ],
  ['beyond the end', 'abc', [[2, 9]], 'ab[c]'],
  ['counting an emoji as one sign', '😀漏水', [[1, 3]], '😀[漏水]'],
  ['nowhere', 'abc', [], 'abc'],
] as [string, string, [number, number][], string][])('marks words %s', (_, text, ranges, expected) => {
  expect(shown(text, ranges)).toBe(expected)
})
