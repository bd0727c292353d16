/** Notices by day and by how far they are. Pure. */
import type { AdminNotice } from '@/api/placeFacts'
import { dateKey } from '@/i18n/times'

type Times = Pick<AdminNotice, 'starts_at' | 'ends_at'>
type Told = Times & Pick<AdminNotice, 'published_at'>
export type NoticeView = 'now' | 'draft' | 'over'
export type Shown = AdminNotice['state'] | 'standing'

export const DAYS = 14

/** Midnights of today and the days after it, on the reader's clock. */
export function daysFrom(now: number, count = DAYS): Date[] {
  const today = new Date(now)
  return Array.from(
    { length: count },
    (_, index) => new Date(today.getFullYear(), today.getMonth(), today.getDate() + index),
  )
}

/** What happens on that day; a standing fact is on none. */
export function onDay<Row extends Times>(notices: readonly Row[], day: Date): Row[] {
  const next = new Date(day.getFullYear(), day.getMonth(), day.getDate() + 1).getTime()
  return notices.filter(
    ({ starts_at, ends_at }) => ends_at && Date.parse(starts_at) < next && Date.parse(ends_at) > day.getTime(),
  )
}

/** The server's word is of the moment it was asked; screens stay open longer. */
export function stateOf({ starts_at, ends_at, published_at }: Told, now: number): Shown {
  if (!published_at) return 'draft'
  if (Date.parse(published_at) > now) return 'waiting'
  if (Date.parse(starts_at) > now) return 'planned'
  if (!ends_at) return 'standing'
  return Date.parse(ends_at) <= now ? 'over' : 'current'
}

export function inView(notice: Told, view: NoticeView, now: number): boolean {
  const state = stateOf(notice, now)
  if (view === 'draft') return state === 'draft' || state === 'waiting'
  if (view === 'over') return state === 'over'
  return state === 'current' || state === 'planned' || state === 'standing'
}

const RANK: Record<Shown, number> = { current: 0, planned: 1, waiting: 2, draft: 3, standing: 4, over: 5 }

/** What goes on now first, then the soonest; what is over, the latest first. */
export function inOrder<Row extends Told>(notices: readonly Row[], now: number): Row[] {
  const rank = (row: Row) => RANK[stateOf(row, now)]
  const begins = (row: Row) => Date.parse(row.starts_at) * (stateOf(row, now) === 'over' ? -1 : 1)
  return [...notices].sort((a, b) => rank(a) - rank(b) || begins(a) - begins(b))
}

export const isSameDay = (a: string, b: string): boolean => dateKey(a) === dateKey(b)
export const isWeekend = (day: Date): boolean => day.getDay() % 6 === 0
