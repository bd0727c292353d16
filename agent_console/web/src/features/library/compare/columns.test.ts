import { expect, it } from 'vitest'
import type { DiffPiece } from '@/api/library'
import { isChanged, linesOf, stretches } from './columns'

const same = (text: string): DiffPiece => ({ op: 'same', text })
const added = (text: string): DiffPiece => ({ op: 'added', text })
const removed = (text: string): DiffPiece => ({ op: 'removed', text })
const words = (pieces: DiffPiece[]) => pieces.map(({ text }) => text).join('')
const sides = (pieces: DiffPiece[]) => linesOf(pieces).map(({ left, right }) => [words(left), words(right)])

it('puts what was changed in a line beside each other', () => {
  expect(sides([same('請先'), removed('關掉'), added('關閉'), same('總掣。\n然後致電')])).toEqual([
    ['請先關掉總掣。', '請先關閉總掣。'],
    ['然後致電', '然後致電'],
  ])
})
it('puts an added line beside nothing', () => {
  expect(sides([same('a\n'), added('b\n'), same('c')])).toEqual([
    ['a', 'a'],
    ['', 'b'],
    ['c', 'c'],
  ])
})
it('says which lines changed', () => {
  const lines = linesOf([same('a\nb\n'), removed('c'), added('d')])
  expect(lines.map(({ changed }) => changed)).toEqual([false, false, true])
  expect(isChanged([same('a')])).toBe(false)
})
it('loses no word of either side', () => {
  const pieces = [same('a\nb'), removed(' x\ny'), added(' z'), same('\nq'), added('\n\nend')]
  const lines = linesOf(pieces)
  const side = (name: 'left' | 'right') => lines.map((line) => words(line[name])).join('')
  expect(side('left')).toBe('ab xyq')
  expect(side('right')).toBe('ab zqend')
})
it('folds what is far from any change', () => {
  const lines = linesOf([same(Array.from({ length: 12 }, (_, n) => `${n}`).join('\n') + '\n'), added('new')])
  const found = stretches(lines)
  expect(found.map(({ kind, lines }) => [kind, lines.length])).toEqual([
    ['fold', 10],
    ['lines', 3],
  ])
})
