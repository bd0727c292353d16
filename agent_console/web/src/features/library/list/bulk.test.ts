import { expect, it } from 'vitest'
import { changeOf, inTurns } from './bulk'

it('changes many in turns, each once', () => {
  expect(inTurns([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]])
  expect(inTurns([1, 2], 2)).toEqual([[1, 2]])
  expect(inTurns([])).toEqual([])
})
it('takes away what was emptied', () => {
  expect(changeOf('owner', '')).toEqual({ owner_id: null })
  expect(changeOf('category', 'fees')).toEqual({ category: 'fees' })
})
