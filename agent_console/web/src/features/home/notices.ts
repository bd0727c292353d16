/** When a notice matters. Pure. */
import type { Notice } from '@/api/types'

export type NoticePhase = 'now' | 'coming' | 'standing'
type Times = Pick<Notice, 'starts_at' | 'ends_at'>

/** A standing fact has no end, so nobody needs to hurry because of it. */
export function phaseOf({ starts_at, ends_at }: Times, now: number): NoticePhase {
  if (Date.parse(starts_at) > now) return 'coming'
  return ends_at ? 'now' : 'standing'
}

const RANK: Record<NoticePhase, number> = { now: 0, coming: 1, standing: 2 }

export function inOrder<Row extends Times>(notices: readonly Row[], now: number): Row[] {
  return [...notices].sort(
    (a, b) => RANK[phaseOf(a, now)] - RANK[phaseOf(b, now)] || Date.parse(a.starts_at) - Date.parse(b.starts_at),
  )
}
