import { describe, expect, it } from 'vitest'
import type { Tree } from '../library/tree/trees'
import { plainWords, tellPath, walk } from './treeWalk'

const tree: Tree = {
  start: 'a',
  steps: {
    a: {
      text: '水是滴還是噴？',
      kind: 'question',
      choices: [
        { text: '滴', to: 'b' },
        { text: '噴', to: 'c' },
        { text: '不知道', to: 'nowhere' },
      ],
    },
    b: {
      text: '關得到水掣嗎？',
      kind: 'question',
      choices: [
        { text: '可以', to: 'd' },
        { text: '再問一次', to: 'a' },
      ],
    },
    c: { text: '**關總掣**，即派人。', kind: 'answer' },
    d: { text: '明早上門。', kind: 'answer' },
  },
}
const ids = (path: number[]) => walk(tree, path).map(({ id }) => id)

describe('a decision tree', () => {
  it('begins at its first question', () => {
    expect(ids([])).toEqual(['a'])
    expect(walk(tree, [])[0]!.chosen).toBeNull()
  })
  it('leads by what is chosen to an answer', () => {
    expect(ids([0, 0])).toEqual(['a', 'b', 'd'])
    expect(walk(tree, [0, 0]).at(-1)!.step.kind).toBe('answer')
  })
  it('may come back to a question', () => {
    expect(ids([0, 1, 1])).toEqual(['a', 'b', 'a', 'c'])
  })
  it.each([
    ['a choice that is not there', [7]],
    ['a choice that leads nowhere', [2]],
  ])('stays before %s', (_, path) => {
    expect(ids(path)).toEqual(['a'])
    expect(walk(tree, path)[0]!.chosen).toBeNull()
  })
  it('does not go on behind an answer', () => {
    expect(ids([1, 0, 0])).toEqual(['a', 'c'])
  })
  it('is empty without a start', () => {
    expect(walk({ start: 'x', steps: {} }, [0])).toEqual([])
  })
  it('is told without the marks of its words', () => {
    expect(plainWords('**緊急。** 見[爆水管](article:burst-pipe)，`7`樓')).toBe('緊急。 見爆水管，7樓')
    expect(tellPath('漏水', walk(tree, [1]))).toBe('漏水\n水是滴還是噴？ 噴\n→ 關總掣，即派人。')
  })
  it('tells its way to whoever reads the talk', () => {
    expect(tellPath('漏水', walk(tree, [0, 0]))).toBe('漏水\n水是滴還是噴？ 滴\n關得到水掣嗎？ 可以\n→ 明早上門。')
  })
})
