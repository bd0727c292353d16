import { expect, it } from 'vitest'
import type { GapAsker } from '@/api/gaps'
import { peopleOf } from './boxes'

const asked = (id: string, person: string, rest: Partial<GapAsker> = {}) =>
  ({ id, person, tell_state: 'pending', tell_error: '', ...rest }) as GapAsker

it('shows a person who asked twice once', () => {
  const people = peopleOf([asked('1', 'chan'), asked('2', 'lee'), asked('3', 'chan')])
  expect(people.map(({ key, times }) => [key, times.length])).toEqual([
    ['chan', 2],
    ['lee', 1],
  ])
})

it('lets what is still to be told stand for the rest', () => {
  const [person] = peopleOf([
    asked('1', 'chan', { tell_state: 'drafted', tell_error: 'same_person' }),
    asked('2', 'chan', { tell_state: 'drafted', tell_error: 'not_by_rule' }),
  ])
  expect(person!.asker.id).toBe('2')
})

it('else lets the telling stand for the rest', () => {
  const [person] = peopleOf([asked('1', 'chan', { tell_state: 'skipped' }), asked('2', 'chan', { tell_state: 'sent' })])
  expect(person!.asker.id).toBe('2')
})
