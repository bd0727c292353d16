import { expect, it } from 'vitest'
import type { Act, ArticleState } from '@/api/library'
import { actsOf } from './acts'

const of = (stage: ArticleState, may: Act[]) => actsOf({ stage, state: stage, pending_state: '', may })

it('offers to submit a draft first, and to publish it where one may', () => {
  expect(of('draft', ['save', 'submit'])).toEqual({ first: 'submit', others: [] })
  expect(of('draft', ['save', 'submit', 'publish', 'retire'])).toEqual({
    first: 'submit',
    others: ['publish', 'retire'],
  })
})
it('offers a reviewer to publish, with sending back beside it', () => {
  expect(of('review', ['save', 'publish', 'send_back', 'retire'])).toEqual({
    first: 'publish',
    others: ['send_back', 'retire'],
  })
})
it('never puts taking away first', () => {
  expect(of('published', ['save', 'retire'])).toEqual({ first: null, others: ['retire'] })
  expect(of('retired', ['save', 'restore'])).toEqual({ first: 'restore', others: [] })
})
