/** Which unread bulletin presses most, and how long "later" holds. Pure. */
import type { BulletinRow } from '@/api/bulletins'

type Due = Pick<BulletinRow, 'id' | 'due_at'>

/** What was put off: these, until then (null: as long as this window is open). */
export interface Left {
  ids: string[]
  until: number | null
}

const HOUR_MS = 3_600_000

export const isOverdue = ({ due_at }: Due, now: number): boolean => due_at !== null && Date.parse(due_at) <= now

export const mostUrgent = <Row extends Due>(rows: readonly Row[]): Row | null => byDue(rows)[0] ?? null

/** What is overdue comes back after an hour, anything else with what is new or becomes due. */
export function nextLook(rows: readonly Due[], now: number): Left {
  const ids = rows.map((row) => row.id)
  if (rows.some((row) => isOverdue(row, now))) return { ids, until: now + HOUR_MS }
  const due = rows.map((row) => Date.parse(row.due_at ?? '')).filter((at) => at > now)
  return { ids, until: due.length ? Math.min(...due) : null }
}

export function mayBeLeft(left: Left | null, rows: readonly Due[], now: number): boolean {
  if (!left || (left.until !== null && now >= left.until)) return false
  return rows.every((row) => left.ids.includes(row.id))
}

/** The soonest due first, what has no due time last. */
export function byDue<Row extends Due>(rows: readonly Row[]): Row[] {
  const dueAt = ({ due_at }: Row) => (due_at ? Date.parse(due_at) : Number.MAX_SAFE_INTEGER)
  return [...rows].sort((a, b) => dueAt(a) - dueAt(b))
}
