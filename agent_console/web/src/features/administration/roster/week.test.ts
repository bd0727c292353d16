import { describe, expect, it } from 'vitest'
import { daysAfter, gapsTogether, mondayOf, onDay, runs, weekFrom } from './week'

const local = (text: string) => new Date(text).toISOString()

it('a week begins on Monday', () => {
  expect(mondayOf(new Date('2026-11-29T23:30:00')).getDate()).toBe(23)
  expect(mondayOf(new Date('2026-11-23T00:00:00')).getDate()).toBe(23)
  expect(weekFrom(new Date('2026-11-23T00:00:00')).map((day) => day.getDate())).toEqual([23, 24, 25, 26, 27, 28, 29])
})

describe('a shift over midnight', () => {
  const night = { starts_at: local('2026-11-27T23:00:00'), ends_at: local('2026-11-28T07:00:00') }
  const friday = new Date('2026-11-27T00:00:00')

  it('goes on from the evening into the morning', () => {
    expect(onDay([night], friday)).toMatchObject([{ from: '23:00', to: '24:00', carried: false, goesOn: true }])
    expect(onDay([night], daysAfter(friday, 1))).toMatchObject([
      { from: '00:00', to: '07:00', carried: true, goesOn: false },
    ])
    expect(onDay([night], daysAfter(friday, 2))).toEqual([])
  })
  it('that ends at midnight does not touch the next day', () => {
    const evening = { starts_at: local('2026-11-27T15:00:00'), ends_at: local('2026-11-28T00:00:00') }
    expect(onDay([evening], friday)).toMatchObject([{ from: '15:00', to: '24:00', goesOn: false }])
    expect(onDay([evening], daysAfter(friday, 1))).toEqual([])
  })
})

it('tells one gap of several queues once', () => {
  const gap = { starts_at: '2026-11-27T15:00:00Z', ends_at: '2026-11-27T23:00:00Z' }
  const later = { starts_at: '2026-11-28T15:00:00Z', ends_at: '2026-11-28T23:00:00Z' }
  const found = gapsTogether([
    { code: 'hotline', gaps: [gap, later] },
    { code: 'repairs', gaps: [gap] },
  ])
  expect(found.map((one) => one.queues.map((queue) => queue.code))).toEqual([['hotline', 'repairs'], ['hotline']])
})

it('tells weekdays in a row together', () => {
  expect(runs([0, 1, 2, 3, 4])).toEqual([[0, 4]])
  expect(runs([6, 0, 2, 1])).toEqual([
    [0, 2],
    [6, 6],
  ])
})
