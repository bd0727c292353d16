import { expect, it } from 'vitest'
import { readSpan } from './spanText'

it.each([
  ['20s', 20],
  ['15', 900],
  ['15 分鐘', 900],
  ['1.5 h', 5400],
  ['1小时30分', 5400],
  ['2 日', 172_800],
  ['', null],
  ['–', null],
  ['soon', undefined],
  ['0', undefined],
  ['10 parsecs', undefined],
])('reads %s', (text, seconds) => {
  expect(readSpan(text)).toBe(seconds)
})
