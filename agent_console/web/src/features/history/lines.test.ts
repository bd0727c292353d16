import { describe, expect, it } from 'vitest'
import type { HistoryEntry } from '@/api/types'
import { reasonOf, sentenceOf } from './lines'

const ADA = 'a'.repeat(32)
const GROUP = 'b'.repeat(32)
const tell = { say: (key: string) => `<${key}>`, name: (names: Record<string, string>) => names.en ?? '' }

function entry(act: string, details: Record<string, unknown> = {}, more: Partial<HistoryEntry> = {}): HistoryEntry {
  return {
    id: '1',
    act,
    at: '2026-11-23T14:00:00Z',
    author_id: null,
    author_name: null,
    reason: '',
    details,
    people: { [ADA]: 'Ada Wong' },
    things: { [GROUP]: { en: 'Cashier' } },
    ...more,
  }
}

describe('a line of the history', () => {
  it.each([
    ['who got it', entry('assigned', { to_agent: ADA }), 'past.assigned', { to: 'Ada Wong' }],
    ['to which group', entry('transferred', { to_group: GROUP }), 'past.transferredGroup', { to: 'Cashier' }],
    [
      'to the front',
      entry('prioritised', { to_front: true, to: 'low' }),
      'past.prioritisedFront',
      { to: '<class.low>' },
    ],
    ['whom it rang', entry('offer_missed', { reason: ADA }), 'past.offer_missed', { people: 'Ada Wong' }],
    ['what was merged', entry('took_in', { reference: 'C-2026-0007' }), 'past.took_in', { reference: 'C-2026-0007' }],
    ['something newer than this page', entry('teleported'), 'past.other', {}],
  ] as const)('says %s', (_, line, key, values) => {
    expect(sentenceOf(line, tell)).toMatchObject({ key, values })
  })

  it('gives reasons as people wrote them, our own in words, and no machine words', () => {
    expect(reasonOf(entry('assigned', {}, { reason: 'knows her', author_id: ADA }), tell)).toBe('knows her')
    expect(reasonOf(entry('reopened', {}, { reason: 'merged' }), tell)).toBe('<past.reason.merged>')
    expect(reasonOf(entry('queued', {}, { reason: 'some_new_word' }), tell)).toBe('')
  })
})
