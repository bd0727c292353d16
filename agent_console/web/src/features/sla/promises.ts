/** What the clocks of a contact say to a reader: which to show, how pressing each is, and in which words. Pure. */
import type { SlaClock } from '@/api/sla'

/** Near its end from this part of the promised time on. */
const NEAR = 0.8

export type Level = 'calm' | 'near' | 'over'
export interface Said {
  key: string
  at: string | null
}

/** Every first answer and solution, and of the next answers the last one: the earlier ones are past. */
export function shownClocks(clocks: SlaClock[]): SlaClock[] {
  const last = clocks.filter((clock) => clock.kind === 'next_answer').at(-1)
  return clocks.filter((clock) => clock.kind !== 'next_answer' || clock === last)
}

export function levelOf(clock: SlaClock): Level {
  if (clock.ended_at) return 'calm'
  if (clock.state === 'breached') return 'over'
  return clock.state === 'running' && clock.elapsed_seconds >= NEAR * clock.target_seconds ? 'near' : 'calm'
}

/** How the promise stands, as the key of its words and the moment that fills them. */
export function standingOf(clock: SlaClock): Said {
  if (clock.state === 'cancelled') return { key: 'sla.cancelled', at: clock.ended_at }
  if (clock.ended_at) return { key: clock.state === 'breached' ? 'sla.keptLate' : 'sla.kept', at: clock.ended_at }
  if (clock.state === 'breached') return { key: 'sla.late', at: clock.due_at ?? clock.breached_at }
  if (clock.state === 'paused') return { key: 'sla.paused', at: clock.pauses.at(-1)?.from ?? null }
  return { key: clock.due_at ? 'sla.due' : 'sla.never', at: clock.due_at }
}
