/** A week of a roster: its days, and what of each span falls on them. Times are those of the reader's own zone. Pure. */

export interface Span {
  starts_at: string
  ends_at: string
}
export interface Piece<One extends Span> {
  span: One
  /** Clocks of what falls on this day. */
  from: string
  to: string
  /** It began the day before, or goes on into the next. */
  carried: boolean
  goesOn: boolean
}

export function mondayOf(date: Date): Date {
  const monday = new Date(date)
  monday.setHours(0, 0, 0, 0)
  monday.setDate(monday.getDate() - ((monday.getDay() + 6) % 7))
  return monday
}
/** Through the calendar, not by hours: a day of a clock change has 23 or 25. */
export function daysAfter(date: Date, days: number): Date {
  const moved = new Date(date)
  moved.setDate(moved.getDate() + days)
  return moved
}
export const weekFrom = (monday: Date) => Array.from({ length: 7 }, (_, index) => daysAfter(monday, index))

export function clock(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(date.getHours())}:${two(date.getMinutes())}`
}

/** What of these spans falls on the day that begins at `day`, in the order of their starts. */
export function onDay<One extends Span>(spans: readonly One[], day: Date): Piece<One>[] {
  const next = daysAfter(day, 1)
  return spans
    .map((span) => ({ span, starts: new Date(span.starts_at), ends: new Date(span.ends_at) }))
    .filter(({ starts, ends }) => starts < next && ends > day)
    .sort((a, b) => a.starts.getTime() - b.starts.getTime())
    .map(({ span, starts, ends }) => ({
      span,
      from: starts < day ? '00:00' : clock(starts),
      to: ends >= next ? '24:00' : clock(ends),
      carried: starts < day,
      goesOn: ends > next,
    }))
}

/** Gaps of several queues at the same time are one gap. */
export function gapsTogether<Queue extends { gaps: Span[] }>(queues: readonly Queue[]): (Span & { queues: Queue[] })[] {
  const found = new Map<string, Span & { queues: Queue[] }>()
  for (const queue of queues) {
    for (const { starts_at, ends_at } of queue.gaps) {
      const known = found.get(starts_at + ends_at)
      if (known) known.queues.push(queue)
      else found.set(starts_at + ends_at, { starts_at, ends_at, queues: [queue] })
    }
  }
  return [...found.values()].sort((a, b) => a.starts_at.localeCompare(b.starts_at))
}

/** Weekdays (Monday is 0) that follow each other, told once: [0,1,2,4] is [[0,2],[4,4]]. */
export function runs(weekdays: readonly number[]): [first: number, last: number][] {
  const found: [number, number][] = []
  for (const day of [...weekdays].sort((a, b) => a - b)) {
    const last = found.at(-1)
    if (last && last[1] === day - 1) last[1] = day
    else found.push([day, day])
  }
  return found
}
