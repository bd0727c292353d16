import { expect, it } from 'vitest'
import type { Message } from '@/api/types'
import { byDay } from './grouping'

let count = 0
function message(minute: number, values: Partial<Message> = {}): Message {
  const created_at = new Date(Date.UTC(2026, 10, 23, 4, minute)).toISOString()
  return {
    id: String(++count),
    kind: 'message',
    direction: 'inbound',
    author: { kind: 'customer', id: 'p', name: '陳大文' },
    created_at,
    ...values,
  } as Message
}
const groups = (messages: Message[]) =>
  byDay(messages).flatMap((day) => day.groups.map((group) => group.messages.length))

it('joins what one person wrote within three minutes', () => {
  expect(groups([message(0), message(2), message(5), message(9)])).toEqual([3, 1])
})
it('begins anew when another speaks', () => {
  expect(
    groups([
      message(0),
      message(1, { direction: 'outbound', author: { kind: 'agent', id: 'a', name: '何慧敏' } }),
      message(2),
    ]),
  ).toEqual([1, 1, 1])
})
it('never joins a note with an answer of the same colleague', () => {
  const author = { kind: 'agent' as const, id: 'a', name: '何慧敏' }
  expect(
    groups([
      message(0, { direction: 'outbound', author }),
      message(1, { kind: 'note', direction: 'internal', author }),
    ]),
  ).toEqual([1, 1])
})
it('draws a line between days', () => {
  const yesterday = { ...message(0), created_at: new Date(Date.UTC(2026, 10, 21, 4)).toISOString() }
  expect(byDay([yesterday, message(0)])).toHaveLength(2)
})
