import { expect, it } from 'vitest'
import type { Call } from '@/api/types'
import type { DeviceCall } from '@/softphone/device'
import { phaseOf, phaseSince, spanOf } from './phase'

const call = (values: Partial<Call>) =>
  ({
    state: 'talking',
    is_held: false,
    started_at: '2026-11-23T14:00:00Z',
    queued_at: '2026-11-23T14:00:20Z',
    answered_at: '2026-11-23T14:01:00Z',
    held_since: null,
    legs: [{ role: 'customer' }, { role: 'agent', started_at: '2026-11-23T14:00:50Z' }],
    ...values,
  }) as Call
const leg = (state: DeviceCall['state']) => ({ state }) as DeviceCall

it.each([
  ['a talk', call({}), leg('open'), 'talking'],
  ['a held talk', call({ is_held: true, held_since: '2026-11-23T14:02:00Z' }), leg('open'), 'held'],
  ['a telephone that rings', call({ state: 'ringing' }), leg('ringing'), 'ringing'],
  ['one that was answered here', call({ state: 'ringing' }), leg('open'), 'connecting'],
  ['one that rings elsewhere', call({ state: 'ringing' }), null, 'ringing'],
  ['a waiting caller', call({ state: 'queued' }), null, 'queued'],
  ['our own telephone, which rings first', call({ state: 'calling' }), leg('ringing'), 'calling'],
  ['one that was answered here before a call of ours', call({ state: 'calling' }), leg('open'), 'connecting'],
  ['the customer’s telephone', call({ state: 'dialing' }), leg('open'), 'dialing'],
  ['the end', call({ state: 'ended' }), null, 'ended'],
])('tells %s', (_, one, ours, phase) => expect(phaseOf(one, ours)).toBe(phase))

it('counts from where each part began', () => {
  expect(phaseSince(call({}), 'talking')).toBe('2026-11-23T14:01:00Z')
  expect(phaseSince(call({ held_since: '2026-11-23T14:02:00Z' }), 'held')).toBe('2026-11-23T14:02:00Z')
  expect(phaseSince(call({}), 'queued')).toBe('2026-11-23T14:00:20Z')
  expect(phaseSince(call({ queued_at: null }), 'queued')).toBe('2026-11-23T14:00:00Z')
  expect(phaseSince(call({}), 'ringing')).toBe('2026-11-23T14:00:50Z')
  expect(phaseSince(call({ legs: [] }), 'ringing')).toBe('2026-11-23T14:00:20Z')
  expect(phaseSince(call({ dialed_at: '2026-11-23T14:00:55Z' }), 'dialing')).toBe('2026-11-23T14:00:55Z')
  expect(phaseSince(call({}), 'ended')).toBeNull()
})

it.each([
  [0, '0:00'],
  [7.9, '0:07'],
  [754, '12:34'],
  [3723, '1:02:03'],
  [-3, '0:00'],
])('writes %d seconds', (seconds, words) => expect(spanOf(seconds)).toBe(words))
