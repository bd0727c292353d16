import { expect, it } from 'vitest'
import { pairOf } from './pair'

it.each([
  ['the one before', [4, 3, 1], 3, null, { from: 1, to: 3 }],
  ['nothing, for the first', [4, 3, 1], 1, null, null],
  ['another one picked', [4, 3, 1], 1, 4, { from: 1, to: 4 }],
  ['the one before, where itself was picked', [4, 3], 4, 4, { from: 3, to: 4 }],
  ['nothing, while none is chosen', [], null, null, null],
])('compares with %s', (_, numbers, chosen, other, pair) => expect(pairOf(numbers, chosen, other)).toEqual(pair))
