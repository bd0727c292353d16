import { describe, expect, it } from 'vitest'
import type { DeviceCall } from './device'
import { afterEvent, deviceCallOf, isUsable, OFF, refreshIn, type SoftphoneEvent } from './state'

const after = (...events: SoftphoneEvent[]) => events.reduce(afterEvent, OFF)
const WANTED = { type: 'wanted' } as const
const READY = { type: 'ready' } as const
const LOST = { type: 'lost' } as const
const ringing = (sid: string): SoftphoneEvent => ({
  type: 'call',
  call: { sid, state: 'ringing', parameters: {} } as unknown as DeviceCall,
})

describe('the state of the telephone', () => {
  it.each([
    ['on its way', [WANTED], 'connecting'],
    ['ready', [WANTED, READY], 'ready'],
    ['still on its way after a failed attempt', [WANTED, LOST], 'connecting'],
    ['offline once it had been ready', [WANTED, READY, LOST], 'lost'],
    ['offline until it is ready again', [WANTED, READY, LOST, LOST], 'lost'],
    ['back', [WANTED, READY, LOST, READY], 'ready'],
    ['none where there is no carrier', [WANTED, { type: 'refused', reason: 'no_carrier' }], 'none'],
    ['none, whatever the line does', [WANTED, { type: 'refused', reason: 'no_carrier' }, LOST], 'none'],
    ['on its way when it is wanted anew', [WANTED, { type: 'refused', reason: 'no_carrier' }, WANTED], 'connecting'],
    ['off when nobody wants it', [WANTED, READY, { type: 'unwanted' }, LOST], 'off'],
  ] as [string, SoftphoneEvent[], string][])('is %s', (_, events, state) => expect(after(...events).state).toBe(state))

  it('waits longer with each attempt, and anew after a success', () => {
    expect(after(WANTED, READY, LOST, LOST, LOST).attempt).toBe(3)
    expect(after(WANTED, READY, LOST, LOST, READY).attempt).toBe(0)
  })
  it('says why there is none', () => {
    expect(after(WANTED, { type: 'refused', reason: 'not_supported' }).reason).toBe('not_supported')
  })
  it('keeps its calls while the line is broken', () => {
    expect(after(WANTED, READY, ringing('CA1'), LOST).calls).toHaveLength(1)
  })
  it('lets go of calls that a new device does not name', () => {
    const calls = after(WANTED, READY, ringing('CA1'), ringing('CA2'), LOST, READY, {
      type: 'settled',
      sids: new Set(['CA2']),
    }).calls
    expect(calls.map(({ sid }) => sid)).toEqual(['CA2'])
  })
})

describe('a permission', () => {
  const NOW = Date.parse('2026-11-23T14:00:00Z')
  it.each([
    ['of hours well before it ends', '2026-11-23T18:00:00Z', (4 * 60 - 5) * 60_000],
    ['of minutes at its half', '2026-11-23T14:06:00Z', 3 * 60_000],
    ['that is over at once', '2026-11-23T13:00:00Z', 1000],
    ['of a year no later than a timer can wait', '2027-11-23T14:00:00Z', 2 ** 31 - 1],
    ['that never ends never', null, null],
  ])('is renewed: one %s', (_, expires, wait) => expect(refreshIn(expires, NOW)).toBe(wait))
  it('lets nobody in on its last half minute', () => {
    expect(isUsable('2026-11-23T14:00:20Z', NOW)).toBe(false)
    expect(isUsable('2026-11-23T14:01:00Z', NOW)).toBe(true)
    expect(isUsable(null, NOW)).toBe(true)
  })
})

describe('a call at the device', () => {
  const calls = [
    { sid: 'CA1', parameters: { leg: 'our-leg' } },
    { sid: 'CA2', parameters: {} },
  ] as unknown as DeviceCall[]
  it.each([
    ['by the id of its leg at the carrier', ['call', 'CA2'], 'CA2'],
    ['by an id of ours that the carrier was given', ['call', 'our-leg', null], 'CA1'],
  ])('is found %s', (_, ids, sid) => expect(deviceCallOf(calls, ids)?.sid).toBe(sid))
  it('is nobody else’s', () => expect(deviceCallOf(calls, ['another', null])).toBeNull())
})
