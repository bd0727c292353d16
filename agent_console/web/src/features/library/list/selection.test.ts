import { expect, it } from 'vitest'
import { all, NOTHING, toggle, within } from './selection'

const rows = ['a', 'b', 'c', 'd']
const ticked = (selection: { ids: ReadonlySet<string> }) => [...selection.ids].sort()

it('ticks and unticks one', () => {
  const one = toggle(NOTHING, rows, 'b')
  expect(ticked(one)).toEqual(['b'])
  expect(ticked(toggle(one, rows, 'b'))).toEqual([])
})
it('spans a range with Shift, in both directions', () => {
  expect(ticked(toggle(toggle(NOTHING, rows, 'b'), rows, 'd', true))).toEqual(['b', 'c', 'd'])
  expect(ticked(toggle(toggle(NOTHING, rows, 'd'), rows, 'b', true))).toEqual(['b', 'c', 'd'])
})
it('ticks one alone where no range was begun', () => {
  expect(ticked(toggle(NOTHING, rows, 'c', true))).toEqual(['c'])
})
it('unticks a range where the last one touched was ticked', () => {
  const three = toggle(toggle(NOTHING, rows, 'a'), rows, 'c', true)
  expect(ticked(toggle(toggle(three, rows, 'a'), rows, 'b', true))).toEqual(['c'])
})
it('forgets what has left the list', () => {
  expect(ticked(within(all(rows), ['b', 'd']))).toEqual(['b', 'd'])
})
