/** Whom a reader should know of: everybody else who looks, those who write in front. Pure. */
import type { Viewer } from '@/api/types'

export function othersOf(viewers: readonly Viewer[], mineId: string | undefined, nowMs: number): Viewer[] {
  return viewers
    .filter((viewer) => viewer.agent_id !== mineId && Date.parse(viewer.expires_at) > nowMs)
    .sort((a, b) => Number(b.is_typing) - Number(a.is_typing) || a.since.localeCompare(b.since))
}
