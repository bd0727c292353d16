import { describe, expect, it } from 'vitest'
import { drawn, overlap, readBlocks, stretches, together, weekMinutes, withEdge, writeBlocks } from './hours'

describe('hours as they are typed', () => {
  it.each([
    ['9-18', '09:00–18:00'],
    ['09:00–13:00, 14:00–18:00', '09:00–13:00, 14:00–18:00'],
    ['1400-1800、9-13', '09:00–13:00, 14:00–18:00'],
    ['22 至 6', '22:00–06:00'],
    ['0-24', '00:00–24:00'],
    ['18:00-0:00', '18:00–24:00'],
    ['', ''],
  ])('reads %s', (typed, written) => {
    expect(writeBlocks(readBlocks(typed)!)).toBe(written)
  })
  it.each(['9', '9-25', 'nine to five', '24-2', '9-10-11', '9:75-10'])('refuses %s', (typed) => {
    expect(readBlocks(typed)).toBeNull()
  })
})

it('sees blocks that share time, also past midnight', () => {
  expect(
    overlap([
      ['09:00', '13:00'],
      ['12:00', '18:00'],
    ]),
  ).toBe(true)
  expect(
    overlap([
      ['22:00', '06:00'],
      ['09:00', '22:00'],
    ]),
  ).toBe(false)
})

it('shows on a day what the night before left over', () => {
  const weekly = { fri: [['22:00', '06:00'] as [string, string]], sat: [['09:00', '13:00'] as [string, string]] }
  expect(stretches(weekly, 'fri')).toEqual([{ from: 1320, to: 1440, index: 0, goesOn: true }])
  expect(stretches(weekly, 'sat')).toEqual([
    { from: 0, to: 360, index: null, goesOn: false },
    { from: 540, to: 780, index: 0, goesOn: false },
  ])
  expect(weekMinutes(weekly)).toBe(720)
})

describe('hours drawn by hand', () => {
  it('snaps to the quarter, in either direction, and is never empty', () => {
    expect(drawn(541, 1078)).toEqual(['09:00', '18:00'])
    expect(drawn(1080, 540)).toEqual(['09:00', '18:00'])
    expect(drawn(1440, 1440)).toEqual(['23:45', '24:00'])
  })
  it('moves one edge and stops at the other', () => {
    expect(withEdge(['09:00', '18:00'], 'start', 617)).toEqual(['10:15', '18:00'])
    expect(withEdge(['09:00', '18:00'], 'start', 1200)).toEqual(['17:45', '18:00'])
    expect(withEdge(['09:00', '18:00'], 'end', 60)).toEqual(['09:00', '09:15'])
    expect(withEdge(['22:00', '06:00'], 'start', 1500)).toEqual(['23:45', '06:00'])
  })
})

it('tells days of the same hours together', () => {
  const office: [string, string][] = [['09:00', '18:00']]
  const weekly = { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [['09:00', '13:00']] }
  expect(together(weekly as never).map(({ first, last }) => [first, last])).toEqual([
    ['mon', 'fri'],
    ['sat', 'sat'],
    ['sun', 'sun'],
  ])
})
