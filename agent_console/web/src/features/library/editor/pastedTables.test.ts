import { expect, it } from 'vitest'
import { grid } from './pastedTables'

const cell = (words: string, columns = 1, rows = 1) => ({ words, columns, rows })

it('gives every row the same columns', () => {
  expect(grid([[cell('a'), cell('b'), cell('c')], [cell('d')]])).toEqual([
    ['a', 'b', 'c'],
    ['d', null, null],
  ])
})
it('keeps a cell where it begins, and leaves free where it reaches to', () => {
  const rows = [[cell('收費表', 3)], [cell('通渠', 1, 2), cell('300'), cell('日間')], [cell('500'), cell('夜間')]]
  expect(grid(rows)).toEqual([
    ['收費表', null, null],
    ['通渠', '300', '日間'],
    [null, '500', '夜間'],
  ])
})
it('is not made huge by what a page claims', () => {
  const found = grid([[cell('a', 1000, 65534)], [cell('b')]])
  expect(found).toHaveLength(2)
  expect(found[0]!.length).toBeLessThanOrEqual(30)
})
