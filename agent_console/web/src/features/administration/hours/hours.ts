/**
 * Opening hours of a week as the server keeps them: for each day a list of blocks ["09:00", "18:00"]. A block whose end
 * is not after its start goes on into the next day; "24:00" is the day's end. Pure.
 */

export type Block = [start: string, end: string]
export type Weekly = Record<string, Block[]>

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Weekday = (typeof WEEKDAYS)[number]
export const HOLIDAY = 'holiday'

export const DAY = 1440
/** What a hand on the bar draws. */
export const STEP = 15

export function minutesOf(clock: string): number {
  const [hours, minutes] = clock.split(':')
  return Number(hours) * 60 + Number(minutes)
}
export function clockOf(minutes: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}

export const goesOn = ([start, end]: Block) => minutesOf(end) <= minutesOf(start)
export function lengthOf(block: Block): number {
  const length = minutesOf(block[1]) - minutesOf(block[0])
  return length > 0 ? length : length + DAY
}
export function weekMinutes(weekly: Weekly): number {
  return WEEKDAYS.flatMap((day) => weekly[day] ?? []).reduce((sum, block) => sum + lengthOf(block), 0)
}

/** "9", "930", "09:30", "24:00" as "09:30"; null where it is no time of day. */
function readClock(text: string): string | null {
  const match = /^(\d{1,2})(?:[:：.]?(\d{2}))?$/.exec(text)
  if (!match) return null
  const minutes = Number(match[1]) * 60 + Number(match[2] ?? 0)
  return Number(match[2] ?? 0) < 60 && minutes <= DAY ? clockOf(minutes) : null
}

/** What somebody typed, "9-13, 14:00–18:00" or "22-6", as blocks in their order; null where it cannot be read. */
export function readBlocks(text: string): Block[] | null {
  const blocks: Block[] = []
  for (const piece of text.split(/[,，、;；]/)) {
    const words = piece.replace(/\s/g, '')
    if (!words) continue
    const edges = words.split(/[-–—~～至]/)
    const [start, end] = edges.map(readClock)
    if (edges.length !== 2 || !start || !end || start === '24:00') return null
    blocks.push([start, end === '00:00' ? '24:00' : end])
  }
  return sorted(blocks)
}
export function writeBlocks(blocks: readonly Block[]): string {
  return blocks.map(([start, end]) => `${start}–${end}`).join(', ')
}

export function sorted(blocks: readonly Block[]): Block[] {
  return [...blocks].sort((a, b) => minutesOf(a[0]) - minutesOf(b[0]))
}
/** Two blocks of one day that share time: one of them says nothing. */
export function overlap(blocks: readonly Block[]): boolean {
  const inOrder = sorted(blocks)
  return inOrder.some((block, index) => {
    const next = inOrder[index + 1]
    return next !== undefined && minutesOf(block[0]) + lengthOf(block) > minutesOf(next[0])
  })
}

/** What a bar of 24 hours shows: a day's own blocks, cut at midnight, and what the day before left over. */
export interface Stretch {
  from: number
  to: number
  /** Its place among the day's blocks; null for the rest of the day before. */
  index: number | null
  goesOn: boolean
}
export function stretches(weekly: Weekly, day: string): Stretch[] {
  const own = (weekly[day] ?? []).map((block, index) => {
    const from = minutesOf(block[0])
    return { from, to: Math.min(DAY, from + lengthOf(block)), index, goesOn: from + lengthOf(block) > DAY }
  })
  const before = WEEKDAYS[(WEEKDAYS.indexOf(day as Weekday) + 6) % 7]!
  const carried = day === HOLIDAY ? [] : (weekly[before] ?? []).filter((block) => goesOn(block) && block[1] !== '00:00')
  return [...carried.map((block) => ({ from: 0, to: minutesOf(block[1]), index: null, goesOn: false })), ...own]
}

const snapped = (minutes: number) => Math.max(0, Math.min(DAY, Math.round(minutes / STEP) * STEP))

/** A block drawn by hand from one point of the bar to another. */
export function drawn(from: number, to: number): Block {
  const [first, last] = [snapped(Math.min(from, to)), snapped(Math.max(from, to))]
  const start = Math.min(first, DAY - STEP)
  return [clockOf(start), clockOf(Math.max(last, start + STEP))]
}
/** One edge of a block put elsewhere; past the other edge it stops there. */
export function withEdge(block: Block, edge: 'start' | 'end', minutes: number): Block {
  const at = snapped(minutes)
  if (edge === 'start') {
    const last = goesOn(block) ? DAY - STEP : minutesOf(block[1]) - STEP
    return [clockOf(Math.min(at, last)), block[1]]
  }
  return [block[0], clockOf(Math.max(at, minutesOf(block[0]) + STEP))]
}

/** Days that follow each other and have the same hours, told once. */
export interface DaysTogether {
  first: Weekday
  last: Weekday
  blocks: Block[]
}
export function together(weekly: Weekly): DaysTogether[] {
  const found: DaysTogether[] = []
  for (const day of WEEKDAYS) {
    const blocks = weekly[day] ?? []
    const before = found.at(-1)
    if (before && writeBlocks(before.blocks) === writeBlocks(blocks)) before.last = day
    else found.push({ first: day, last: day, blocks })
  }
  return found
}
export const alwaysOpen = (weekly: Weekly) => weekMinutes(weekly) >= 7 * DAY
