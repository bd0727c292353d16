import { describe, expect, it } from 'vitest'
import { daysFrom, inOrder, inView, onDay, stateOf } from './calendar'

const at = (day: number, hour = 0) => new Date(2026, 2, day, hour).toISOString()
const NOW = new Date(2026, 2, 2, 12).getTime()
const notice = (starts_at: string, ends_at: string | null, published_at: string | null = at(1)) => ({
  starts_at,
  ends_at,
  published_at,
})
const current = notice(at(2, 9), at(2, 17))
const planned = notice(at(4, 9), at(6, 17))
const standing = notice(at(1), null)
const over = notice(at(1, 1), at(1, 2))
const draft = notice(at(3), at(4), null)
const waiting = notice(at(9), at(10), at(5))

describe('the calendar of notices', () => {
  it('begins today at midnight', () => {
    const days = daysFrom(NOW, 3)
    expect(days.map((day) => day.getDate())).toEqual([2, 3, 4])
    expect(days[0]!.getHours()).toBe(0)
  })

  it('shows what lasts several days on each of them, and standing facts on none', () => {
    const days = daysFrom(NOW, 6)
    expect(days.map((day) => onDay([current, planned, standing, over], day).length)).toEqual([1, 0, 1, 1, 1, 0])
  })

  it('tells how far each is', () => {
    const all = [current, planned, standing, over, draft, waiting]
    expect(all.map((row) => stateOf(row, NOW))).toEqual(['current', 'planned', 'standing', 'over', 'draft', 'waiting'])
  })

  it('puts what goes on now first and what always holds last', () => {
    expect(inOrder([standing, planned, current], NOW)).toEqual([current, planned, standing])
  })

  it('keeps drafts and what is over apart', () => {
    const views = (['now', 'draft', 'over'] as const).map(
      (view) => [current, planned, standing, over, draft, waiting].filter((row) => inView(row, view, NOW)).length,
    )
    expect(views).toEqual([3, 2, 1])
  })
})
