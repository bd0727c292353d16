import { describe, expect, it } from 'vitest'
import type { DeviceCall } from './device'
import { readFrame, socketAddress, withCall } from './frames'

const call = (sid: string, state: DeviceCall['state'] = 'ringing') =>
  ({ sid, state, parameters: {}, lines: [] }) as unknown as DeviceCall

describe('what the carrier tells its device', () => {
  it('reads a call, and fills what it leaves out', () => {
    const frame = readFrame('{"type":"call","call":{"sid":"CA1","state":"ringing","from":"+85261000101"}}')
    expect(frame).toEqual({
      type: 'call',
      call: {
        sid: 'CA1',
        state: 'ringing',
        from: '+85261000101',
        to: '',
        parameters: {},
        held: false,
        muted: false,
        started_at: '',
        answered_at: null,
        ended_because: null,
        lines: [],
      },
    })
  })
  it('reads a greeting and a refusal', () => {
    expect(readFrame('{"type":"hello","identity":"agent_1"}')).toEqual({ type: 'hello', identity: 'agent_1' })
    expect(readFrame('{"type":"error","code":"no_such_call","message":"…"}')).toMatchObject({ code: 'no_such_call' })
  })
  it.each([
    ['what is not JSON', 'hello'],
    ['a word of a newer carrier', '{"type":"quality","call":"CA1"}'],
    ['a call without an id', '{"type":"call","call":{"state":"open"}}'],
    ['a call in a state of its own', '{"type":"call","call":{"sid":"CA1","state":"parked"}}'],
    ['nothing', 'null'],
  ])('passes over %s', (_, raw) => expect(readFrame(raw)).toBeNull())
})

describe('the calls of a device', () => {
  it('keeps each call once, as it was last told', () => {
    const calls = withCall(withCall([], call('CA1')), call('CA1', 'open'))
    expect(calls.map(({ sid, state }) => [sid, state])).toEqual([['CA1', 'open']])
  })
  it('lets go of a call that is over', () => {
    expect(withCall([call('CA1'), call('CA2')], call('CA1', 'closed')).map(({ sid }) => sid)).toEqual(['CA2'])
  })
})

it.each([
  ['a path', '/simulator/softphone', 'http:', 'ws://desk.example:8080/simulator/softphone?token=t'],
  ['a path of a safe page', '/simulator/softphone', 'https:', 'wss://desk.example:8080/simulator/softphone?token=t'],
  ['an address of the web', 'http://127.0.0.1:9000/softphone', 'http:', 'ws://127.0.0.1:9000/softphone?token=t'],
  ['a socket', 'wss://carrier.example/softphone', 'http:', 'wss://carrier.example/softphone?token=t'],
])('finds the socket behind %s', (_, url, protocol, expected) =>
  expect(socketAddress(url, 't', { protocol, host: 'desk.example:8080' })).toBe(expected),
)
