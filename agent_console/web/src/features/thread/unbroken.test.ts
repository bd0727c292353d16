import { describe, expect, it } from 'vitest'
import { unbrokenParts } from './unbroken'

const whole = (text: string) =>
  unbrokenParts(text)
    .filter((part) => part.whole)
    .map((part) => part.text)

describe('parting a text into what may break and what may not', () => {
  it.each([
    ['a reference', '編號 C-2026-0044。', ['C-2026-0044']],
    ['references of every kind', 'W-2026-00231, I-2026-0007', ['W-2026-00231', 'I-2026-0007']],
    ['a local number', '請致電3000 0000查詢', ['3000 0000']],
    ['a number with its country', 'call +852 3000 0000 now', ['+852 3000 0000']],
    ['nothing in a flat, a date or a time', '3座12樓B室 2026年11月23日 22:14', []],
    ['nothing longer than a number can be', '1'.repeat(40), []],
    ['nothing in no text', '', []],
  ])('finds %s', (_, text, expected) => {
    expect(whole(text)).toEqual(expected)
  })
  it('loses no character', () => {
    const text = ' C-2026-0044\n電話 +852 3000 0000 , 3000 0001 '
    expect(
      unbrokenParts(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text)
  })
})
