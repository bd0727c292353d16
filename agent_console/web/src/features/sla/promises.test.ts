import { describe, expect, it } from 'vitest'
import type { SlaClock } from '@/api/sla'
import { levelOf, shownClocks, standingOf } from './promises'

const DUE = '2026-11-23T03:00:00Z'

function clock(changes: Partial<SlaClock> = {}): SlaClock {
  return {
    kind: 'first_answer',
    number: 1,
    state: 'running',
    started_at: '2026-11-23T02:00:00Z',
    due_at: DUE,
    breached_at: null,
    ended_at: null,
    end_reason: '',
    target_seconds: 3600,
    elapsed_seconds: 600,
    remaining_seconds: 3000,
    pauses: [],
    targets: [],
    steps_taken: [],
    ...changes,
  }
}

describe('the promises of a contact', () => {
  it('shows only the last of the next answers', () => {
    const clocks = [clock(), clock({ kind: 'next_answer' }), clock({ kind: 'next_answer', number: 2 })]
    expect(shownClocks(clocks).map((each) => [each.kind, each.number])).toEqual([
      ['first_answer', 1],
      ['next_answer', 2],
    ])
  })

  it.each([
    [clock(), 'calm', 'sla.due', DUE],
    [clock({ elapsed_seconds: 2900 }), 'near', 'sla.due', DUE],
    [clock({ state: 'breached', breached_at: DUE }), 'over', 'sla.late', DUE],
    [clock({ state: 'breached', ended_at: '2026-11-23T04:00:00Z' }), 'calm', 'sla.keptLate', '2026-11-23T04:00:00Z'],
    [clock({ state: 'met', ended_at: '2026-11-23T02:30:00Z' }), 'calm', 'sla.kept', '2026-11-23T02:30:00Z'],
    [clock({ state: 'cancelled', ended_at: '2026-11-23T02:30:00Z' }), 'calm', 'sla.cancelled', '2026-11-23T02:30:00Z'],
    [clock({ due_at: null }), 'calm', 'sla.never', null],
    [
      clock({ state: 'paused', due_at: null, pauses: [{ from: DUE, until: null, reason: 'waiting' }] }),
      'calm',
      'sla.paused',
      DUE,
    ],
  ] as const)('says how it stands (%#)', (each, level, key, at) => {
    expect(levelOf(each)).toBe(level)
    expect(standingOf(each)).toEqual({ key, at })
  })
})
