import { describe, expect, it } from 'vitest'
import { byDue, mayBeLeft, mostUrgent, nextLook } from './unread'

const NOW = Date.parse('2026-03-02T08:00:00Z')
const row = (id: string, due_at: string | null) => ({ id, due_at })
const late = row('late', '2026-03-02T07:00:00Z')
const soon = row('soon', '2026-03-02T09:00:00Z')
const never = row('never', null)

describe('unread bulletins', () => {
  it('press by their due time', () => {
    expect(byDue([never, soon, late])).toEqual([late, soon, never])
    expect(mostUrgent([never])).toEqual(never)
    expect(mostUrgent([])).toBeNull()
  })

  it('are left until one is due', () => {
    const left = nextLook([soon, never], NOW)
    expect(mayBeLeft(left, [soon, never], NOW)).toBe(true)
    expect(mayBeLeft(left, [soon], Date.parse(soon.due_at!))).toBe(false)
  })

  it('come back when something new is among them', () => {
    const left = nextLook([never], NOW)
    expect(mayBeLeft(left, [never], NOW + 99 * 3_600_000)).toBe(true)
    expect(mayBeLeft(left, [never, soon], NOW)).toBe(false)
    expect(mayBeLeft(null, [never], NOW)).toBe(false)
  })

  it('come back each hour while one is overdue', () => {
    const left = nextLook([late], NOW)
    expect(mayBeLeft(left, [late], NOW + 3_599_000)).toBe(true)
    expect(mayBeLeft(left, [late], NOW + 3_600_000)).toBe(false)
  })
})
