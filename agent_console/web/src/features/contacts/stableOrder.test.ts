import { expect, it } from 'vitest'
import { arrange } from './stableOrder'

const row = (id: string) => ({ id })
const held = new Map(['a', 'b', 'c'].map((id) => [id, row(id)]))

it('keeps rows in their places though their order changed', () => {
  expect(arrange(['a', 'b', 'c'], held, [row('c'), row('a'), row('b')]).map(({ row }) => row.id)).toEqual([
    'a',
    'b',
    'c',
  ])
})
it('leaves a pale mark where a row went away, so that nothing moves up under the pointer', () => {
  expect(arrange(['a', 'b', 'c'], held, [row('a'), row('c')]).map(({ row, gone }) => [row.id, gone])).toEqual([
    ['a', false],
    ['b', true],
    ['c', false],
  ])
})
it('lets newcomers wait at the end', () => {
  expect(arrange(['a', 'b', 'c'], held, [row('new'), row('a'), row('b'), row('c')]).map(({ row }) => row.id)).toEqual([
    'a',
    'b',
    'c',
    'new',
  ])
})
