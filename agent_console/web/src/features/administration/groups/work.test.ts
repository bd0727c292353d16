import { describe, expect, it } from 'vitest'
import type { AdminGroup, Work } from '@/api/groups'
import { byBuilding, holderOf, inOrder, isAnythingElse } from './work'

const work = (type_code: string | null, building: string | null = null): Work => ({ type_code, building })
const group = (id: string, ...works: Work[]): AdminGroup => ({
  id,
  code: id,
  names: {},
  building: null,
  members: [],
  work: works,
  uses: [],
  version: 1,
})

describe('the work of a group', () => {
  it('is told by building, that of all buildings first, towers by their numbers', () => {
    const works = [work('lift', '10'), work('lift', '2'), work('plumbing', '2'), work('fees')]
    expect(byBuilding(works)).toEqual([
      { building: null, types: ['fees'] },
      { building: '2', types: ['lift', 'plumbing'] },
      { building: '10', types: ['lift'] },
    ])
  })
  it('stands in the order of the types, whatever is left at the end', () => {
    const works = [work(null), work('fees'), work('plumbing'), work('plumbing', '10'), work('plumbing', '2')]
    expect(inOrder(works, ['plumbing', 'fees'])).toEqual([
      work('plumbing', '2'),
      work('plumbing', '10'),
      work('plumbing'),
      work('fees'),
      work(null),
    ])
  })
  it('belongs to one group at a time', () => {
    const groups = [group('a', work('plumbing')), group('b', work('plumbing', '3'), work(null))]
    expect(holderOf(work('plumbing', '3'), groups, 'a')?.id).toBe('b')
    expect(holderOf(work('plumbing'), groups, 'a')).toBeNull()
    expect(holderOf(work('lift'), groups, 'a')).toBeNull()
  })
  it('may be whatever nothing else is said for', () => {
    expect([work(null), work('lift'), work(null, '3')].map(isAnythingElse)).toEqual([true, false, false])
  })
})
