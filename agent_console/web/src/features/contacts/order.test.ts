import { describe, expect, it } from 'vitest'
import type { Contact } from '@/api/types'
import { byWaiting, dueLevel, waitingSince, waitLevel } from './order'

function contact(values: Partial<Contact>): Contact {
  return {
    id: 'a',
    class: 'normal',
    state: 'queued',
    queued_at: '2026-11-23T14:00:00Z',
    created_at: '2026-11-23T14:00:00Z',
    last_inbound_at: null,
    last_message: null,
    ...values,
  } as Contact
}

describe('the order of the queue', () => {
  it('puts every emergency before anything older', () => {
    const old = contact({ id: 'old', queued_at: '2026-11-23T10:00:00Z' })
    const urgent = contact({ id: 'urgent', class: 'emergency' })
    expect(byWaiting([old, urgent]).map(({ id }) => id)).toEqual(['urgent', 'old'])
  })
  it('then goes by age', () => {
    const young = contact({ id: 'young', queued_at: '2026-11-23T14:05:00Z' })
    expect(byWaiting([young, contact({ id: 'old' })]).map(({ id }) => id)).toEqual(['old', 'young'])
  })
})

describe('the wait clock', () => {
  it.each([
    ['calm at first', 60, 'calm'],
    ['amber from four fifths of the target', 720, 'near'],
    ['red at the target', 900, 'over'],
  ] as const)('is %s', (_, seconds, level) => {
    expect(waitLevel('normal', seconds)).toBe(level)
  })
  it.each([
    ['calm at first', '14:10', 'calm'],
    ['amber near its end', '14:24', 'near'],
    ['red when it is broken', '14:30', 'over'],
  ] as const)('is %s where something is promised', (_, time, level) => {
    const now = Date.parse(`2026-11-23T${time}:00Z`)
    expect(dueLevel('2026-11-23T14:00:00Z', '2026-11-23T14:30:00Z', now)).toBe(level)
  })
  it('runs from the place in the queue', () => {
    expect(waitingSince(contact({}))).toBe('2026-11-23T14:00:00Z')
  })
  it('runs on over a note of ours', () => {
    const last_message = {
      text: 'note',
      direction: 'internal' as const,
      attachment_count: 0,
      created_at: '2026-11-23T14:03:00Z',
    }
    const noted = contact({ state: 'active', last_inbound_at: '2026-11-23T14:02:00Z', last_message })
    expect(waitingSince(noted)).toBe('2026-11-23T14:02:00Z')
  })
  it('stands still when it is the owner’s turn', () => {
    const last_message = {
      text: 'ok',
      direction: 'outbound' as const,
      attachment_count: 0,
      created_at: '2026-11-23T14:03:00Z',
    }
    expect(waitingSince(contact({ state: 'active', last_inbound_at: '2026-11-23T14:02:00Z', last_message }))).toBeNull()
    const onThePhone = contact({ state: 'active', channel: 'voice', last_inbound_at: '2026-11-23T14:02:00Z' })
    expect(waitingSince(onThePhone)).toBeNull()
    expect(waitingSince(contact({ state: 'waiting' }))).toBeNull()
  })
})
