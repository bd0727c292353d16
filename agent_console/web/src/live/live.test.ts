import { describe, expect, it } from 'vitest'
import { createBatch } from './batch'
import { reconnectWait, Sequence } from './sequence'

const frame = (seq: number, type = 'contact.changed', id = 'c1') => ({ seq, type, id })

describe('numbers of frames', () => {
  it('reads everything again after a hello', () => {
    expect(new Sequence().judge(frame(0, 'hello'))).toBe('refetch')
  })
  it('delivers what follows in order', () => {
    const sequence = new Sequence()
    sequence.judge(frame(0, 'hello'))
    expect([1, 2, 3].map((seq) => sequence.judge(frame(seq)))).toEqual(['deliver', 'deliver', 'deliver'])
  })
  it('reads everything again after a gap, then goes on', () => {
    const sequence = new Sequence()
    sequence.judge(frame(0, 'hello'))
    expect(sequence.judge(frame(3))).toBe('refetch')
    expect(sequence.judge(frame(4))).toBe('deliver')
  })
  it('finds a gap behind a ping too', () => {
    const sequence = new Sequence()
    sequence.judge(frame(0, 'hello'))
    expect(sequence.judge(frame(1, 'ping'))).toBe('ignore')
    expect(sequence.judge(frame(3, 'ping'))).toBe('refetch')
  })
  it('does as a resync asks', () => {
    const sequence = new Sequence()
    sequence.judge(frame(0, 'hello'))
    expect(sequence.judge(frame(1, 'resync'))).toBe('refetch')
  })
  it('ignores what was said twice', () => {
    const sequence = new Sequence()
    sequence.judge(frame(0, 'hello'))
    sequence.judge(frame(1))
    expect(sequence.judge(frame(1))).toBe('ignore')
  })
  it('counts anew on a new socket', () => {
    const sequence = new Sequence()
    sequence.judge(frame(0, 'hello'))
    sequence.judge(frame(1))
    sequence.reset()
    expect(sequence.judge(frame(0, 'hello'))).toBe('refetch')
    expect(sequence.judge(frame(1))).toBe('deliver')
  })
})

it('hands a storm of facts on once per kind, each id once', () => {
  const delivered: [string, string[]][] = []
  let run = () => undefined as void
  const batch = createBatch(
    (type, ids) => delivered.push([type, ids]),
    (later) => (run = later),
  )
  for (const id of ['a', 'b', 'a']) batch.add(frame(1, 'contact.changed', id))
  batch.add(frame(2, 'message.added', 'b'))
  expect(delivered).toEqual([])
  run()
  expect(delivered).toEqual([
    ['contact.changed', ['a', 'b']],
    ['message.added', ['b']],
  ])
})

it('waits longer after each failed attempt, but never for ever', () => {
  expect(reconnectWait(0, 1)).toBe(500)
  expect(reconnectWait(3, 1)).toBe(4000)
  expect(reconnectWait(30, 1)).toBe(15_000)
  expect(reconnectWait(30, 0)).toBe(7500)
})
