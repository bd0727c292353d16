import { describe, expect, it } from 'vitest'
import { readPoint } from './pastedLists'
import { readDeclarations } from './pastedStyle'

describe('the points of Word', () => {
  it.each([
    ['l0 level1 lfo1', '·     ', { level: 1, number: null }],
    ['l0 level2 lfo1', 'o  ', { level: 2, number: null }],
    ['l1 level1 lfo2', '3.  ', { level: 1, number: 3 }],
    ['l1 level1 lfo2', '（二）', { level: 1, number: 1 }],
    ['l1 level3 lfo2', 'iv)', { level: 3, number: 1 }],
    ['ignore', '1.', null],
    ['', '1.', null],
  ])('reads %s %s', (style, mark, point) => expect(readPoint(style, mark)).toEqual(point))
})
it('reads a style by its names, not by what they contain', () => {
  expect(readDeclarations('mso-bidi-font-weight:normal; Font-Weight : BOLD;color')).toEqual({
    'mso-bidi-font-weight': 'normal',
    'font-weight': 'bold',
  })
})
