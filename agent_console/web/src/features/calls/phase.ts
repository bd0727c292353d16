/** What a call is to the reader just now, and since when. Pure. */
import type { Call } from '@/api/types'
import type { DeviceCall } from '@/softphone/device'

export type CallPhase = Call['state'] | 'connecting' | 'held'

/** `leg` is our own side of it at this window's telephone, where there is one. */
export function phaseOf(call: Call, leg: DeviceCall | null): CallPhase {
  if (call.state === 'talking') return call.is_held ? 'held' : 'talking'
  // Answered here, but the two sides have not been brought together yet.
  if ((call.state === 'ringing' || call.state === 'calling') && leg?.state === 'open') return 'connecting'
  return call.state
}

/** The moment from which its clock counts. */
export function phaseSince(call: Call, phase: CallPhase): string | null {
  if (phase === 'held') return call.held_since
  if (phase === 'talking') return call.answered_at
  if (phase === 'queued') return call.queued_at ?? call.started_at
  if (phase === 'dialing') return call.dialed_at ?? call.started_at
  // Each agent's telephone rings anew.
  if (phase === 'ringing' || phase === 'calling' || phase === 'connecting')
    return call.legs.findLast((leg) => leg.role === 'agent')?.started_at ?? call.queued_at ?? call.started_at
  return phase === 'ended' ? null : call.started_at
}

/** 0:07, 12:34, 1:02:03: how long something took. */
export function spanOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60), whole % 60]
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`
}
