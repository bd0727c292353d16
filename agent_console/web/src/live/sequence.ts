/** Decides from the numbers of the frames whether something was missed. Pure, so that every case can be tested. */
import type { Fact } from './facts'

export type Verdict = 'deliver' | 'refetch' | 'ignore'

export class Sequence {
  private last: number | null = null

  /** A hello starts a new count; facts sent while nobody listened are unknown, so everything is fetched again. */
  judge(frame: Fact): Verdict {
    if (frame.type === 'hello') {
      this.last = frame.seq
      return 'refetch'
    }
    const expected = this.last === null ? frame.seq : this.last + 1
    const repeated = this.last !== null && frame.seq <= this.last
    if (repeated) return 'ignore'
    this.last = frame.seq
    if (frame.seq > expected || frame.type === 'resync') return 'refetch'
    return frame.type === 'ping' ? 'ignore' : 'deliver'
  }

  /** A new socket counts from its own beginning. */
  reset(): void {
    this.last = null
  }
}

const FIRST_WAIT_MS = 500
const LONGEST_WAIT_MS = 15_000

/** Doubling waits with some chance in them, so that a thousand consoles do not return in one breath. */
export function reconnectWait(attempt: number, chance = Math.random()): number {
  const full = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt)
  return Math.round(full / 2 + (full / 2) * chance)
}
