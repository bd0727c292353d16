import { describe, expect, it } from 'vitest'
import { span, stages, tightens, widths } from './steps'

const repairs = [
  { after_seconds: 120, skills: { repairs: 1 } },
  { after_seconds: 0, skills: { repairs: 3 } },
]

describe('the steps of a queue', () => {
  it('are stretches of time in their order, the last without an end', () => {
    expect(stages(repairs)).toEqual([
      { from: 0, until: 120, skills: { repairs: 3 } },
      { from: 120, until: null, skills: { repairs: 1 } },
    ])
  })
  it('begin at once with nothing where the first comes later', () => {
    expect(stages([{ after_seconds: 60, skills: { lifts: 2 } }])).toEqual([
      { from: 0, until: 60, skills: {} },
      { from: 60, until: null, skills: { lifts: 2 } },
    ])
    expect(stages([])).toEqual([{ from: 0, until: null, skills: {} }])
  })
  it('are all wide enough to be seen', () => {
    const shown = widths(stages([{ after_seconds: 5, skills: {} }, ...repairs, { after_seconds: 36_000, skills: {} }]))
    expect(Math.min(...shown)).toBeGreaterThan(0.3)
    expect(Math.max(...shown)).toBe(1)
  })
  it('should not ask more the longer somebody waits', () => {
    expect(tightens(repairs)).toBe(false)
    expect(tightens([...repairs, { after_seconds: 300, skills: { repairs: 5 } }])).toBe(true)
  })
})

it('says a span in the largest whole unit', () => {
  expect([0, 20, 90, 120, 7200, 86_400].map((seconds) => span(seconds))).toEqual([
    { unit: 'seconds', count: 0 },
    { unit: 'seconds', count: 20 },
    { unit: 'seconds', count: 90 },
    { unit: 'minutes', count: 2 },
    { unit: 'hours', count: 2 },
    { unit: 'days', count: 1 },
  ])
})
