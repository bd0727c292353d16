import { expect, it } from 'vitest'
import type { HandoverItem } from '@/api/types'
import { nextUndecided, sections, undecided } from './sections'

const item = (kind: HandoverItem['kind'], due_at: string | null = null, state: HandoverItem['state'] = 'offered') =>
  ({ kind, due_at, state, key: `${kind}:${due_at}` }) as HandoverItem

it('reads promises first and leaves out what is empty', () => {
  expect(sections([item('gap'), item('contact'), item('promise')]).map(({ kind }) => kind)).toEqual([
    'promise',
    'contact',
    'gap',
  ])
})
it('puts what is due first within a section', () => {
  const [part] = sections([
    item('work_order'),
    item('work_order', '2026-11-24T01:00:00Z'),
    item('work_order', '2026-11-23T23:00:00Z'),
  ])
  expect(part!.items.map(({ due_at }) => due_at)).toEqual(['2026-11-23T23:00:00Z', '2026-11-24T01:00:00Z', null])
})
it('counts a questioned item as not yet taken over', () => {
  expect(
    undecided([item('contact'), item('contact', null, 'questioned'), item('contact', null, 'accepted')]),
  ).toHaveLength(2)
})
it('goes on to the next undecided item below, then from the top', () => {
  const items = (['offered', 'offered', 'accepted', 'questioned'] as const).map((state, index) => ({
    ...item('contact', null, state),
    id: String(index),
  }))
  expect(nextUndecided(items, items[1]!)?.id).toBe('3')
  expect(nextUndecided(items, items[3]!)?.id).toBe('0')
  expect(nextUndecided([items[2]!, items[1]!], items[1]!)).toBeUndefined()
})
