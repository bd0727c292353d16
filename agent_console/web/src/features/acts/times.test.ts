import { expect, it } from 'vitest'
import { timeChoices } from './times'

const chosen = (at: Date) => Object.fromEntries(timeChoices(at).map((choice) => [choice.key, choice.at]))

it('offers this evening only while it is still far', () => {
  expect(chosen(new Date(2026, 10, 23, 14, 0)).tonight).toEqual(new Date(2026, 10, 23, 20, 0))
  expect(chosen(new Date(2026, 10, 23, 19, 30)).tonight).toBeUndefined()
})
it('means the coming Monday, never today', () => {
  // 23 November 2026 is a Monday.
  expect(chosen(new Date(2026, 10, 23, 14, 0)).nextWeek).toEqual(new Date(2026, 10, 30, 9, 0))
  expect(chosen(new Date(2026, 10, 29, 14, 0)).nextWeek).toEqual(new Date(2026, 10, 30, 9, 0))
})
it('always lies in the future', () => {
  const now = new Date(2026, 10, 23, 23, 59)
  for (const choice of timeChoices(now)) expect(choice.at.getTime()).toBeGreaterThan(now.getTime())
})
