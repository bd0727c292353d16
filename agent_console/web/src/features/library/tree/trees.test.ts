import { describe, expect, it } from 'vitest'
import { addChoice, changeStep, moveChoice, newTree, outline, problemsOf, readingOrder, removeChoice } from './trees'
import { firstLine, goesOn, removeStep, type Tree } from './trees'

const water: Tree = {
  start: 'how',
  steps: {
    how: {
      text: 'Dripping or spraying?',
      kind: 'question',
      choices: [
        { text: 'Dripping', to: 'bucket' },
        { text: 'Spraying', to: 'tap' },
      ],
    },
    bucket: { text: 'Put a bucket under it.', kind: 'answer' },
    tap: {
      text: 'Can you reach the main tap?',
      kind: 'question',
      choices: [
        { text: 'Yes', to: 'bucket' },
        { text: 'No', to: 'guard' },
      ],
    },
    guard: { text: 'A guard is on the way.', kind: 'answer' },
  },
}

describe('a decision tree', () => {
  it('is read from its start, nearest steps first', () => {
    expect(readingOrder(water)).toEqual(['how', 'bucket', 'tap', 'guard'])
    expect(problemsOf(water)).toEqual([])
  })
  it('is outlined with a reference where a step is reached again', () => {
    expect(outline(water).map(({ id, depth, choice, again }) => [id, depth, choice, again])).toEqual([
      ['how', 0, null, false],
      ['bucket', 1, 'Dripping', false],
      ['tap', 1, 'Spraying', false],
      ['bucket', 2, 'Yes', true],
      ['guard', 2, 'No', false],
    ])
  })
  it('grows by a choice with a new answer behind it', () => {
    const { tree, to } = addChoice(newTree(), 's1')
    expect(tree.steps.s1!.choices).toEqual([{ text: '', to }])
    expect(tree.steps[to]).toEqual({ text: '', kind: 'answer' })
  })
  it('makes a question of an answer that gets a choice', () => {
    expect(addChoice(water, 'bucket').tree.steps.bucket!.kind).toBe('question')
  })
  it('loses with a choice only the steps that nothing else leads to', () => {
    expect(Object.keys(removeChoice(water, 'tap', 1).steps)).toEqual(['how', 'bucket', 'tap'])
    expect(Object.keys(removeChoice(water, 'tap', 0).steps)).toEqual(['how', 'bucket', 'tap', 'guard'])
    expect(Object.keys(removeChoice(water, 'how', 1).steps)).toEqual(['how', 'bucket'])
  })
  it('names a step by its first words, without marks', () => {
    const text = '## Is it **dripping**? See [taps](article:taps)\nMore'
    expect(firstLine({ text, kind: 'question' })).toBe('Is it dripping? See taps')
  })
  it('loses with a step every choice that led to it', () => {
    const without = removeStep(water, 'bucket')
    expect(without.steps.how!.choices).toEqual([{ text: 'Spraying', to: 'tap' }])
    expect(without.steps.tap!.choices).toEqual([{ text: 'No', to: 'guard' }])
  })
  it('keeps no choices in an answer', () => {
    expect(changeStep(water, 'tap', { kind: 'answer' }).steps.tap).not.toHaveProperty('choices')
  })
  it('moves a choice, and not beyond the others', () => {
    expect(moveChoice(water, 'how', 1, -1).steps.how!.choices!.map(({ text }) => text)).toEqual([
      'Spraying',
      'Dripping',
    ])
    expect(moveChoice(water, 'how', 0, -1)).toBe(water)
    expect(moveChoice(water, 'how', 1, 1)).toBe(water)
  })
  it.each([
    [
      'nothing is written',
      newTree(),
      [
        { step: 's1', code: 'no_text' },
        { step: 's1', code: 'no_choices' },
      ],
    ],
    ['its start is gone', { ...water, start: 'gone' }, [{ step: '', code: 'no_start' }]],
    [
      'a choice leads nowhere',
      changeStep(water, 'how', {
        choices: [
          { text: 'Dripping', to: 'bucket' },
          { text: 'Else', to: 'gone' },
        ],
      }),
      [
        { step: 'how', code: 'dangling' },
        { step: 'tap', code: 'unreachable' },
        { step: 'guard', code: 'unreachable' },
      ],
    ],
    [
      'it goes round for ever',
      changeStep(water, 'how', { choices: [{ text: 'Again', to: 'how' }] }),
      [
        { step: 'how', code: 'endless' },
        { step: 'bucket', code: 'unreachable' },
        { step: 'tap', code: 'unreachable' },
        { step: 'guard', code: 'unreachable' },
      ],
    ],
  ])('is not finished while %s', (_, tree, problems) => {
    expect(problemsOf(tree as Tree)).toEqual(problems)
  })
})
describe('what is undone at once', () => {
  it('is the writing in one step', () => {
    expect(goesOn(water, changeStep(water, 'tap', { text: 'Main tap?' }))).toBe('tap')
  })
  it.each([
    ['a choice more', addChoice(water, 'tap').tree],
    ['a choice less', removeChoice(water, 'how', 1)],
    ['choices in another order', moveChoice(water, 'how', 0, 1)],
    ['a question that became an answer', changeStep(water, 'tap', { kind: 'answer' })],
    ['a step less', removeStep(water, 'guard')],
  ])('is %s by itself', (_, after) => expect(goesOn(water, after)).toBe(''))
})
