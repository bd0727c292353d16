import { describe, expect, it } from 'vitest'
import { clockOf, count, levelOf, percent, running, waitLevel } from './figures'

describe('figures of the floor', () => {
  it('writes a wait as a clock', () => {
    expect([7, 760, 3900, 0, null].map(clockOf)).toEqual(['0:07', '12:40', '1:05:00', '0:00', '–'])
  })
  it('writes a share without decimals, and nothing where there is nothing', () => {
    expect([0.856, 1, 0, null, undefined].map(percent)).toEqual(['86%', '100%', '0%', '–', '–'])
    expect(count(null)).toBe('–')
  })
  it('warns below the goal, and louder far below', () => {
    expect([0.9, 0.8, 0.7, 0.5, null].map((ratio) => levelOf(ratio))).toEqual(['calm', 'calm', 'near', 'over', 'calm'])
  })
  it('warns near the target', () => {
    expect([0, 10, 16, 20, 21].map((seconds) => waitLevel(seconds, 20))).toEqual([
      'calm',
      'calm',
      'near',
      'near',
      'over',
    ])
  })
  it('lets a wait go on between two readings', () => {
    expect(running(30, 1000, 6000)).toBe(35)
    expect(running(30, 6000, 1000)).toBe(30)
  })
})
