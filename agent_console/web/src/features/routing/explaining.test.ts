import { describe, expect, it } from 'vitest'
import hant from '@/i18n/administration/zh-Hant.json'
import { byVerdict, decidedKey, reasonKey, stepKey } from './explaining'

function words(key: string): unknown {
  return key.split('.').reduce<unknown>((tree, part) => (tree as Record<string, unknown>)?.[part], hant)
}

describe('why somebody is asked or not', () => {
  it.each([
    { code: 'not_available' },
    { code: 'has_offer' },
    { code: 'no_room', because: 'never' },
    { code: 'no_room', because: 'on_call' },
    { code: 'no_room', because: 'channel_full' },
    { code: 'no_room', because: 'points' },
    { code: 'not_in_queue' },
    { code: 'not_in_group' },
    { code: 'skill_missing', skill: 'lifts', needed: 3, has: 1 },
    { code: 'skill_missing', skill: 'lifts', needed: 3, has: 0 },
    { code: 'waits_for_preferred' },
    { code: 'language_window' },
    { code: 'place_window' },
    { code: 'member_delay' },
    { code: 'spared' },
  ])('has words for %o', (reason) => {
    expect(typeof words(reasonKey(reason)!)).toBe('string')
  })
  it('has words for what decides and for what comes later', () => {
    for (const code of ['only_one', 'preferred_agent', 'queue_member', 'language', 'place', 'priority'])
      expect(typeof words(decidedKey(code)!), code).toBe('string')
    for (const code of ['longest_idle', 'round_robin', 'fewest_contacts'])
      expect(typeof words(decidedKey(code)!), code).toBe('string')
    for (const code of ['requirements', 'preferred_window_ends', 'language_window_ends', 'place_window_ends'])
      expect(typeof words(stepKey(code)!), code).toBe('string')
    for (const code of ['member_delay_ends', 'spared_ends']) expect(typeof words(stepKey(code)!), code).toBe('string')
  })
  it('has none for what it does not know', () => {
    expect([reasonKey({ code: 'new' }), decidedKey('new'), stepKey('new')]).toEqual([null, null, null])
  })
  it('puts people under their verdicts', () => {
    const rows = [
      { id: 1, verdict: 'later' },
      { id: 2, verdict: 'asked' },
      { id: 3, verdict: 'later' },
    ]
    expect(byVerdict(rows).map((group) => [group.verdict, group.rows.map((row) => row.id)])).toEqual([
      ['asked', [2]],
      ['later', [1, 3]],
    ])
  })
})
