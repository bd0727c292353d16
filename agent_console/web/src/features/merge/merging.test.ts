import { describe, expect, it } from 'vitest'
import type { Contact } from '@/api/types'
import { likelySurvivor, mergeable } from './merging'

const NOW = Date.parse('2026-11-23T14:00:00Z')
const contact = (id: string, more: Partial<Contact> = {}): Contact =>
  ({
    id,
    state: 'queued',
    channel: 'sms',
    agent_id: null,
    merged_into_id: null,
    closed_at: null,
    created_at: '2026-11-23T13:00:00Z',
    ...more,
  }) as Contact
const closed = (id: string, hours: number) =>
  contact(id, { state: 'closed', closed_at: new Date(NOW - hours * 3_600_000).toISOString() })
const ids = (contacts: Contact[]) => contacts.map(({ id }) => id)

describe('what can be merged', () => {
  it('takes open ones and one closed lately, each once', () => {
    const others = [contact('a'), contact('a'), closed('b', 5), closed('c', 80), contact('me')]
    expect(ids(mergeable(contact('me'), others, NOW))).toEqual(['a', 'b'])
  })
  it('takes nothing that was merged already, and no two closed ones', () => {
    expect(mergeable(contact('me'), [contact('a', { merged_into_id: 'x' })], NOW)).toEqual([])
    expect(ids(mergeable(closed('me', 1), [closed('a', 1), contact('b')], NOW))).toEqual(['b'])
  })
})

it('keeps the open one, then the call, then the one somebody holds, then the older one', () => {
  const [held, call] = [contact('held', { agent_id: 'x' }), contact('call', { channel: 'voice', state: 'active' })]
  expect(likelySurvivor(closed('old', 1), contact('open')).id).toBe('open')
  expect(likelySurvivor(held, call).id).toBe('call')
  expect(likelySurvivor(contact('waits'), held).id).toBe('held')
  expect(likelySurvivor(contact('young', { created_at: '2026-11-23T13:30:00Z' }), contact('old')).id).toBe('old')
})
