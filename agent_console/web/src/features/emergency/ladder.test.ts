import { describe, expect, it } from 'vitest'
import type { EscalationCall } from '@/api/emergencies'
import { holders, rungs } from './ladder'

let number = 0
function call(values: Partial<EscalationCall>): EscalationCall {
  return {
    id: String(number++),
    round: 1,
    step: 0,
    agent_id: null,
    name: '',
    channel: 'call',
    address: '+85290000000',
    state: 'unanswered',
    error: '',
    created_at: '2026-11-23T14:14:00Z',
    sent_at: null,
    ended_at: null,
    ...values,
  }
}
const climbing = [
  call({ name: '鄭師傅', ended_at: '2026-11-23T14:15:00Z' }),
  call({ name: '鄭師傅', channel: 'sms', state: 'sent' }),
  call({ name: '李主管', step: 1, state: 'ringing' }),
]

describe('a ladder that is climbed', () => {
  it('puts the ways one person was tried together, and tells the one that may still be answered', () => {
    expect(rungs(climbing)).toMatchObject([
      { step: 0, people: [{ name: '鄭師傅', state: 'sent', channels: ['call', 'sms'] }] },
      { step: 1, people: [{ name: '李主管', state: 'ringing' }] },
    ])
  })
  it('lets an answer outweigh everything', () => {
    const answered = [...climbing, call({ name: '鄭師傅', channel: 'email', state: 'answered' })]
    expect(rungs(answered)[0]!.people[0]!.state).toBe('answered')
  })
  it('keeps rounds apart', () => {
    const again = rungs([...climbing, call({ name: '值班經理', round: 2 })])
    expect(again.map((rung) => [rung.round, rung.step])).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
    ])
  })
  it('knows who has the ball', () => {
    const base = { state: 'climbing' as const, round: 1, step: 1, acknowledged_name: '', calls: climbing }
    expect(holders(base)).toEqual(['李主管'])
    expect(holders({ ...base, state: 'acknowledged', acknowledged_name: '李主管' })).toEqual(['李主管'])
    expect(holders({ ...base, state: 'given_up' })).toEqual([])
  })
})
